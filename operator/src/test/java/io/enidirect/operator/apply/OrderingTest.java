package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static io.enidirect.operator.apply.Path.exact;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.report.Statuses;
import io.enidirect.operator.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nothing is ordered for nothing: a load balancer costs money from its first hour. */
class OrderingTest extends LoopFixture {

    private static List<String> conditions(List<Condition> all) {
        return all.stream()
                .map(condition -> condition.getType() + "=" + condition.getStatus() + " " + condition.getReason())
                .toList();
    }

    private static CloudLoadBalancerStatus status(Loop loop) {
        Snapshot seen = loop.snapshot();
        Desired desired = House.desired(seen);
        return Statuses.of(seen, desired, Plan.between(desired.state(), seen));
    }

    @Test
    void waitsWithoutACallForTheServiceThatAnIngressNames() {
        cluster.ingress("web", exact("a.test", "/", "api"));
        Loop loop = Loop.ofWeb(cluster);

        assertThat(loop.settle().outstanding()).isFalse();

        assertThat(loop.wire.sent()).isEmpty();
        assertThat(loop.record().sources()).extracting(SourceStatus::name).containsExactly("web");
        assertThat(conditions(status(loop).conditions()))
                .containsExactly(
                        "Accepted=True Accepted", "Programmed=False WaitingForPart", "Ready=False WaitingForPart");
        assertThat(conditions(status(loop).sources().get(0).conditions()))
                .containsExactly(
                        "Accepted=False BackendNotFound",
                        "Programmed=False WaitingForPart",
                        "Ready=False WaitingForPart");
    }

    @Test
    void waitsWithoutACallAfterARestart() {
        cluster.ingress("web", exact("a.test", "/", "api"));
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();

        loop.crash();
        loop.settle();

        assertThat(loop.wire.sent()).isEmpty();
    }

    @Test
    void ordersOnceTheServiceIsThereWithoutAPod() {
        cluster.ingress("web", exact("a.test", "/", "api"), exact("a.test", "/later", "later"));
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();

        cluster.backend("api", 8080);
        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("create", "createListeners", "createRules");
        assertThat(loop.rules()).containsKey("a.test =/").doesNotContainKey("a.test =/later");
    }

    @Test
    void keepsWhatIsOrderedWhenNothingCouldBeProgrammedAnyMore() {
        Loop loop = settledIngress(1, exact("a.test", "/", "api"));

        cluster.removeService("api");
        cluster.ingress("web", exact("a.test", "/other", "other"));
        loop.settle();

        assertThat(loop.wire.writes()).doesNotContain("delete");
        assertThat(Set.copyOf(conditions(status(loop).sources().get(0).conditions())))
                .noneMatch(condition -> condition.contains("WaitingForPart"));
    }

    @Test
    void waitsForAServiceWhosePortsSpeakNothingThatAListenerCould() {
        cluster.service("web", new Cluster.Port("sctp", 80, "SCTP", 8080));
        cluster.pods("web", 1);
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();

        assertThat(loop.wire.sent()).isEmpty();
        assertThat(conditions(status(loop).sources().get(0).conditions()))
                .contains("Accepted=False UnsupportedPart", "Programmed=False WaitingForPart");
    }

    /** Its object stands, whoever made it: the gate alone keeps it from being ordered. */
    @Test
    void ordersForAServiceThatIsRefusedAsAWholeOnlyOnceItIsNot() {
        cluster.service("web", tcp(80, 8080));
        cluster.annotate("web", "service.kubernetes.io/tke-existed-lbid", "lb-a1b2c3d4");
        cluster.pods("web", 1);
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();
        loop.crash();
        loop.settle();

        assertThat(loop.wire.sent()).isEmpty();
        assertThat(conditions(status(loop).sources().get(0).conditions()))
                .contains("Accepted=False CannotRestrict", "Programmed=False WaitingForPart");

        cluster.annotate("web", "service.kubernetes.io/tke-existed-lbid", null);
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("create", "createListeners", "register");
    }

    @Test
    void ordersForAServiceOnceOneOfItsPortsSpeaksWhatAListenerCan() {
        cluster.service("web", new Cluster.Port("sctp", 80, "SCTP", 8080));
        cluster.pods("web", 1);
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();
        assertThat(loop.wire.sent()).isEmpty();

        cluster.service("web", new Cluster.Port("sctp", 80, "SCTP", 8080), tcp(81, 8081));
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("create", "createListeners", "register");
    }

    @Test
    void goesWithoutACallWhenItsSourceGoesBeforeAnythingWasOrdered() {
        cluster.ingress("web", exact("a.test", "/", "api"));
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();

        delete(loop);
        loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(loop.wire.sent()).isEmpty();
    }
}
