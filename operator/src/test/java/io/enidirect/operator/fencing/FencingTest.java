package io.enidirect.operator.fencing;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.FakeLoadBalancers;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.ManualClock;
import io.enidirect.cloud.Network;
import io.enidirect.cloud.Network.IpVersion;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.cloud.Nothing;
import io.enidirect.cloud.Share;
import io.enidirect.cloud.TaskId;
import io.enidirect.operator.snapshot.Timing;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FencingTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Set<String> READS = Set.of(
            "find", "describe", "listeners", "rewrites", "targets", "health", "task", "quotas", "findCertificates");

    // enough for the reads; no write comes to look at its arguments
    private static final Map<Class<?>, Object> ARGUMENTS = Map.of(
            int.class,
            0,
            boolean.class,
            true,
            String.class,
            "a",
            Map.class,
            Map.of("a", "b"),
            Set.class,
            Set.of(new LoadBalancerId("lb-1")),
            LoadBalancerId.class,
            new LoadBalancerId("lb-1"),
            TaskId.class,
            new TaskId("task-1"));

    private final ManualClock clock = new ManualClock(START);
    private final Renewals renewals = new Renewals("me", clock);

    @Test
    void isClosedUntilARenewalIsSeen() {
        assertThat(renewals.open()).isFalse();
        renewals.onAdd(lease("me", START));
        assertThat(renewals.open()).isTrue();
    }

    @Test
    void closesTenSecondsAfterTheLastRenewal() {
        renewals.onAdd(lease("me", START));
        clock.advance(Duration.ofSeconds(2));
        renewals.onUpdate(lease("me", START), lease("me", START.plusSeconds(2)));
        clock.advance(Duration.ofMillis(9_999));
        assertThat(renewals.open()).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(renewals.open()).isFalse();
    }

    @Test
    void countsAnUpdateThatRenewsNothingAsNone() {
        renewals.onAdd(lease("me", START));
        clock.advance(Duration.ofSeconds(10));
        renewals.onUpdate(lease("me", START), lease("me", START));
        assertThat(renewals.open()).isFalse();
    }

    @Test
    void closesAtOnceWhenAnotherHoldsTheLease() {
        renewals.onAdd(lease("me", START));
        renewals.onUpdate(lease("me", START), lease("other", START));
        assertThat(renewals.open()).isFalse();
    }

    @Test
    void closesAtOnceWhenTheLeaseIsDeletedOrReleased() {
        renewals.onAdd(lease("me", START));
        renewals.onDelete(lease("me", START), false);
        assertThat(renewals.open()).isFalse();
        renewals.onAdd(lease("me", START));
        renewals.onUpdate(lease("me", START), new Lease());
        assertThat(renewals.open()).isFalse();
    }

    @Test
    void takesAnOldRenewalThatIsSeenLateForOld() {
        renewals.onAdd(lease("me", START.minusSeconds(10)));
        assertThat(renewals.open()).isFalse();
    }

    @Test
    void countsARenewalWrittenAheadOfTheClockFromWhenItWasSeen() {
        renewals.onAdd(lease("me", START.plusSeconds(60)));
        assertThat(renewals.open()).isTrue();
        clock.advance(Duration.ofSeconds(10));
        assertThat(renewals.open()).isFalse();
    }

    @Test
    void closesWhenTheClockIsPutBack() {
        renewals.onAdd(lease("me", START));
        clock.advance(Duration.ofSeconds(-1));
        assertThat(renewals.open()).isFalse();
    }

    @Test
    void leavesTimeForAWriteAndForClocksBeforeTheLeaseEnds() {
        Duration writeDeadline = Duration.ofSeconds(8);
        assertThat(Timing.HOUSE.lease().writable().plus(writeDeadline))
                .isEqualTo(Timing.HOUSE.lease().life().minus(Duration.ofSeconds(2)));
    }

    static Stream<Method> calls() {
        return Arrays.stream(LoadBalancers.class.getMethods())
                .filter(method -> !method.getName().equals("within"));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void holdsBackWritesAndNoReads(Method method) throws Exception {
        FakeLoadBalancers cloud = new FakeLoadBalancers(clock);
        LoadBalancers fenced = new FencedLoadBalancers(cloud, () -> false, clock).within(Share.REPEAT);
        @Nullable Object[] arguments =
                Arrays.stream(method.getParameterTypes()).map(ARGUMENTS::get).toArray();
        if (READS.contains(method.getName())) {
            assertThat(reached(cloud, fenced, method, arguments)).isTrue();
        } else {
            assertThat(method.invoke(fenced, arguments)).isEqualTo(new Answer.Throttled<>(START.plusSeconds(2)));
            assertThat(cloud.calls()).isEmpty();
        }
    }

    @Test
    void letsWritesThroughWhileOpen() {
        FakeLoadBalancers cloud = new FakeLoadBalancers(clock);
        LoadBalancers fenced = new FencedLoadBalancers(cloud, Fence.NONE, clock);
        LoadBalancerId id = cloud.console()
                .addLoadBalancer(new NewLoadBalancer(
                        "a", new Network(Network.Type.PUBLIC, "vpc-1", null, IpVersion.IPV4), Map.of(), "token"));
        assertThat(fenced.tag(id, Map.of("a", "b"))).isEqualTo(new Answer.Done<>(Nothing.NOTHING));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "kube-system, pod-7, other, kube-system, pod-7",
                "'',          pod-7, other, other,       pod-7",
                "-,           pod-7, other, other,       pod-7",
                "-,           pod-7, -,     default,     pod-7",
            })
    void takesNamespaceAndIdentityFromThePod(
            @Nullable String podNamespace,
            String podName,
            @Nullable String kubeconfig,
            String namespace,
            String identity) {
        Map<String, String> environment = podNamespace == null
                ? Map.of("POD_NAME", podName)
                : Map.of("POD_NAME", podName, "POD_NAMESPACE", podNamespace);
        assertThat(LeaseSettings.of(environment, kubeconfig)).isEqualTo(new LeaseSettings(namespace, identity));
    }

    @Test
    void isSomebodyElseInEachProcessOfAHost() {
        Map<String, String> environment = Map.of("HOSTNAME", "laptop");
        LeaseSettings one = LeaseSettings.of(environment, null);
        assertThat(one.identity()).startsWith("laptop_");
        assertThat(LeaseSettings.of(environment, null)).isNotEqualTo(one);
    }

    // whether it was sent: the fake knows nothing of these ids, and says so
    private static boolean reached(
            FakeLoadBalancers cloud, LoadBalancers fenced, Method method, @Nullable Object[] arguments)
            throws IllegalAccessException {
        try {
            method.invoke(fenced, arguments);
        } catch (InvocationTargetException e) {
            // its calls tell
        }
        return cloud.count(method.getName()) == 1;
    }

    private static Lease lease(String holder, Instant renewed) {
        return new LeaseBuilder()
                .withNewSpec()
                .withHolderIdentity(holder)
                .withRenewTime(renewed.atZone(ZoneOffset.UTC))
                .endSpec()
                .build();
    }
}
