package io.enidirect.operator.report;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.ProblemStatus;
import io.enidirect.operator.apply.Cluster;
import io.enidirect.operator.apply.Loop;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.snapshot.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is told of the load balancer as a whole, and when its address is shown. */
class WholeStatusTest {
    private final Cluster cluster = new Cluster();

    private static CloudLoadBalancerStatus status(Loop loop) {
        Snapshot seen = loop.snapshot();
        Desired desired = House.desired(seen);
        return Statuses.of(seen, desired, Plan.between(desired.state(), seen));
    }

    private static List<String> conditions(CloudLoadBalancerStatus status) {
        return status.conditions().stream()
                .map(condition -> condition.getType() + " " + condition.getStatus() + " " + condition.getReason())
                .toList();
    }

    private static void refuse(Loop loop, CloudException error) {
        loop.wire.hook((number, what, when) -> {
            if (what.equals("create") && when == When.BEFORE) {
                throw error;
            }
        });
    }

    @Test
    void anAdministratorsLoadBalancerWithoutSourcesSaysWhatStopsIt() {
        Loop loop = Loop.shared(cluster);
        refuse(loop, new CloudException.Rejected("CreateLoadBalancer", "InvalidParameter", "no such subnet", "r-1"));

        loop.run(Duration.ofMinutes(1));

        CloudLoadBalancerStatus status = status(loop);
        assertThat(conditions(status))
                .containsExactly("Accepted False Rejected", "Programmed False Rejected", "Ready False Rejected");
        assertThat(status.problems()).extracting(ProblemStatus::code).containsExactly("Rejected");
        assertThat(status.conditions())
                .allSatisfy(condition -> assertThat(condition.getMessage()).contains("no such subnet"));

        loop.wire.unhook();
        loop.settle();

        assertThat(status(loop).problems()).isEmpty();
        assertThat(conditions(status(loop)))
                .containsExactly("Accepted True Accepted", "Programmed True Programmed", "Ready True Ready");
    }

    @Test
    void whatIsAskedForIsAcceptedWhileTheCloudCannotBeReached() {
        Loop loop = Loop.shared(cluster);
        refuse(loop, new CloudException.Unavailable("CreateLoadBalancer", "ConnectException", "", null));

        loop.run(Duration.ofMinutes(1));

        assertThat(conditions(status(loop)))
                .containsExactly("Accepted True Accepted", "Programmed False Unreachable", "Ready False Unreachable");
    }

    @Test
    void retryThatIsRefusedAgainIsNoNewStatus() {
        Loop loop = Loop.shared(cluster);
        refuse(loop, new CloudException.Rejected("CreateLoadBalancer", "InvalidParameter", "no such subnet", "r-1"));
        loop.run(Duration.ofMinutes(1));
        CloudLoadBalancerStatus before = status(loop);
        loop.record(before);
        loop.wire.unhook();
        refuse(loop, new CloudException.Rejected("CreateLoadBalancer", "InvalidParameter", "no such subnet", "r-2"));

        loop.run(Duration.ofMinutes(20));

        assertThat(status(loop).problems()).isEqualTo(before.problems());
        assertThat(status(loop).conditions()).isEqualTo(before.conditions());
    }

    /** Port 82 is refused, which says nothing of port 81. */
    @Test
    void aPortThatIsOnItsWayKeepsTheAddressBackWhateverIsRefusedBesideIt() {
        cluster.service("web", tcp(80, 8080), tcp(81, 8081), tcp(82, 8082));
        cluster.pods("web", 1);
        Loop loop = Loop.ofWeb(cluster);
        AtomicBoolean late = new AtomicBoolean(true);
        loop.wire.hook((number, what, when) -> {
            if (what.equals("createListeners") && when == When.BEFORE && asksFor(loop, "82")) {
                throw new CloudException.Rejected("CreateListener", "InvalidParameter", "not that port", null);
            }
            if (what.equals("createListeners") && when == When.BEFORE && late.get() && asksFor(loop, "81")) {
                throw new CloudException.Throttled(
                        "CreateListener",
                        "RequestLimitExceeded",
                        "too many",
                        null,
                        loop.clock.instant().plusSeconds(2));
            }
        });

        loop.run(Duration.ofSeconds(30));

        assertThat(loop.listeners()).containsOnlyKeys("TCP:80");
        assertThat(status(loop).sources())
                .singleElement()
                .satisfies(source -> assertThat(source.addresses()).isEmpty());

        late.set(false);
        loop.run(Duration.ofMinutes(1));

        assertThat(loop.listeners()).containsOnlyKeys("TCP:80", "TCP:81");
        assertThat(status(loop).sources())
                .singleElement()
                .satisfies(source -> assertThat(source.addresses()).isNotEmpty());
    }

    private static boolean asksFor(Loop loop, String port) {
        return loop.wire.sent().get(loop.wire.sent().size() - 1).arguments().contains(port);
    }
}
