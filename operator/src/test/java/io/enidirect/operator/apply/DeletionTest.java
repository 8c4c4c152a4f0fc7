package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.Protocol;
import io.enidirect.crd.CloudLoadBalancerSpec.DeletionPolicy;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.operator.TccliCommand;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.report.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Deletion is a plan against nothing. */
class DeletionTest extends LoopFixture {
    @Test
    void targetGuardOfTheCloudIsAnsweredByDeregistration() {
        Loop loop = settled(30, tcp(80, 8080));
        loop.crash(); // so that the number of targets is not known
        delete(loop);

        loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(loop.wire.writes()).containsExactly("delete", "deregister", "delete");
    }

    @Test
    void trafficGuardOfTheCloudIsAnsweredByDeregistration() {
        Loop loop = settled(3, tcp(80, 8080));
        loop.cloud.failNext(
                "delete",
                new CloudException.Rejected("DeleteLoadBalancer", "FailedOperation.TrafficCheckRisk", "busy", null),
                When.BEFORE);
        delete(loop);

        loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(loop.wire.writes()).containsExactly("delete", "deregister", "delete");
    }

    @Test
    void deletionsOfTheRegionThatAreTooManyAreWaitedFor() {
        Loop loop = settled(1, tcp(80, 8080));
        loop.cloud.failNext(
                "delete",
                new CloudException.Throttled(
                        "DeleteLoadBalancer",
                        "FailedOperation.FrequencyCheckRisk",
                        "30 in 5 minutes",
                        null,
                        loop.clock.instant().plusSeconds(300)),
                When.BEFORE);
        delete(loop);

        Instant before = loop.clock.instant();
        Plan plan = loop.run(Duration.ofMinutes(1));
        assertThat(codes(plan)).containsExactly("DeletionLimit");
        assertThat(blocked(loop)).containsExactly(LIMIT + "lb-00000001 goes on at 2026-03-01T00:05:01Z");
        assertThat(shownOfSource(loop))
                .containsExactly(
                        "Accepted False Deleting",
                        "Programmed False Deleting",
                        "Ready False Deleting",
                        "DeletionBlocked True DeletionLimit");
        loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(Duration.between(before, loop.clock.instant())).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
        assertThat(loop.wire.writes()).containsExactly("delete", "delete");
    }

    /** The region's others are not even asked for: the port answers that they have to wait. */
    @Test
    void deletionThatWaitsForTheOnesBeforeItSaysSo() {
        Loop loop = settled(1, tcp(80, 8080));
        Instant until = loop.clock.instant().plusSeconds(200);
        loop.wire.answer(
                "delete",
                () -> loop.clock.instant().isBefore(until)
                        ? Optional.of(new Answer.Throttled<>(until))
                        : Optional.empty());
        delete(loop);

        Plan plan = loop.run(Duration.ofMinutes(1));

        assertThat(codes(plan)).containsExactly("DeletionLimit");
        assertThat(blocked(loop))
                .singleElement()
                .asString()
                .startsWith(LIMIT)
                .contains(" goes on at 2026-03-01T00:03:");
        loop.settle();
        assertThat(loop.released()).isTrue();
    }

    @Test
    void deletionThatWaitsForTheCreationSaysSo() {
        cluster.service("web", tcp(80, 8080));
        Loop loop = Loop.ofWeb(cluster);
        loop.cloud.taskTime(Duration.ofMinutes(1));
        loop.run(Duration.ofSeconds(1));
        delete(loop);

        loop.run(Duration.ofSeconds(10));

        assertThat(blocked(loop)).singleElement().asString().startsWith("BeingCreated the cloud is still making");
        assertThat(shownOfSource(loop)).contains("DeletionBlocked True BeingCreated");
        loop.settle();
        assertThat(loop.released()).isTrue();
        assertThat(loop.wire.writes()).containsExactly("create", "delete");
    }

    private static final String LIMIT =
            "DeletionLimit more load balancers of the region are to be deleted than the cloud"
                    + " allows at a time: 30 in 5 minutes. ";

    /** What the object's condition says. */
    private static List<String> blocked(Loop loop) {
        return status(loop).conditions().stream()
                .filter(condition -> condition.getType().equals("DeletionBlocked"))
                .map(condition -> condition.getReason() + " " + condition.getMessage())
                .toList();
    }

    private static List<String> shownOfSource(Loop loop) {
        return status(loop).sources().stream()
                .flatMap(source -> source.conditions().stream())
                .map(condition -> condition.getType() + " " + condition.getStatus() + " " + condition.getReason())
                .toList();
    }

    private static CloudLoadBalancerStatus status(Loop loop) {
        return Statuses.of(loop.snapshot(), loop.desired(), loop.plan());
    }

    @Test
    void protectedLoadBalancerLosesWhatIsOursAndStays() {
        Loop loop = settled(1, tcp(80, 8080));
        LoadBalancerId id = loop.id();
        loop.cloud.console().protectFromDeletion(id, true);
        delete(loop);
        loop.clock.advance(Duration.ofMinutes(1));

        Plan plan = loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(plan.released())
                .extracting(Problem::message)
                .containsExactly(
                        "CloudLoadBalancer service.default.web: load balancer lb-00000001 stays in the cloud, since it is"
                                + " protected from deletion: the listeners and tags of eni-direct are taken off it, and no"
                                + " listener stays on it. " + TO_UNPROTECT + TO_DELETE);
        assertThat(TccliCommand.wrongIn(TO_UNPROTECT.strip())).isEmpty();
        assertThat(loop.wire.writes()).containsExactly("deleteListeners", "untag");
        assertThat(loop.cloud.describe(Set.of(id)).value().orElseThrow())
                .singleElement()
                .satisfies(left -> assertThat(left.deletionProtected()).isTrue());
    }

    @Test
    void retainedLoadBalancerLosesWhatIsOursAndStays() {
        Loop loop = own(DeletionPolicy.Retain);
        LoadBalancerId id = loop.id();
        delete(loop);

        Plan plan = loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(plan.released())
                .extracting(Problem::message)
                .containsExactly(
                        "CloudLoadBalancer service.default.web: load balancer lb-00000001 stays in the cloud, since"
                                + " spec.deletionPolicy is Retain: the listeners and tags of eni-direct are taken off it, and no"
                                + " listener stays on it. " + TO_DELETE);
        assertThat(loop.wire.writes()).containsExactly("deleteListeners", "untag");
        assertThat(loop.cloud.describe(Set.of(id)).value().orElseThrow())
                .singleElement()
                .satisfies(left -> assertThat(left.tags()).isEmpty());
    }

    @Test
    void loadBalancerWithAForeignListenerLosesWhatIsOursAndStays() {
        Loop loop = settled(2, tcp(80, 8080));
        loop.cloud.console().addListener(loop.id(), new ListenerKey(Protocol.TCP, 99), "mine");
        delete(loop);
        loop.clock.advance(Duration.ofMinutes(1));

        Plan plan = loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(plan.released())
                .extracting(Problem::message)
                .containsExactly(
                        "CloudLoadBalancer service.default.web: load balancer lb-00000001 stays in the cloud, since"
                                + " somebody else has made a listener on it: the listeners and tags of eni-direct are taken off it,"
                                + " and listener TCP:99 stays on it. " + TO_DELETE);
        assertThat(TccliCommand.wrongIn(TO_DELETE)).isEmpty();
        assertThat(loop.wire.writes()).containsExactly("deleteListeners", "untag");
    }

    @Test
    void loadBalancerThatGoesAsAWholeIsNotReleased() {
        Loop loop = settled(2, tcp(80, 8080));
        delete(loop);

        assertThat(loop.settle().released()).isEmpty();
    }

    private static final String TO_UNPROTECT = "Switch the protection off in the cloud's console, or with tccli clb"
            + " ModifyLoadBalancerAttributes --LoadBalancerId lb-00000001 --DeleteProtect false. ";
    private static final String TO_DELETE =
            "When nobody needs it any more, delete it in the cloud's console, or with tccli"
                    + " clb DeleteLoadBalancer --LoadBalancerIds '[\"lb-00000001\"]'.";

    @Test
    void listenersAreReadRightBeforeADeletion() {
        Loop loop = settled(2, tcp(80, 8080));
        loop.clock.advance(Duration.ofHours(1));
        delete(loop);

        loop.settle();

        assertThat(loop.wire.sent().stream().map(Wire.Sent::method).filter(method -> !method.equals("task")))
                .containsExactly("describe", "listeners", "delete");
    }

    @Test
    void orderWhoseAnswerWasLostIsWaitedForBeforeTheObjectGoes() {
        cluster.service("web", tcp(80, 8080));
        Loop loop = Loop.ofWeb(cluster);
        loop.wire.hook((number, what, when) -> {
            if (what.equals("create") && when == When.BEFORE) {
                throw new CloudException.UnknownOutcome("CreateLoadBalancer", "Timeout", "lost", null);
            }
        });
        loop.run(Duration.ofSeconds(1));
        delete(loop);

        loop.run(Duration.ofSeconds(30));
        assertThat(loop.released()).isFalse();
        assertThat(blocked(loop))
                .singleElement()
                .asString()
                .startsWith("OrderUnknown a load balancer was ordered")
                .containsPattern("looked for by its tags until 2026-03-01T00:0[12]:");
        loop.run(Duration.ofMinutes(1));
        assertThat(loop.released()).isTrue();
    }

    @Test
    void ingressThatLeavesASharedLoadBalancerTakesItsRulesAndTheLastOneTheListener() {
        cluster.backend("api", 8080);
        cluster.pods("api", 2);
        cluster.ingress("web", paths(30));
        cluster.ingress("other", Path.exact("b.test", "/", "api"));
        Loop loop = Loop.shared(cluster);
        loop.settle();
        loop.wire.clear();

        cluster.removeIngress("web");
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("deleteRules", "deleteRules");
        assertThat(loop.rules()).containsOnlyKeys("b.test =/", DefaultDomain.PLACEHOLDER.toString());
        assertThat(loop.recordedRules().values()).hasSize(2);

        loop.wire.clear();
        cluster.removeIngress("other");
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("deleteListeners");
        assertThat(loop.listeners()).isEmpty();
        assertThat(loop.record().listeners()).isEmpty();
        assertThat(loop.record().sources()).isEmpty();
    }

    @Test
    void ingressWithManyTargetsTakesADeregistrationBefore() {
        Loop loop = settledIngress(2, paths(10));
        delete(loop);

        loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(loop.wire.writes()).containsExactly("deregister", "delete");
    }
}
