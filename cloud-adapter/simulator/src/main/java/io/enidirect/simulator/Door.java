package io.enidirect.simulator;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** The port, which can be shut for a while: connections are refused then, the control API's too. */
final class Door {
    private final ScheduledExecutorService timer;
    private volatile @Nullable ServerConnector connector;

    Door(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    void in(ServerConnector newConnector) {
        connector = newConnector;
    }

    /** Not in the caller's thread, which is one of those that shutting waits for. */
    void shutFor(long millis) {
        ServerConnector shut = connector;
        if (shut != null) {
            timer.execute(() -> {
                shut.setPort(shut.getLocalPort());
                turn(shut, false);
                Runnable opening = () -> turn(shut, true);
                Future<?> unused = timer.schedule(opening, millis, TimeUnit.MILLISECONDS);
            });
        }
    }

    private static void turn(ServerConnector connector, boolean open) {
        try {
            if (open) {
                connector.start();
            } else {
                connector.stop();
            }
        } catch (Exception e) {
            throw new IllegalStateException("The port can't be opened or shut", e);
        }
    }
}
