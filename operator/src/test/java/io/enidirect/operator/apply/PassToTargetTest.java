package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.report.Statuses;
import io.enidirect.operator.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whether a load balancer's traffic passes the pods' security groups: said with the creation, and mended afterwards. */
class PassToTargetTest extends LoopFixture {
    private Loop loop(NetworkSpec network, @Nullable Boolean passToTarget) {
        cluster.service("web", tcp(80, 8080));
        cluster.pods("web", 1);
        return new Loop(
                cluster,
                new CloudLoadBalancerSpec(
                        cluster.ref("web"), null, network, Map.of(), null, null, null, null, passToTarget, null),
                Duration.ZERO);
    }

    private static LoadBalancerId id(Loop loop) {
        return new LoadBalancerId(String.valueOf(loop.record().loadBalancerId()));
    }

    private static @Nullable Boolean inCloud(Loop loop) {
        return loop.snapshot().observed().loadBalancer().passToTarget();
    }

    @Test
    void isSaidWithTheCreationAndTakesNoCallOfItsOwn() {
        Loop loop = loop(NetworkSpec.internet(), null);
        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("create", "createListeners", "register");
        assertThat(inCloud(loop)).isTrue();
    }

    @Test
    void canBeSaidTheOtherWayRound() {
        Loop loop = loop(NetworkSpec.internal("subnet-1"), false);
        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("create", "createListeners", "register");
        assertThat(inCloud(loop)).isFalse();
    }

    @Test
    void isNotSaidOfAnIpv6LoadBalancer() {
        Loop loop = loop(
                new NetworkSpec(NetworkSpec.Type.Public, "subnet-1", null, NetworkSpec.IpVersion.IPv6FullChain), true);

        assertThat(loop.desired().state().loadBalancer().settings().passToTarget())
                .isNull();
    }

    @Test
    void isSetOnceOnOneThatWasMadeBeforeThereWasTheWord() {
        Loop loop = loop(NetworkSpec.internet(), null);
        loop.settle();
        loop.cloud.console().passToTarget(id(loop), false);
        loop.crash();
        loop.wire.clear();

        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("modify");
        assertThat(inCloud(loop)).isTrue();

        loop.crash();
        loop.wire.clear();
        loop.settle();
        assertThat(loop.wire.writes()).isEmpty();
    }

    /** To ask the pods' security groups restricts: until the cloud takes it nothing new is let past them. */
    @Test
    void nothingNewIsMadeWhileTheCloudRefusesToAskThePodsGroups() {
        Loop loop = loop(NetworkSpec.internet(), false);
        loop.settle();
        loop.cloud.console().passToTarget(id(loop), true);
        loop.crash();
        AtomicBoolean refusing = new AtomicBoolean(true);
        loop.wire.hook((number, what, when) -> {
            if (what.equals("modify") && when == When.BEFORE && refusing.get()) {
                throw new CloudException.Rejected("ModifyLoadBalancerAttributes", "InvalidParameter", "not here", null);
            }
        });
        cluster.service("web", tcp(80, 8080), tcp(81, 8081));
        loop.run(Duration.ofMinutes(1));

        assertThat(loop.listeners()).containsOnlyKeys("TCP:80");
        SourceStatus told = status(loop);
        assertThat(told.addresses()).hasSize(1);
        assertThat(told.conditions())
                .extracting(Condition::getType, Condition::getStatus)
                .contains(tuple("Accepted", "False"), tuple("Programmed", "False"));
        assertThat(told.problems())
                .anyMatch(problem -> problem.code().equals("CannotRestrict")
                        && problem.message().contains("nothing new is made"));

        refusing.set(false);
        loop.run(Duration.ofMinutes(10));
        assertThat(inCloud(loop)).isFalse();
        assertThat(loop.listeners()).containsOnlyKeys("TCP:80", "TCP:81");
        assertThat(status(loop).conditions())
                .extracting(Condition::getType, Condition::getStatus)
                .contains(tuple("Accepted", "True"), tuple("Programmed", "True"));
    }

    /** Whatever is lost meanwhile, the word is given before the port. */
    @Test
    void aPortThatComesWithTheWordComesAfterIt() {
        Loop loop = loop(NetworkSpec.internet(), false);
        loop.settle();
        loop.cloud.console().passToTarget(id(loop), true);
        loop.crash();
        loop.wire.clear();
        cluster.service("web", tcp(80, 8080), tcp(81, 8081));

        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("modify", "createListeners", "register");
    }

    private static SourceStatus status(Loop loop) {
        Snapshot seen = loop.snapshot();
        Desired desired = House.desired(seen);
        return Statuses.of(seen, desired, Plan.between(desired.state(), seen))
                .sources()
                .get(0);
    }
}
