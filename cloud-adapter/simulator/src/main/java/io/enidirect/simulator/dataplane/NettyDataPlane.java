package io.enidirect.simulator.dataplane;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The data plane on Netty: all frontends share two daemon threads. */
public final class NettyDataPlane implements DataPlane {
    private static final int THREADS = 2;

    private final EventLoopGroup group = new NioEventLoopGroup(THREADS, new DefaultThreadFactory("data-plane", true));
    private final LoopbackAddresses addresses = new LoopbackAddresses();
    private final Dialler dialler = new Dialler(addresses);
    private final TimeScale timeScale = new TimeScale();
    private final Map<String, OpenFrontend> open = new HashMap<>();

    @Override
    public synchronized void put(Frontend frontend) {
        if (group.isShuttingDown()) {
            throw new IllegalStateException("The data plane is closed");
        }
        @Nullable OpenFrontend before = open.get(frontend.listenerId());
        if (before != null && before.frontend().equals(frontend)) {
            return;
        }
        if (before != null && before.frontend().address().equals(frontend.address())) {
            before.update(frontend);
            return;
        }
        requireFree(frontend);
        remove(frontend.listenerId());
        open.put(frontend.listenerId(), OpenFrontend.open(frontend, group, dialler, timeScale));
    }

    private void requireFree(Frontend frontend) {
        for (OpenFrontend other : open.values()) {
            if (other.frontend().address().equals(frontend.address())) {
                throw new IllegalArgumentException(frontend.address() + " is held by "
                        + other.frontend().listenerId() + ", so " + frontend.listenerId() + " can't have it");
            }
        }
    }

    @Override
    public synchronized void remove(String listenerId) {
        @Nullable OpenFrontend gone = open.remove(listenerId);
        if (gone != null) {
            gone.close();
        }
    }

    @Override
    public synchronized Map<String, Health> health(String listenerId) {
        @Nullable OpenFrontend frontend = open.get(listenerId);
        return frontend == null ? Map.of() : frontend.health();
    }

    @Override
    public synchronized Map<String, InetSocketAddress> addresses() {
        Map<String, InetSocketAddress> bound = new TreeMap<>();
        open.values().forEach(frontend -> bound.put(frontend.frontend().address(), frontend.address()));
        return bound;
    }

    @Override
    public synchronized void timeScale(double factor) {
        timeScale.change(factor);
        open.values().forEach(OpenFrontend::timeScaleChanged);
    }

    @Override
    public void map(String ip, String loopback) {
        addresses.map(ip, loopback);
    }

    @Override
    public synchronized void close() {
        open.values().forEach(OpenFrontend::close);
        open.clear();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
