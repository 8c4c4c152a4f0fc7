package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.Protocol;
import io.enidirect.crd.CloudLoadBalancerSpec.DeletionPolicy;
import io.enidirect.operator.desired.DefaultDomain;
import io.enidirect.operator.plan.Plan;
import java.time.Duration;
import java.time.Instant;
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
        loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(Duration.between(before, loop.clock.instant())).isGreaterThanOrEqualTo(Duration.ofMinutes(5));
        assertThat(loop.wire.writes()).containsExactly("delete", "delete");
    }

    @Test
    void protectedLoadBalancerIsToldAndDeletedOnceProtectionIsLifted() {
        Loop loop = settled(1, tcp(80, 8080));
        loop.cloud.console().protectFromDeletion(loop.id(), true);
        delete(loop);

        Plan plan = loop.run(Duration.ofMinutes(20));
        assertThat(loop.released()).isFalse();
        assertThat(codes(plan)).containsExactly("Rejected");
        assertThat(loop.wire.writes()).hasSizeBetween(4, 15);

        loop.cloud.console().protectFromDeletion(loop.id(), false);
        loop.settle();
        assertThat(loop.released()).isTrue();
    }

    @Test
    void retainedLoadBalancerLosesWhatIsOursAndStays() {
        Loop loop = own(DeletionPolicy.Retain);
        LoadBalancerId id = loop.id();
        delete(loop);

        loop.settle();

        assertThat(loop.released()).isTrue();
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

        loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(loop.wire.writes()).containsExactly("deleteListeners", "untag");
    }

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
        assertThat(loop.record().listeners().get(0).rules()).hasSize(2);

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
