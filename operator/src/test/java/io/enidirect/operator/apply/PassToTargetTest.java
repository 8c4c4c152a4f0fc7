package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.NetworkSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
                        cluster.ref("web"),
                        null,
                        network,
                        Map.of(),
                        null,
                        List.of(),
                        List.of(),
                        null,
                        passToTarget,
                        null),
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

        assertThat(loop.desired().state().loadBalancer().passToTarget()).isNull();
    }

    @Test
    void isSetOnceOnOneThatWasMadeBeforeThereWasTheWord() {
        Loop loop = loop(NetworkSpec.internet(), null);
        loop.settle();
        loop.cloud.console().passToTarget(id(loop), false);
        loop.crash();
        loop.wire.clear();

        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("setPassToTarget");
        assertThat(inCloud(loop)).isTrue();

        loop.crash();
        loop.wire.clear();
        loop.settle();
        assertThat(loop.wire.writes()).isEmpty();
    }
}
