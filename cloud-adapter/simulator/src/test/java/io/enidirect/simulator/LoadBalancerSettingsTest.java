package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.enidirect.simulator.cloud.Drift;
import io.enidirect.simulator.cloud.Settings;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a load balancer itself, when it is made and later, is what is read of it. */
class LoadBalancerSettingsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Lab lab = new Lab();

    @AfterEach
    void close() {
        lab.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IPV4          |              | ipv4 |               | 127.200.",
                "IPV6          |              | ipv6 | IPv6Nat64     | fd00:200::",
                "IPv6FullChain | ,'SubnetId':'s' | ipv6 | IPv6FullChain | fd00:200::"
            })
    void tellsTheIpVersionsApart(String version, String subnet, String read, String mode, String vip) throws Exception {
        create("'LoadBalancerType':'OPEN','AddressIPVersion':'" + version + "'" + (subnet == null ? "" : subnet));

        JsonNode shown = read();
        assertThat(shown.path("AddressIPVersion").asText()).isEqualTo(read);
        assertThat(shown.path("IPv6Mode").asText(null)).isEqualTo(mode);
        String address = shown.path("AddressIPv6").asText(null);
        assertThat(address == null ? shown.path("LoadBalancerVips").path(0).asText() : address)
                .startsWith(vip);
        assertThat(shown.path("LoadBalancerVips").isEmpty()).isEqualTo(address != null);
    }

    @Test
    void anInternalOneHasTheAddressThatItWasOrderedWith() throws Exception {
        create("'LoadBalancerType':'INTERNAL','VpcId':'v','SubnetId':'s','Vip':'10.0.0.9'");

        JsonNode shown = read();
        assertThat(shown.path("LoadBalancerVips").path(0).asText()).isEqualTo("10.0.0.9");
        assertThat(shown.path("NetworkAttributes").isNull()).isTrue();
    }

    @Test
    void aBandwidthKeepsHowItIsPaid() throws Exception {
        create(
                "'LoadBalancerType':'OPEN','VipIsp':'CTCC','SlaType':'clb.c2.medium','InternetAccessible':{'InternetChargeType':'BANDWIDTH_PACKAGE'}");
        assertThat(read().path("NetworkAttributes")).isEqualTo(access("BANDWIDTH_PACKAGE", 10));

        lab.call(
                "ModifyLoadBalancerAttributes",
                "{'LoadBalancerId':'$LB','InternetChargeInfo':{'InternetMaxBandwidthOut':200}}");
        JsonNode shown = read();
        assertThat(shown.path("NetworkAttributes")).isEqualTo(access("BANDWIDTH_PACKAGE", 200));
        assertThat(shown.path("VipIsp").asText()).isEqualTo("CTCC");
        assertThat(shown.path("SlaType").asText()).isEqualTo("clb.c2.medium");
    }

    @Test
    void aProtectedOneIsNotDeletedUntilItIsNoLonger() throws Exception {
        lab.makeLoadBalancer();
        lab.call("ModifyLoadBalancerAttributes", "{'LoadBalancerId':'$LB','DeleteProtect':true}");
        assertThat(read().path("AttributeFlags").path(0).asText()).isEqualTo("DeleteProtect");
        assertThat(lab.code("DeleteLoadBalancer", "{'LoadBalancerIds':['$LB'],'ForceDelete':true}"))
                .isEqualTo("FailedOperation");

        lab.call("ModifyLoadBalancerAttributes", "{'LoadBalancerId':'$LB','DeleteProtect':false}");
        assertThat(read().path("AttributeFlags").isEmpty()).isTrue();
        assertThat(lab.code("DeleteLoadBalancer", "{'LoadBalancerIds':['$LB']}"))
                .isEqualTo("OK");
    }

    @Test
    void securityGroupsAreSetAsAWholeAndKeepTheirOrder() throws Exception {
        lab.makeLoadBalancer();
        lab.call("SetLoadBalancerSecurityGroups", "{'LoadBalancerId':'$LB','SecurityGroups':['sg-b','sg-a']}");
        assertThat(read().path("SecureGroups")).isEqualTo(json("['sg-b','sg-a']"));

        lab.call("SetLoadBalancerSecurityGroups", "{'LoadBalancerId':'$LB','SecurityGroups':[]}");
        assertThat(read().path("SecureGroups")).isEqualTo(json("[]"));
    }

    @Test
    void isChangedByHandAsByACall() throws Exception {
        String id = lab.makeLoadBalancer();
        lab.control()
                .drift(Drift.modifyLoadBalancer(
                        id,
                        json("{'InternetChargeInfo':{'InternetMaxBandwidthOut':5},'LoadBalancerPassToTarget':true}")));
        lab.control().drift(Drift.setSecurityGroups(id, json("{'SecurityGroups':['sg-1']}")));

        JsonNode shown = read();
        assertThat(shown.path("NetworkAttributes")).isEqualTo(access("TRAFFIC_POSTPAID_BY_HOUR", 5));
        assertThat(shown.path("LoadBalancerPassToTarget").asBoolean()).isTrue();
        assertThat(shown.path("SecureGroups")).isEqualTo(json("['sg-1']"));
    }

    @Test
    void theQuotasOfTheSettingsAreAnsweredAndObeyed() throws Exception {
        lab.control().settings(now -> now.withQuotas(Map.of(Settings.LISTENER_QUOTA, 1, Settings.RULE_QUOTA, 1)));
        assertThat(lab.call("DescribeQuota", "{}").path("QuotaSet"))
                .isEqualTo(json("[{'QuotaId':'TOTAL_LISTENER_QUOTA','QuotaCurrent':null,'QuotaLimit':1},"
                        + "{'QuotaId':'TOTAL_LISTENER_RULE_QUOTA','QuotaCurrent':null,'QuotaLimit':1}]"));

        lab.makeLoadBalancer();
        String http = lab.makeListener("HTTP", 80);
        assertThat(lab.code("CreateListener", "{'LoadBalancerId':'$LB','Protocol':'TCP','Ports':[81]}"))
                .isEqualTo("LimitExceeded");
        String rules = "{'LoadBalancerId':'$LB','ListenerId':'" + http + "','Rules':[%s]}";
        assertThat(lab.code("CreateRule", rules.formatted("{'Domain':'a.x','Url':'/'},{'Domain':'b.x','Url':'/'}")))
                .isEqualTo("LimitExceeded");
        assertThat(lab.code("CreateRule", rules.formatted("{'Domain':'a.x','Url':'/'}")))
                .isEqualTo("OK");
    }

    private void create(String parameters) throws Exception {
        lab.use(Lab.first(lab.call("CreateLoadBalancer", "{" + parameters + "}"), "LoadBalancerIds"));
    }

    private JsonNode read() throws Exception {
        return lab.call("DescribeLoadBalancers", "{'LoadBalancerIds':['$LB']}")
                .path("LoadBalancerSet")
                .path(0);
    }

    private static JsonNode access(String type, int mbps) throws Exception {
        return json("{'InternetChargeType':'" + type + "','InternetMaxBandwidthOut':" + mbps
                + ",'BandwidthpkgSubType':null}");
    }

    private static JsonNode json(String text) throws Exception {
        return MAPPER.readTree(text.replace('\'', '"'));
    }
}
