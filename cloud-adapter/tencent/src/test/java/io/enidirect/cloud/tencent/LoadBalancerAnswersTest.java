package io.enidirect.cloud.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancerSettings;
import io.enidirect.cloud.Network;
import io.enidirect.cloud.Quotas;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of the cloud's words about load balancers themselves and about the account. */
final class LoadBalancerAnswersTest {
    private static final LoadBalancerId LB = new LoadBalancerId("lb-1");

    @Test
    void readsALoadBalancer() throws IOException {
        String set = """
                "TotalCount":2,"LoadBalancerSet":[
                {"LoadBalancerId":"lb-1","LoadBalancerName":"web","LoadBalancerType":"INTERNAL","Status":1,
                 "LoadBalancerPassToTarget":true,"LoadBalancerVips":["10.0.0.9"],"AddressIPv6":null,"LoadBalancerDomain":"","Domain":"x.clb.test",
                 "VpcId":"vpc-1","SubnetId":"subnet-1","AddressIPVersion":"ipv4","Isolation":1,
                 "AttributeFlags":["DeleteProtect"],"SecureGroups":["sg-2","sg-1"],"NetworkAttributes":{"InternetMaxBandwidthOut":0},"Tags":[{"TagKey":"a","TagValue":"1"},{"TagKey":"b"}]},
                {"LoadBalancerId":"lb-2","LoadBalancerType":"OPEN","Status":0,"LoadBalancerVips":null,
                 "AddressIPv6":"2402:4e00:0:0:0:0:0:1","VpcId":"vpc-1","SubnetId":"subnet-2","IPv6Mode":"IPv6FullChain",
                 "AddressIPVersion":"ipv6","NetworkAttributes":{"InternetMaxBandwidthOut":2048}}]""";
        try (LoopbackServer server = new LoopbackServer(request -> Reply.fields(set))) {
            assertThat(Adapters.at(server.endpoint()).describe(Set.of(LB)).value())
                    .contains(List.of(
                            new LoadBalancer(
                                    LB,
                                    "web",
                                    new Network(Network.Type.INTERNAL, "vpc-1", "subnet-1", Network.IpVersion.IPV4),
                                    LoadBalancer.State.RUNNING,
                                    List.of("10.0.0.9"),
                                    "x.clb.test",
                                    Map.of("a", "1", "b", ""),
                                    true,
                                    new LoadBalancerSettings(true, true, null),
                                    List.of("sg-2", "sg-1")),
                            new LoadBalancer(
                                    new LoadBalancerId("lb-2"),
                                    "",
                                    new Network(
                                            Network.Type.PUBLIC,
                                            "vpc-1",
                                            "subnet-2",
                                            Network.IpVersion.IPV6_FULL_CHAIN),
                                    LoadBalancer.State.CREATING,
                                    List.of("2402:4e00::1"),
                                    null,
                                    Map.of(),
                                    false,
                                    new LoadBalancerSettings(null, false, 2048),
                                    List.of())));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "IPv4, '', IPV4",
        "'', '', IPV4",
        "ipv4, IPv6FullChain, IPV6_FULL_CHAIN",
        "ipv6, IPv6Nat64, NAT64",
        "IPv6, '', NAT64",
        "ipv6, IPv6FullChain, IPV6_FULL_CHAIN",
        "IPv6FullChain, '', IPV6_FULL_CHAIN"
    })
    void tellsTheIpVersionsApart(String version, String mode, Network.IpVersion expected) throws IOException {
        String set = """
                "TotalCount":1,"LoadBalancerSet":[{"LoadBalancerId":"lb-1","LoadBalancerType":"OPEN","VpcId":"vpc-1",
                "AddressIPVersion":%s,"IPv6Mode":%s}]""".formatted(quoted(version), quoted(mode));
        try (LoopbackServer server = new LoopbackServer(request -> Reply.fields(set))) {
            assertThat(Adapters.at(server.endpoint())
                            .describe(Set.of(LB))
                            .value()
                            .orElseThrow())
                    .extracting(each -> each.network().ipVersion())
                    .containsExactly(expected);
        }
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "null" : '"' + text + '"';
    }

    @Test
    void readsTheQuotasThatItKnowsAndMissesTheRest() throws IOException {
        String set = """
                "QuotaSet":[{"QuotaId":"TOTAL_LISTENER_QUOTA","QuotaCurrent":null,"QuotaLimit":50},
                {"QuotaId":"TOTAL_TARGET_BIND_QUOTA","QuotaCurrent":3,"QuotaLimit":200},
                {"QuotaId":"TOTAL_LISTENER_RULE_QUOTA","QuotaLimit":null},{"QuotaId":"TOTAL_SNAT_IP_QUOTA","QuotaLimit":10}]""";
        try (LoopbackServer server = new LoopbackServer(request -> Reply.fields(set))) {
            assertThat(Adapters.at(server.endpoint()).quotas().value()).contains(new Quotas(50, null, 200));
        }
    }
}
