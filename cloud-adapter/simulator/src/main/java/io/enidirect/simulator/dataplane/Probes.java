package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.Frontend.Check;
import io.enidirect.simulator.dataplane.Frontend.Upstream;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes the targets of one backend, whatever their weight, and reports to its pool. The first probe of a target comes
 * after one interval, as in the cloud, where a new one is alive after interval times threshold. Thread-safe: all is done
 * on one event loop.
 */
final class Probes {
    private static final Logger log = LoggerFactory.getLogger(Probes.class);

    /** No time scale makes this machine faster. */
    private static final long SHORTEST_TIMEOUT_MILLIS = 100;

    private final EventLoop loop;
    private final Probe probe;
    private final Pool pool;
    private final TimeScale timeScale;
    private final Map<String, Series> running = new HashMap<>();
    private Backend backend;

    Probes(Backend backend, EventLoop loop, Probe probe, Pool pool, TimeScale timeScale) {
        this.backend = backend;
        this.loop = loop;
        this.probe = probe;
        this.pool = pool;
        this.timeScale = timeScale;
    }

    void update(Backend next) {
        loop.execute(() -> {
            if (!next.check().equals(backend.check())) {
                stopAll();
            }
            backend = next;
            startMissing();
        });
    }

    /** Begins to wait anew, because the intervals have changed. */
    void restart() {
        loop.execute(() -> {
            stopAll();
            startMissing();
        });
    }

    void stop() {
        loop.execute(this::stopAll);
    }

    private void startMissing() {
        Map<String, Upstream> wanted = backend.check().enabled()
                ? backend.upstreams().stream().collect(Collectors.toMap(Upstream::address, u -> u, (a, b) -> b))
                : Map.of();
        Set.copyOf(running.keySet()).stream()
                .filter(address -> !wanted.containsKey(address))
                .forEach(this::stop);
        wanted.forEach((address, target) -> running.computeIfAbsent(address, absent -> new Series(target)));
    }

    private void stopAll() {
        Set.copyOf(running.keySet()).forEach(this::stop);
    }

    private void stop(String address) {
        @Nullable Series series = running.remove(address);
        if (series != null) {
            series.stop();
        }
    }

    private void report(Upstream target, boolean alive) {
        pool.probed(target, alive)
                .ifPresent(health -> log.atDebug()
                        .addKeyValue("backend", backend.id())
                        .addKeyValue("target", target.address())
                        .addKeyValue("health", health)
                        .log("Health changed"));
    }

    /** One probe of a target after the other, each beginning an interval after the last one began. */
    private final class Series {
        private final Upstream target;
        private ScheduledFuture<?> next;
        private boolean stopped;

        Series(Upstream target) {
            this.target = target;
            next = after(interval());
        }

        private ScheduledFuture<?> after(long nanos) {
            return loop.schedule(this::probe, nanos, TimeUnit.NANOSECONDS);
        }

        private void probe() {
            long began = System.nanoTime();
            probe.of(target, timeoutMillis()).addListener(done -> {
                if (!stopped) {
                    report(target, Boolean.TRUE.equals(done.getNow()));
                    next = after(interval() - (System.nanoTime() - began));
                }
            });
        }

        private long interval() {
            return timeScale.nanos(check().intervalSeconds());
        }

        private int timeoutMillis() {
            long scaled = TimeUnit.NANOSECONDS.toMillis(timeScale.nanos(check().timeoutSeconds()));
            return (int) Math.max(SHORTEST_TIMEOUT_MILLIS, scaled);
        }

        private Check check() {
            return backend.check();
        }

        void stop() {
            stopped = true;
            next.cancel(false);
        }
    }
}
