package io.enidirect.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.operator.apply.Cluster.Port;
import io.enidirect.operator.apply.Cluster.State;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** Random walks: each run is told by its seed. */
class PropertyTest {
    private static final int RUNS = Integer.getInteger("properties.runs", 150);
    private static final long FIRST = Long.getLong("properties.seed", 1);
    private static final int STEPS = 6;

    /** One walk of a Service and its pods. */
    private static final class Walk {
        final Random random;
        final Cluster cluster = new Cluster();
        final boolean conflicts;
        int pods;

        Walk(long seed, boolean conflicts) {
            this.random = new Random(seed);
            this.conflicts = conflicts;
            service("web");
            change("web");
        }

        void service(String name) {
            List<Port> ports = new ArrayList<>();
            int shift = conflicts ? 0 : name.hashCode() & 0xff;
            for (String port : List.of("http", "admin", "dns")) {
                if (random.nextInt(3) > 0) {
                    int base = port.equals("http") ? 8000 : port.equals("admin") ? 8100 : 8200;
                    int target = conflicts ? 8000 + random.nextInt(2) : base + random.nextInt(2);
                    int number = (conflicts ? 80 : base - 7900)
                            + random.nextInt(2)
                            + shift
                            + (conflicts ? ports.size() * 2 : 0);
                    String protocol = random.nextInt(4) == 0 ? "UDP" : "TCP";
                    ports.add(new Port(port, number, protocol, target));
                }
            }
            if (ports.isEmpty()) {
                ports.add(new Port("http", 80 + shift, "TCP", 8000));
            }
            cluster.service(name, ports.toArray(new Port[0]));
        }

        void change(String app) {
            int what = random.nextInt(6);
            List<String> names = List.copyOf(cluster.pods(app).keySet());
            if (what == 0) {
                service(app);
            } else if (what <= 2 || names.isEmpty()) {
                pods++;
                cluster.pod(app + "-" + pods, app, "10.1.0." + pods, State.values()[random.nextInt(2)]);
            } else {
                String pod = names.get(random.nextInt(names.size()));
                State state = cluster.pods(app).get(pod);
                if (state == State.TERMINATING) {
                    cluster.removePod(pod);
                } else {
                    cluster.pod(pod, State.values()[random.nextInt(3)]);
                }
            }
        }

        /** All pods are ready or gone: then what is wanted does not depend on what was. */
        void calm(String app) {
            cluster.pods(app).forEach((name, state) -> {
                if (state != State.READY) {
                    cluster.removePod(name);
                }
            });
        }
    }

    static Plan planOf(Snapshot seen) {
        return Plan.between(House.desired(seen).state(), seen);
    }

    static Snapshot backwards(Snapshot seen) {
        Map<String, ServiceEndpoints> endpoints = new HashMap<>();
        seen.endpoints().forEach((key, origin) -> {
            List<EndpointSlice> slices = new ArrayList<>(origin.slices().stream()
                    .map(slice -> new EndpointSliceBuilder(slice)
                            .withEndpoints(backwards(slice.getEndpoints()))
                            .withPorts(backwards(slice.getPorts()))
                            .build())
                    .toList());
            endpoints.put(
                    key, new ServiceEndpoints(origin.service(), backwards(slices), origin.pods(), origin.trusted()));
        });
        return new Snapshot(
                seen.now(),
                seen.settings(),
                seen.object(),
                backwards(seen.sources()),
                endpoints,
                seen.externals(),
                seen.observed(),
                seen.memory());
    }

    static <T> List<T> backwards(List<T> all) {
        List<T> copy = new ArrayList<>(all);
        Collections.reverse(copy);
        return copy;
    }

    static void time(Loop loop, Random random) {
        loop.cloud.taskTime(Duration.ofMillis(random.nextInt(5) == 0 ? 20_000 : random.nextInt(3_000)));
        if (random.nextInt(8) == 0) {
            loop.crash();
        }
        loop.run(Duration.ofMillis(random.nextInt(4) == 0 ? 600_000 : random.nextInt(4_000)));
    }

    static void run(String what, LongConsumer body) {
        for (long seed = FIRST; seed <= RUNS; seed++) {
            try {
                body.accept(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(what + ", seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static void assertAsDesired(Loop loop) {
        assertThat(loop.plan().steps()).isEmpty();
        Map<String, Integer> sessions = new TreeMap<>();
        loop.desired()
                .state()
                .parts()
                .forEach(part -> sessions.put(part.backend().toString(), 0));
        assertThat(loop.listeners().keySet()).isEqualTo(sessions.keySet());
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets());
        Map<String, String> recorded = new TreeMap<>();
        loop.record()
                .listeners()
                .forEach(entry -> recorded.put(entry.protocol() + ":" + entry.port(), String.valueOf(entry.id())));
        Map<String, String> there = new TreeMap<>();
        loop.listeners().forEach((key, listener) -> there.put(key, listener.id().value()));
        assertThat(recorded).isEqualTo(there);
        assertQuiet(loop);
    }

    static void assertQuiet(Loop loop) {
        int before = loop.wire.count();
        loop.settle();
        assertThat(loop.wire.count()).as("calls when nothing changed").isEqualTo(before);
    }

    @Test
    void reachesWhatIsDesiredWhateverHappenedOnTheWay() {
        run("own", seed -> {
            Walk walk = new Walk(seed, false);
            Loop loop = Loop.ofWeb(walk.cluster);
            Outage outage = new Outage(loop);
            for (int i = 0; i < STEPS; i++) {
                time(loop, walk.random);
                walk.change("web");
                Snapshot seen = loop.snapshot();
                assertThat(planOf(backwards(seen))).as("in another order").isEqualTo(planOf(seen));
            }
            walk.calm("web");
            loop.settle();
            assertAsDesired(loop);
            assertThat(outage.found).isEmpty();

            Loop straight = Loop.ofWeb(walk.cluster);
            straight.settle();
            assertThat(loop.targets()).as("S0→S1→S2 = S0→S2").isEqualTo(straight.targets());
        });
    }

    @Test
    void sharedLoadBalancerReachesWhatIsDesiredAndLeavesForeignListenersAlone() {
        run("shared", seed -> {
            Walk walk = new Walk(seed, true);
            walk.service("api");
            Loop loop = Loop.shared(walk.cluster);
            loop.run(Duration.ofMinutes(1));
            ListenerKey foreignKey = new ListenerKey(Protocol.TCP, 80 + walk.random.nextInt(8));
            boolean foreign = loop.listeners().keySet().stream().noneMatch(key -> key.equals(foreignKey.toString()));
            String foreignId = foreign
                    ? loop.cloud
                            .console()
                            .addListener(loop.id(), foreignKey, "mine")
                            .value()
                    : "lbl-none";
            loop.crash();
            for (int i = 0; i < STEPS; i++) {
                String app = walk.random.nextBoolean() ? "web" : "api";
                if (walk.random.nextInt(6) == 0 && walk.cluster.services().contains("api")) {
                    walk.cluster.removeService("api");
                } else if (walk.cluster.services().contains(app)) {
                    walk.change(app);
                }
                time(loop, walk.random);
            }
            loop.run(Duration.ofMinutes(30));
            assertThat(loop.wire.sent())
                    .noneMatch(sent -> sent.write() && sent.arguments().contains(foreignId));
            Map<String, Listener> there = loop.listeners();
            if (foreign) {
                assertThat(there.values()).anyMatch(each -> each.id().value().equals(foreignId));
            }
            Map<String, Integer> wanted = loop.wantedTargets();
            wanted.keySet().removeIf(key -> foreign && key.startsWith(foreignKey + " "));
            assertThat(loop.targets()).isEqualTo(wanted);
            int before = loop.wire.count();
            loop.run(Duration.ofMinutes(30));
            assertThat(loop.wire.count()).as("calls when nothing changed").isEqualTo(before);
        });
    }

    /**
     * No write takes the last serving target from a listener that had one, but where its address moves to another
     * listener or the listener itself goes.
     */
    private static final class Outage {
        final List<String> found = new ArrayList<>();
        private final Loop loop;
        private Map<String, List<String>> before = new HashMap<>();

        Outage(Loop loop) {
            this.loop = loop;
            loop.wire.hook((number, what, when) -> {
                if (List.of("deregister", "setWeights", "deleteListeners").contains(what)) {
                    if (when == When.BEFORE) {
                        before = serving();
                    } else {
                        loop.cloud.endTasks();
                        compare(what);
                    }
                }
            });
        }

        private Map<String, List<String>> serving() {
            Map<String, List<String>> serving = new TreeMap<>();
            loop.targets().forEach((key, weight) -> {
                String[] words = key.split(" ");
                String ip = words[1].substring(0, words[1].indexOf(':'));
                if (weight > 0 && loop.cluster.ready(ip)) {
                    serving.computeIfAbsent(words[0], none -> new ArrayList<>()).add(words[1]);
                }
            });
            return serving;
        }

        private void compare(String what) {
            Map<String, List<String>> after = serving();
            List<Part> parts = loop.desired().state().parts();
            before.forEach((listener, targets) -> {
                boolean wanted = parts.stream()
                        .anyMatch(part -> part.backend().toString().equals(listener)
                                && part.standing() != Part.Standing.REPLACED
                                && !part.targets().isEmpty());
                boolean moves = parts.stream()
                        .filter(part -> !part.backend().toString().equals(listener))
                        .anyMatch(part -> part.targets().keySet().stream()
                                .anyMatch(target -> targets.contains(target.toString())));
                if (wanted && !moves && !after.containsKey(listener)) {
                    found.add(what + " leaves nothing of " + targets + " behind " + listener + " at "
                            + loop.clock.instant());
                }
            });
        }
    }
}
