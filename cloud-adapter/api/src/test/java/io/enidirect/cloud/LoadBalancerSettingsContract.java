package io.enidirect.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.enidirect.cloud.Network.ChargeType;
import io.enidirect.cloud.Network.IpVersion;
import io.enidirect.cloud.Network.Isp;
import io.enidirect.cloud.Network.Type;
import io.enidirect.cloud.Network.Zones;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the port says of a load balancer itself: what it is ordered with, its settings, security groups and quotas. */
public abstract class LoadBalancerSettingsContract extends CloudContract {
    private static final LoadBalancerSettings DEFAULTS = new LoadBalancerSettings(false, false, 10);
    private static final Network NAT64 = new Network(Type.PUBLIC, "vpc-1", null, IpVersion.NAT64);
    private static final Network FULL_CHAIN = new Network(Type.PUBLIC, "vpc-1", "subnet-1", IpVersion.IPV6_FULL_CHAIN);
    private static final LoadBalancerId MISSING = new LoadBalancerId("lb-ffffffff");

    // ---- what can be changed

    static Stream<LoadBalancerSettings> settings() {
        return Stream.of(
                passing(true),
                protectedFromDeletion(true),
                bandwidth(1),
                bandwidth(2048),
                new LoadBalancerSettings(true, true, 100));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aModificationChangesWhatItSaysAndLeavesTheRest(LoadBalancerSettings wanted) {
        LoadBalancerId id = create();
        assertThat(read(id).settings()).isEqualTo(DEFAULTS);
        end(() -> loadBalancers().modify(id, wanted));
        assertThat(read(id).settings()).isEqualTo(wanted.over(DEFAULTS));

        end(() -> loadBalancers().modify(id, DEFAULTS));
        assertThat(read(id).settings()).isEqualTo(DEFAULTS);
    }

    @Test
    void hasWhatItWasCreatedWith() {
        NewLoadBalancer wanted = new NewLoadBalancer("contract", network(), Map.of(), unique(), true, 200);

        assertThat(read(create(wanted)).settings()).isEqualTo(new LoadBalancerSettings(true, false, 200));
    }

    @Test
    void aProtectedOneIsNotDeletedUntilItIsNoLonger() {
        LoadBalancerId id = create();
        end(() -> loadBalancers().modify(id, protectedFromDeletion(true)));
        refusal(CloudException.Rejected.class, () -> loadBalancers().delete(id));
        assertThat(read(id).deletionProtected()).isTrue();

        end(() -> loadBalancers().modify(id, protectedFromDeletion(false)));
        end(() -> loadBalancers().delete(id));
        assertThat(end(() -> loadBalancers().describe(Set.of(id)))).isEmpty();
    }

    @Test
    void refusesWhatAnInternalOrAnIpv6OneDoesNotHave() {
        LoadBalancerId internal = create(order(new Network(Type.INTERNAL, "vpc-1", "subnet-1", IpVersion.IPV4)));
        assertThat(read(internal).settings().internetMaxBandwidthOut()).isNull();
        refusal(CloudException.Rejected.class, () -> loadBalancers().modify(internal, bandwidth(5)));
        refusal(
                CloudException.Rejected.class,
                () -> loadBalancers()
                        .create(new NewLoadBalancer(
                                "contract", read(internal).network(), Map.of(), unique(), null, 5)));

        for (Network network : List.of(NAT64, FULL_CHAIN)) {
            LoadBalancerId ipv6 = create(order(network));
            refusal(CloudException.Rejected.class, () -> loadBalancers().modify(ipv6, passing(true)));
            end(() -> loadBalancers().modify(ipv6, bandwidth(5)));
            assertThat(read(ipv6).settings().internetMaxBandwidthOut()).isEqualTo(5);
        }
    }

    @Test
    void sendsNothingThatCannotBe() {
        LoadBalancerId id = create();
        for (LoadBalancerSettings wrong :
                List.of(LoadBalancerSettings.UNSPECIFIED, bandwidth(0), bandwidth(2049), bandwidth(-1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> loadBalancers().modify(id, wrong));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        loadBalancers().setSecurityGroups(id, List.of("sg-1", "sg-2", "sg-3", "sg-4", "sg-5", "sg-6")));

        assertThat(read(id).settings()).isEqualTo(DEFAULTS);
        assertThat(read(id).securityGroups()).isEmpty();
    }

    @Test
    void waitsForOtherTasksAndIsAboutOneThatIsThere() {
        LoadBalancerId id = create();
        List<Supplier<Answer<?>>> calls = List.of(
                () -> loadBalancers().modify(id, bandwidth(7)),
                () -> loadBalancers().setSecurityGroups(id, List.of("sg-1")));
        holdTasks();
        Answer<Nothing> held = send(() -> loadBalancers().modify(id, bandwidth(6)));
        calls.forEach(call -> refusal(CloudException.Busy.class, call));
        releaseTasks();
        end(held.task().orElseThrow());
        assertThat(read(id).settings()).isEqualTo(bandwidth(6).over(DEFAULTS));

        refusal(CloudException.NotFound.class, () -> loadBalancers().modify(MISSING, passing(true)));
        refusal(CloudException.NotFound.class, () -> loadBalancers().setSecurityGroups(MISSING, List.of()));
    }

    // ---- security groups

    @Test
    void securityGroupsAreSetAsAWholeInTheirOrder() {
        LoadBalancerId id = create();
        assertThat(read(id).securityGroups()).isEmpty();
        end(() -> loadBalancers().setSecurityGroups(id, List.of("sg-5", "sg-2", "sg-9", "sg-1", "sg-3")));
        assertGroups(id, "sg-5", "sg-2", "sg-9", "sg-1", "sg-3");

        end(() -> loadBalancers().setSecurityGroups(id, List.of("sg-9", "sg-0")));
        assertGroups(id, "sg-9", "sg-0");

        end(() -> loadBalancers().setSecurityGroups(id, List.of()));
        assertThat(read(id).securityGroups()).isEmpty();
    }

    private void assertGroups(LoadBalancerId id, String... expected) {
        List<String> read = read(id).securityGroups();
        if (cloud().followsOtherReadings()) {
            assertThat(read).containsExactlyInAnyOrder(expected);
        } else {
            assertThat(read).containsExactly(expected);
        }
    }

    @Test
    void refusesGroupsThatAreNone() {
        LoadBalancerId id = create();
        end(() -> loadBalancers().setSecurityGroups(id, List.of("sg-1")));

        refusal(CloudException.Rejected.class, () -> loadBalancers().setSecurityGroups(id, List.of("web")));
        assertThat(read(id).securityGroups()).containsExactly("sg-1");
    }

    // ---- what is fixed

    static Stream<Network> networks() {
        return Stream.of(
                NAT64,
                FULL_CHAIN,
                internal("10.%d.0.%d".formatted(random(100), random(250))),
                new Network(
                        Type.PUBLIC,
                        "vpc-1",
                        null,
                        IpVersion.IPV4,
                        null,
                        Isp.CMCC,
                        new Zones(null, "ap-guangzhou-3", "ap-guangzhou-4"),
                        "clb.c2.medium",
                        null,
                        "bwp-1"),
                new Network(
                        Type.PUBLIC,
                        "vpc-1",
                        null,
                        IpVersion.IPV4,
                        null,
                        Isp.CTCC,
                        new Zones("ap-guangzhou-3", null, null),
                        null,
                        ChargeType.BANDWIDTH_PACKAGE,
                        null),
                new Network(
                        Type.PUBLIC,
                        "vpc-1",
                        null,
                        IpVersion.NAT64,
                        null,
                        Isp.BGP,
                        null,
                        null,
                        ChargeType.BANDWIDTH_POSTPAID_BY_HOUR,
                        null));
    }

    private static int random(int below) {
        return ThreadLocalRandom.current().nextInt(below);
    }

    private static Network internal(@Nullable String vip) {
        return new Network(Type.INTERNAL, "vpc-1", "subnet-1", IpVersion.IPV4, vip, null, null, null, null, null);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void standsWhereItWasOrderedWithAnAddressOfItsClientsFamily(Network wanted) {
        LoadBalancer made = read(create(order(wanted)));

        assertThat(made.network()).isEqualTo(wanted.shown());
        assertThat(made.addresses()).singleElement().satisfies(address -> {
            assertThat(address.contains(":")).isEqualTo(wanted.ipVersion() != IpVersion.IPV4);
            assertThat(wanted.vip() == null || address.equals(wanted.vip())).isTrue();
        });
    }

    @Test
    void anAddressIsGivenToOneOnly() {
        Network network = internal("10.%d.1.%d".formatted(random(100), random(250)));
        create(order(network));

        refusal(CloudException.Rejected.class, () -> loadBalancers().create(order(network)));
    }

    static Stream<Network> impossible() {
        return Stream.of(
                new Network(Type.PUBLIC, "vpc-1", "subnet-1", IpVersion.NAT64),
                new Network(Type.PUBLIC, "vpc-1", null, IpVersion.IPV6_FULL_CHAIN),
                new Network(Type.PUBLIC, "vpc-1", null, IpVersion.IPV4, "10.0.0.7", null, null, null, null, null),
                new Network(Type.PUBLIC, "vpc-1", null, IpVersion.IPV4, null, Isp.CUCC, null, null, null, null),
                new Network(
                        Type.PUBLIC,
                        "vpc-1",
                        null,
                        IpVersion.NAT64,
                        null,
                        null,
                        new Zones("ap-guangzhou-3", null, null),
                        null,
                        null,
                        null),
                new Network(Type.INTERNAL, "vpc-1", "subnet-1", IpVersion.IPV4, null, Isp.BGP, null, null, null, null),
                new Network(
                        Type.INTERNAL,
                        "vpc-1",
                        "subnet-1",
                        IpVersion.IPV4,
                        null,
                        null,
                        null,
                        null,
                        ChargeType.TRAFFIC_POSTPAID_BY_HOUR,
                        null));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void refusesNetworksThatThereAreNot(Network wanted) {
        refusal(CloudException.Rejected.class, () -> loadBalancers().create(order(wanted)));
    }

    @ParameterizedTest
    @EnumSource(IpVersion.class)
    void takesTargetsOfOneFamilyOnly(IpVersion version) {
        boolean fullChain = version == IpVersion.IPV6_FULL_CHAIN;
        LoadBalancerId id = create(order(new Network(Type.PUBLIC, "vpc-1", fullChain ? "subnet-1" : null, version)));
        BackendId backend = BackendId.of(listen(id, Protocol.TCP, 80).get(0));
        Binding four = new Binding(backend, new Target("10.0.0.1", 80));
        Binding six = new Binding(backend, new Target("fd00::1", 80));
        Map<Binding, Integer> weights = Map.of(four, 10, six, 10);

        BatchResult result =
                endBatch(weights.keySet(), some -> loadBalancers().register(id, Map.copyOf(only(weights, some))));
        assertThat(result.done()).containsExactly(fullChain ? six : four);
        assertThat(targets(id)).containsExactly(Map.entry(fullChain ? six : four, 10));
    }

    private static Map<Binding, Integer> only(Map<Binding, Integer> weights, Set<Binding> some) {
        Map<Binding, Integer> left = new HashMap<>(weights);
        left.keySet().retainAll(some);
        return left;
    }

    // ---- the account

    @Test
    void theQuotaOfListenersIsWhatOneCanHave() {
        Quotas quotas = end(() -> loadBalancers().quotas());
        assertThat(quotas.rulesPerListener()).isPositive();
        assertThat(quotas.targetsPerBackend()).isPositive();
        int most = Objects.requireNonNull(quotas.listeners());
        LoadBalancerId id = create();
        Integer[] ports = IntStream.rangeClosed(30_001, 30_000 + most).boxed().toArray(Integer[]::new);
        for (int from = 0; from < most; from += NewListeners.MAX_PORTS) {
            int to = Math.min(most, from + NewListeners.MAX_PORTS);
            listen(id, Protocol.TCP, Arrays.copyOfRange(ports, from, to));
        }

        refusal(
                CloudException.Quota.class,
                () -> loadBalancers().createListeners(id, new NewListeners(Protocol.TCP, List.of(30_000), CONTRACT)));
    }

    private NewLoadBalancer order(Network network) {
        return new NewLoadBalancer("contract", network, Map.of(), unique());
    }

    private LoadBalancerId create(NewLoadBalancer wanted) {
        Answer<?> answer = send(() -> loadBalancers().create(wanted));
        return end(answer.task().orElseThrow()).loadBalancers().get(0);
    }

    private LoadBalancer read(LoadBalancerId id) {
        return end(() -> loadBalancers().describe(Set.of(id))).get(0);
    }

    private static LoadBalancerSettings passing(boolean wanted) {
        return new LoadBalancerSettings(wanted, null, null);
    }

    private static LoadBalancerSettings protectedFromDeletion(boolean wanted) {
        return new LoadBalancerSettings(null, wanted, null);
    }

    private static LoadBalancerSettings bandwidth(int mbps) {
        return new LoadBalancerSettings(null, null, mbps);
    }
}
