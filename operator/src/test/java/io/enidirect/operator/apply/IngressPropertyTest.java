package io.enidirect.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.RuleKey;
import io.enidirect.operator.apply.Cluster.State;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random walks of an Ingress, its Services and their pods: each run is told by its seed. */
class IngressPropertyTest {
    private static final ListenerKey HTTP = new ListenerKey(Protocol.HTTP, 80);
    private static final int STEPS = 6;

    private static final class Walk {
        final Random random;
        final Cluster cluster = new Cluster();
        int pods;

        Walk(long seed) {
            random = new Random(seed);
            cluster.backend("api", 8000);
            cluster.backend("other", 8001);
            ingress();
            pod("api");
        }

        void ingress() {
            List<Path> paths = new ArrayList<>();
            for (String host : List.of("", "a.test", "b.test", "*.c.test")) {
                for (String path : List.of("/", "/foo", "/foo/bar")) {
                    if (random.nextInt(3) == 0) {
                        String type = List.of("Exact", "Prefix", "ImplementationSpecific")
                                .get(random.nextInt(3));
                        paths.add(new Path(host, path, type, random.nextBoolean() ? "api" : "other"));
                    }
                }
            }
            if (paths.isEmpty()) {
                paths.add(Path.prefix("", "/", "api"));
            }
            cluster.ingress("web", paths.toArray(Path[]::new));
        }

        private void pod(String app) {
            pods++;
            cluster.pod(app + "-" + pods, app, "10.1.0." + pods, State.values()[random.nextInt(2)]);
        }

        void change() {
            String app = random.nextBoolean() ? "api" : "other";
            List<String> names = List.copyOf(cluster.pods(app).keySet());
            int what = random.nextInt(8);
            if (what <= 2) {
                ingress();
            } else if (what == 3 && cluster.services().contains("other")) {
                cluster.removeService("other");
            } else if (what == 3) {
                cluster.backend("other", 8000 + random.nextInt(2));
            } else if (what == 4 || names.isEmpty()) {
                pod(app);
            } else {
                String pod = names.get(random.nextInt(names.size()));
                if (cluster.pods(app).get(pod) == State.TERMINATING) {
                    cluster.removePod(pod);
                } else {
                    cluster.pod(pod, State.values()[random.nextInt(3)]);
                }
            }
        }

        /** All is there, and all pods are ready or gone: then what is wanted does not depend on what was. */
        void calm() {
            cluster.backend("other", 8001);
            for (String app : List.of("api", "other")) {
                cluster.pods(app).forEach((name, state) -> {
                    if (state != State.READY) {
                        cluster.removePod(name);
                    }
                });
            }
        }
    }

    private static void assertAsDesired(Loop loop) {
        assertThat(loop.plan().steps()).isEmpty();
        assertThat(loop.rules().keySet())
                .isEqualTo(loop.desired().state().rules(HTTP).keySet().stream()
                        .map(RuleKey::toString)
                        .collect(Collectors.toSet()));
        assertThat(loop.defaultDomains()).containsExactly(DefaultDomain.NAME);
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets());
        Map<String, String> recorded = new TreeMap<>();
        loop.recordedRules().forEach((key, rule) -> recorded.put(key.toString(), String.valueOf(rule.id())));
        Map<String, String> there = new TreeMap<>();
        loop.rules().forEach((key, rule) -> there.put(key, rule.id().value()));
        assertThat(recorded).isEqualTo(there);
        PropertyTest.assertQuiet(loop);
    }

    @Test
    void reachesWhatIsDesiredWhateverHappenedOnTheWay() {
        PropertyTest.run("Ingress", seed -> {
            Walk walk = new Walk(seed);
            Loop loop = Loop.ofWeb(walk.cluster);
            List<Set<String>> seen = LoopFixture.defaultDomains(loop);
            for (int i = 0; i < STEPS; i++) {
                PropertyTest.time(loop, walk.random);
                walk.change();
                Snapshot now = loop.snapshot();
                assertThat(PropertyTest.planOf(PropertyTest.backwards(now)))
                        .as("in another order")
                        .isEqualTo(PropertyTest.planOf(now));
            }
            walk.calm();
            loop.settle();
            assertAsDesired(loop);
            assertThat(seen).containsOnly(Set.of(DefaultDomain.NAME));

            Loop straight = Loop.ofWeb(walk.cluster);
            straight.settle();
            assertThat(loop.targets()).as("S0→S1→S2 = S0→S2").isEqualTo(straight.targets());
            assertThat(settings(loop)).isEqualTo(settings(straight));
        });
    }

    private static Map<String, Object> settings(Loop loop) {
        Map<String, Object> settings = new TreeMap<>();
        for (Map.Entry<String, Rule> rule : loop.rules().entrySet()) {
            settings.put(rule.getKey(), rule.getValue().settings());
        }
        return settings;
    }
}
