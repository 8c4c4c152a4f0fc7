package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;

import io.enidirect.cloud.Binding;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Target;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.CloudLoadBalancerSpec.DeletionPolicy;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Backend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A settled load balancer, and words for what is seen of it. */
abstract class LoopFixture {
    static final CloudException REJECTED =
            new CloudException.Rejected("Register", "InvalidParameter", "no such ENI", null);

    final Cluster cluster = new Cluster();

    Loop settled(int pods, Cluster.Port... ports) {
        cluster.service("web", ports);
        cluster.pods("web", pods);
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();
        loop.wire.clear();
        return loop;
    }

    Loop settledIngress(int pods, Path... paths) {
        cluster.backend("api", 8080);
        cluster.pods("api", pods);
        cluster.ingress("web", paths);
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();
        loop.wire.clear();
        return loop;
    }

    /** The paths {@code /p00}, {@code /p01}… of one host, each a rule of its own. */
    static Path[] paths(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Path.exact("a.test", "/p%02d".formatted(i), "api"))
                .toArray(Path[]::new);
    }

    static Path[] with(Path[] paths, Path... more) {
        return Stream.concat(Arrays.stream(paths), Arrays.stream(more)).toArray(Path[]::new);
    }

    /** Lets every call of this name fail whose arguments have this in them. */
    static void refuse(Loop loop, String method, String argument) {
        loop.wire.hook((number, what, when) -> {
            if (what.equals(method)
                    && when == When.BEFORE
                    && loop.wire
                            .sent()
                            .get(loop.wire.sent().size() - 1)
                            .arguments()
                            .contains(argument)) {
                throw REJECTED;
            }
        });
    }

    /** Whom unknown hosts fall to after each write that changes rules, where there is a rule at all. */
    static List<Set<String>> defaultDomains(Loop loop) {
        List<Set<String>> seen = new ArrayList<>();
        loop.wire.hook((number, what, when) -> {
            if (what.endsWith("Rules") && when == When.AFTER) {
                loop.cloud.endTasks();
                seen.add(loop.defaultDomains());
            }
        });
        return seen;
    }

    Loop own(DeletionPolicy policy) {
        cluster.service("web", tcp(80, 8080));
        cluster.pods("web", 2);
        Loop loop = new Loop(
                cluster,
                new CloudLoadBalancerSpec(
                        cluster.ref("web"),
                        null,
                        NetworkSpec.internet(),
                        Map.of(),
                        policy,
                        null,
                        null,
                        null,
                        null,
                        null),
                Duration.ZERO);
        loop.settle();
        loop.wire.clear();
        return loop;
    }

    void delete(Loop loop) {
        cluster.delete("web");
        loop.deleteObject();
    }

    static Binding binding(Loop loop, String listener, String ip, int port) {
        ListenerKey key = new ListenerKey(
                Protocol.valueOf(listener.substring(0, listener.indexOf(':'))),
                Integer.parseInt(listener.substring(listener.indexOf(':') + 1)));
        Binding binding = loop.binding(new Attachment(Backend.of(key), new Target(ip, port)));
        if (binding == null) {
            throw new AssertionError("No listener " + listener);
        }
        return binding;
    }

    static List<String> codes(Plan plan) {
        return plan.problems().values().stream()
                .flatMap(List::stream)
                .map(problem -> problem.code().text())
                .distinct()
                .sorted()
                .toList();
    }
}
