package io.enidirect.simulator.dataplane;

import io.netty.bootstrap.AbstractBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the port of a frontend and gives it back. Both wait for this machine only, and not on an event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // the handlers see a channel that fails
final class Listening {
    private static final Logger log = LoggerFactory.getLogger(Listening.class);

    private Listening() {}

    /**
     * Binds the frontend's own address, or the next best.
     *
     * @throws IllegalStateException if none can be bound
     */
    static Channel open(AbstractBootstrap<?, ?> bootstrap, Served frontend) {
        IllegalStateException refused =
                new IllegalStateException(frontend.address() + " can be listened on neither there nor on 127.0.0.1");
        for (InetSocketAddress candidate : LoopbackAddresses.candidates(frontend.vip(), frontend.port())) {
            ChannelFuture bound = bootstrap.bind(candidate).awaitUninterruptibly();
            if (bound.isSuccess()) {
                logIfShifted(frontend, (InetSocketAddress) bound.channel().localAddress());
                return bound.channel();
            }
            refused.addSuppressed(bound.cause());
        }
        throw refused;
    }

    static void logIfShifted(Served frontend, InetSocketAddress bound) {
        if (bound.getPort() != frontend.port()
                || !bound.getAddress().getHostAddress().equals(frontend.vip())) {
            log.atInfo()
                    .addKeyValue("frontend", frontend.address())
                    .addKeyValue("bound", bound)
                    .log("Listening elsewhere, because the address or port could not be bound");
        }
    }

    /**
     * Closes, and returns when the port is free. A closed NIO channel holds its port until its selector next selects, and
     * that is always done before a timer set after the closing.
     */
    static void close(Channel channel) {
        EventLoop loop = channel.eventLoop();
        Promise<Void> free = loop.newPromise();
        channel.close().addListener(closed -> loop.schedule(() -> free.setSuccess(null), 1, TimeUnit.MILLISECONDS));
        free.syncUninterruptibly();
    }
}
