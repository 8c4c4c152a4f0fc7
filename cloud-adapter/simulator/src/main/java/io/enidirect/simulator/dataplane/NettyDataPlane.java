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

/** The data plane on Netty: all L4 frontends share two daemon threads, all HTTP ones those of one Vert.x. */
public final class NettyDataPlane implements DataPlane {
    private static final int THREADS = 2;

    private final EventLoopGroup group = new NioEventLoopGroup(THREADS, new DefaultThreadFactory("data-plane", true));
    private final LoopbackAddresses addresses = new LoopbackAddresses();
    private final Dialler dialler = new Dialler(addresses);
    private final TimeScale timeScale = new TimeScale();
    private final HttpServers httpServers = new HttpServers();
    private final Map<String, OpenListener> open = new HashMap<>();

    @Override
    public synchronized void put(Served served) {
        if (group.isShuttingDown()) {
            throw new IllegalStateException("The data plane is closed");
        }
        @Nullable OpenListener before = open.get(served.listenerId());
        if (before != null && before.served().equals(served)) {
            return;
        }
        if (before != null && before.served().address().equals(served.address())) {
            before.update(served);
            return;
        }
        requireFree(served);
        remove(served.listenerId());
        open.put(served.listenerId(), open(served));
    }

    private OpenListener open(Served served) {
        return served instanceof HttpFrontend http
                ? OpenHttpFrontend.open(http, httpServers, group, dialler, timeScale)
                : OpenFrontend.open((Frontend) served, group, dialler, timeScale);
    }

    private void requireFree(Served served) {
        for (OpenListener other : open.values()) {
            Served held = other.served();
            if (held.place().equals(served.place()) && !held.listenerId().equals(served.listenerId())) {
                throw new IllegalArgumentException(held.address() + " is held by " + held.listenerId() + ", so "
                        + served.listenerId() + " can't have it");
            }
        }
    }

    @Override
    public synchronized void remove(String listenerId) {
        @Nullable OpenListener gone = open.remove(listenerId);
        if (gone != null) {
            gone.close();
        }
    }

    @Override
    public synchronized Map<String, Health> health(String listenerId, String backendId) {
        @Nullable OpenListener listener = open.get(listenerId);
        return listener == null ? Map.of() : listener.health(backendId);
    }

    @Override
    public synchronized Map<String, InetSocketAddress> addresses() {
        Map<String, InetSocketAddress> bound = new TreeMap<>();
        open.values().forEach(listener -> bound.put(listener.served().address(), listener.address()));
        return bound;
    }

    @Override
    public synchronized void timeScale(double factor) {
        timeScale.change(factor);
        open.values().forEach(OpenListener::timeScaleChanged);
    }

    @Override
    public void map(String ip, String loopback) {
        addresses.map(ip, loopback);
    }

    @Override
    public synchronized void close() {
        open.values().forEach(OpenListener::close);
        open.clear();
        httpServers.close();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
