package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.simulator.cloud.Drift;
import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.Settings;
import io.enidirect.simulator.cloud.State;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BehaviourTest {
    private static final Settings SETTINGS =
            Settings.DEFAULT.withTaskMillis(0).withRate(0).withDeletionsIn5Minutes(1000);

    private Lab lab;
    private String id = "";

    @BeforeAll
    void start() {
        lab = new Lab(SETTINGS);
    }

    @AfterAll
    void close() {
        lab.close();
    }

    @BeforeEach
    void makeALoadBalancer() throws Exception {
        lab.control().settings(old -> SETTINGS);
        id = lab.makeLoadBalancer();
    }

    private static String target(String listener, String ip, int port) {
        return "{'ListenerId':'" + listener + "','EniIp':'" + ip + "','Port':" + port + "}";
    }

    private JsonNode register(String... targets) throws Exception {
        return lab.call(
                "BatchRegisterTargets", "{'LoadBalancerId':'$LB','Targets':[" + String.join(",", targets) + "]}");
    }

    private JsonNode deregister(String... targets) throws Exception {
        return lab.call(
                "BatchDeregisterTargets", "{'LoadBalancerId':'$LB','Targets':[" + String.join(",", targets) + "]}");
    }

    private List<State.Target> targets(Protocol protocol, int port) {
        return lab.state().listener(protocol, port).orElseThrow().targets();
    }

    @Test
    void refusesAnAddressBehindTwoListenersOfOneClassAndDoesTheRestOfTheBatch() throws Exception {
        String tcp = lab.makeListener("TCP", 80);
        String second = lab.makeListener("TCP", 81);
        String udp = lab.makeListener("UDP", 80);

        JsonNode answer = register(
                target(tcp, "10.0.0.1", 8080),
                target(second, "10.0.0.2", 8080),
                target(second, "10.0.0.1", 8080),
                target(udp, "10.0.0.1", 8080));

        assertThat(answer.path("FailListenerIdSet"))
                .extracting(JsonNode::asText)
                .containsExactly(second);
        assertThat(answer.path("Message").asText()).contains("10.0.0.1:8080");
        assertThat(targets(Protocol.TCP, 80)).containsExactly(new State.Target("10.0.0.1", 8080, 10));
        assertThat(targets(Protocol.TCP, 81)).isEmpty();
        assertThat(targets(Protocol.UDP, 80)).hasSize(1);
    }

    @Test
    void answersABatchAsATaskThatHasEnded() throws Exception {
        String requestId = register(target(lab.makeListener("TCP", 80), "10.0.0.1", 80))
                .path("RequestId")
                .asText();

        assertThat(lab.call("DescribeTaskStatus", "{'TaskId':'" + requestId + "'}")
                        .path("Status")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void leavesTheWeightOfABoundTargetUnlessTheKnobSaysOtherwise() throws Exception {
        String listener = lab.makeListener("TCP", 80);
        String heavy = "{'ListenerId':'" + listener + "','EniIp':'10.0.0.1','Port':1,'Weight':50}";
        register(target(listener, "10.0.0.1", 1));

        register(heavy);
        assertThat(targets(Protocol.TCP, 80)).containsExactly(new State.Target("10.0.0.1", 1, 10));
        lab.control().settings(old -> old.withExisting(Settings.Existing.OVERWRITE));
        register(heavy);
        assertThat(targets(Protocol.TCP, 80)).containsExactly(new State.Target("10.0.0.1", 1, 50));
        lab.control().settings(old -> old.withExisting(Settings.Existing.ERROR));
        assertThat(register(heavy).path("FailListenerIdSet")).hasSize(1);
    }

    @Test
    void deregistersAnUnboundTargetAsTheKnobSays() throws Exception {
        String listener = lab.makeListener("TCP", 80);
        String unbound = target(listener, "10.0.0.1", 1);

        assertThat(Client.code(deregister(unbound))).isEqualTo("InvalidParameter");
        lab.control().settings(old -> old.withUnbound(Settings.Unbound.FAIL_LISTENER));
        assertThat(deregister(unbound).path("FailListenerIdSet")).hasSize(1);
        lab.control().settings(old -> old.withUnbound(Settings.Unbound.IGNORE));
        assertThat(deregister(unbound).path("FailListenerIdSet")).isEmpty();
    }

    @Test
    void probesAnIpv6LoadBalancersTargetsFromItsOwnAddressOnly() throws Exception {
        String ipv6 = Lab.first(
                lab.call(
                        "CreateLoadBalancer",
                        "{'LoadBalancerType':'OPEN','VpcId':'v','SubnetId':'s','AddressIPVersion':'IPv6FullChain'}"),
                "LoadBalancerIds");
        String shared = "{'LoadBalancerId':'%s','Protocol':'TCP','Ports':[80],'HealthCheck':{'SourceIpType':1}}";

        assertThat(lab.code("CreateListener", shared.formatted(ipv6))).isEqualTo("InvalidParameterValue");
        assertThat(lab.code("CreateListener", shared.formatted("$LB"))).isEqualTo("OK");
    }

    @Test
    void bindsNoMoreTargetsThanTheQuota() throws Exception {
        String listener = lab.makeListener("TCP", 80);
        String many = IntStream.rangeClosed(1, 201)
                .mapToObj(port -> target(listener, "10.0.0.1", port))
                .collect(Collectors.joining(","));

        assertThat(register(many).path("FailListenerIdSet")).hasSize(1);
        assertThat(targets(Protocol.TCP, 80)).isEmpty();
    }

    @Test
    void bindsOnlyKnownAddressesIfTheyAreGiven() throws Exception {
        String listener = lab.makeListener("TCP", 80);
        lab.control().settings(old -> old.withEniAddresses(Set.of("10.0.0.1")));

        assertThat(register(target(listener, "10.0.0.2", 1)).path("FailListenerIdSet"))
                .hasSize(1);
        assertThat(register(target(listener, "10.0.0.1", 1)).path("FailListenerIdSet"))
                .isEmpty();
    }

    @Test
    void setsWeightsInOneTask() throws Exception {
        String listener = lab.makeListener("TCP", 80);
        register(target(listener, "10.0.0.1", 1), target(listener, "10.0.0.2", 1));

        lab.call(
                "BatchModifyTargetWeight",
                "{'LoadBalancerId':'$LB','ModifyList':[{'ListenerId':'" + listener
                        + "','Weight':0,'Targets':[{'EniIp':'10.0.0.1','Port':1},"
                        + "{'EniIp':'10.0.0.2','Port':1,'Weight':7}]}]}");

        assertThat(targets(Protocol.TCP, 80))
                .containsExactly(new State.Target("10.0.0.1", 1, 0), new State.Target("10.0.0.2", 1, 7));
        assertThat(lab.code(
                        "BatchModifyTargetWeight",
                        "{'LoadBalancerId':'$LB','ModifyList':[{'ListenerId':'" + listener
                                + "','Targets':[{'EniIp':'10.0.0.9','Port':1,'Weight':7}]}]}"))
                .isEqualTo("InvalidParameter");
    }

    @Test
    void deletesAllListenersWhenNoneIsNamed() throws Exception {
        lab.makeListener("TCP", 80);
        lab.makeListener("TCP", 81);

        assertThat(lab.code("DeleteLoadBalancerListeners", "{'LoadBalancerId':'$LB','ListenerIds':[]}"))
                .isEqualTo("OK");
        assertThat(lab.state().listeners()).isEmpty();
    }

    @Test
    void guardsDeletions() throws Exception {
        String listener = lab.makeListener("TCP", 80);
        String delete = "{'LoadBalancerIds':['$LB']}";
        lab.control().drift(Drift.of(Drift.Change.PROTECT, id));
        assertThat(lab.code("DeleteLoadBalancer", delete)).isEqualTo("FailedOperation");
        lab.control().drift(Drift.of(Drift.Change.UNPROTECT, id));
        register(IntStream.rangeClosed(1, 20)
                .mapToObj(port -> target(listener, "10.0.0.1", port))
                .collect(Collectors.joining(",")));
        assertThat(lab.code("DeleteLoadBalancer", delete)).isEqualTo("FailedOperation.TargetNumCheckRisk");
        deregister(target(listener, "10.0.0.1", 1));
        lab.control().drift(Drift.of(Drift.Change.TRAFFIC, id, 11));
        assertThat(lab.code("DeleteLoadBalancer", delete)).isEqualTo("FailedOperation.TrafficCheckRisk");
        lab.control().drift(Drift.of(Drift.Change.TRAFFIC, id, 1));
        lab.control().settings(old -> old.withDeletionsIn5Minutes(0));
        assertThat(lab.code("DeleteLoadBalancer", delete)).isEqualTo("FailedOperation.FrequencyCheckRisk");
        lab.control().settings(old -> old.withDeletionsIn5Minutes(1000));

        assertThat(lab.code("DeleteLoadBalancer", delete)).isEqualTo("OK");
        assertThat(lab.control().state().loadBalancer(id)).isEmpty();
    }

    @Test
    void fillsInDefaultsThatWereNeverSent() throws Exception {
        lab.makeListener("TCP", 80);

        JsonNode listener = lab.call("DescribeListeners", "{'LoadBalancerId':'$LB'}")
                .path("Listeners")
                .path(0);
        assertThat(listener.path("Scheduler").asText()).isEqualTo("WRR");
        assertThat(listener.path("HealthCheck").path("IntervalTime").asInt()).isEqualTo(5);
        assertThat(listener.path("Rules").isNull()).isTrue();
    }

    @Test
    void changesWhatAModificationNamesAndLeavesTheRest() throws Exception {
        String listener = lab.makeListener("TCP", 80);
        String body = "{'LoadBalancerId':'$LB','ListenerId':'" + listener + "',";
        lab.call("ModifyListener", body + "'SessionExpireTime':60,'ListenerName':'n'}");
        lab.call("ModifyListener", body + "'HealthCheck':{'IntervalTime':9}}");

        JsonNode settings = lab.state().listeners().get(0).settings();
        assertThat(lab.state().listeners().get(0).name()).isEqualTo("n");
        assertThat(settings.path("SessionExpireTime").asInt()).isEqualTo(60);
        assertThat(settings.path("HealthCheck").path("IntervalTime").asInt()).isEqualTo(9);
        assertThat(settings.path("HealthCheck").path("HealthNum").asInt()).isEqualTo(3);
    }

    @Test
    void repeatsAnOrderByItsToken() throws Exception {
        String order = "{'LoadBalancerType':'OPEN','VpcId':'vpc-1','LoadBalancerName':'same','ClientToken':'t-1'}";
        String first = Lab.first(lab.call("CreateLoadBalancer", order), "LoadBalancerIds");

        assertThat(Lab.first(lab.call("CreateLoadBalancer", order), "LoadBalancerIds"))
                .isEqualTo(first);
        assertThat(lab.code("CreateLoadBalancer", order.replace("same", "other")))
                .isEqualTo("InvalidParameter");
        String again = Lab.first(lab.call("CreateLoadBalancer", order.replace("t-1", "t-2")), "LoadBalancerIds");
        assertThat(lab.control().state().loadBalancer(again).orElseThrow().name())
                .startsWith("same-");
    }

    @Test
    void refusesTheTokenOfAnOrderThatFailed() throws Exception {
        String order = "{'LoadBalancerType':'OPEN','VpcId':'vpc-1','ClientToken':'t-failed'}";
        lab.control().fault(Fault.next(Fault.Kind.TASK_FAIL, "CreateLoadBalancer"));
        String id = Lab.first(lab.call("CreateLoadBalancer", order), "LoadBalancerIds");

        assertThat(lab.code("CreateLoadBalancer", order)).isEqualTo("InvalidParameter.ClientTokenLimitExceeded");
        assertThat(lab.control().state().loadBalancer(id)).isEmpty();
    }

    @Test
    void saysOnlyInTheTaskWhatWasMadeIfTheKnobSaysSo() throws Exception {
        lab.control().settings(old -> old.withIdsInCreation(false));
        JsonNode accepted = lab.call("CreateLoadBalancer", "{'LoadBalancerType':'OPEN','VpcId':'vpc-1'}");

        assertThat(accepted.path("LoadBalancerIds").isNull()).isTrue();
        assertThat(Lab.first(
                        lab.call(
                                "DescribeTaskStatus",
                                "{'TaskId':'" + accepted.path("RequestId").asText() + "'}"),
                        "LoadBalancerIds"))
                .startsWith("lb-");
    }

    @Test
    void tagsWhileATaskRuns() throws Exception {
        lab.control().drift(Drift.of(Drift.Change.LOCK, id, 60_000));
        String resource = "'ResourceList':['qcs::clb:ap-guangzhou:uin/100:clb/$LB']";

        assertThat(Client.code(lab.call(
                        "2018-08-13",
                        "TagResources",
                        "{" + resource + ",'Tags':[{'TagKey':'a','TagValue':'1'},{'TagKey':'b','TagValue':'2'}]}")))
                .isEqualTo("OK");
        lab.call("2018-08-13", "UnTagResources", "{" + resource + ",'TagKeys':['a']}");

        assertThat(lab.state().tags()).containsExactly(Map.entry("b", "2"));
        assertThat(lab.code("CreateListener", "{'LoadBalancerId':'$LB','Protocol':'TCP','Ports':[80]}"))
                .isEqualTo("FailedOperation.ResourceInOperating");
    }

    @Test
    void keepsACertificateWhileAListenerUsesIt() throws Exception {
        String upload = "{'CertificatePublicKey':'" + Pem.json(Pem.CERTIFICATE) + "','CertificatePrivateKey':'"
                + Pem.json(Pem.KEY) + "','Alias':'mine','Repeatable':false}";
        String certificate = lab.call("2019-12-05", "UploadCertificate", upload)
                .path("CertificateId")
                .asText();
        assertThat(lab.call("2019-12-05", "UploadCertificate", upload)
                        .path("RepeatCertId")
                        .asText())
                .isEqualTo(certificate);
        assertThat(lab.call("2019-12-05", "DescribeCertificates", "{'SearchKey':'mine'}")
                        .path("TotalCount")
                        .asInt())
                .isEqualTo(1);
        lab.call(
                "CreateListener",
                "{'LoadBalancerId':'$LB','Protocol':'TCP_SSL','Ports':[443],'Certificate':{'CertId':'" + certificate
                        + "'}}");

        String delete = "{'CertificateId':'" + certificate + "'}";
        assertThat(Client.code(lab.call("2019-12-05", "DeleteCertificate", delete)))
                .isEqualTo("FailedOperation.DeleteResourceFailed");
        lab.call("DeleteLoadBalancerListeners", "{'LoadBalancerId':'$LB'}");
        assertThat(Client.code(lab.call("2019-12-05", "DeleteCertificate", delete)))
                .isEqualTo("OK");
    }

    @Test
    void takesACertificateOnlyWithItsOwnKey() throws Exception {
        assertThat(upload(Pem.CERTIFICATE, Pem.OTHER_KEY)).isEqualTo("FailedOperation.CertificateMismatch");
        assertThat(upload(Pem.CERTIFICATE, "-----BEGIN PRIVATE KEY-----"))
                .isEqualTo("FailedOperation.CertificateMismatch");
        assertThat(upload("-----BEGIN CERTIFICATE-----1", Pem.KEY)).isEqualTo("FailedOperation.CertificateInvalid");
        assertThat(upload(Pem.CERTIFICATE, Pem.OLDER_KEY)).isEqualTo("OK");
        assertThat(upload(Pem.CERTIFICATE, Pem.KEY)).isEqualTo("OK");
    }

    private String upload(String certificate, String key) throws Exception {
        // another text than that of other tests
        String body = "{'CertificatePublicKey':'" + Pem.json(certificate) + "#','CertificatePrivateKey':'"
                + Pem.json(key) + "','Alias':'a'}";
        return Client.code(lab.call("2019-12-05", "UploadCertificate", body));
    }

    @Test
    void keepsPrivateKeysOutOfTheCallLog() throws Exception {
        lab.call(
                "2019-12-05",
                "UploadCertificate",
                "{'CertificatePublicKey':'x','CertificatePrivateKey':'PLANTED','Alias':'a'}");

        assertThat(lab.control().calls().toString()).doesNotContain("PLANTED");
    }

    @Test
    void limitsTheRateInASlidingSecondAndExecutesNoMore() throws Exception {
        lab.control().settings(old -> old.withRate(3));
        lab.control().clearCalls();
        for (int i = 0; i < 5; i++) {
            lab.call("DescribeQuota", "{}");
        }
        lab.call("DescribeListeners", "{'LoadBalancerId':'$LB'}");

        assertThat(lab.control().calls())
                .extracting(Call::result)
                .containsExactly("OK", "OK", "OK", "RequestLimitExceeded", "RequestLimitExceeded", "OK");
    }

    @Test
    void listsTheNewestLoadBalancersFirstInPages() throws Exception {
        String tags = ",'Tags':[{'TagKey':'page','TagValue':'1'}]}";
        String first = Lab.first(
                lab.call("CreateLoadBalancer", "{'LoadBalancerType':'OPEN','VpcId':'v'" + tags), "LoadBalancerIds");
        String second = Lab.first(
                lab.call("CreateLoadBalancer", "{'LoadBalancerType':'OPEN','VpcId':'v'" + tags), "LoadBalancerIds");

        String filter = "{'Limit':1,'Filters':[{'Name':'tag:page','Values':['1']}]";
        JsonNode page = lab.call("DescribeLoadBalancers", filter + "}");
        JsonNode next = lab.call("DescribeLoadBalancers", filter + ",'Offset':1}");
        assertThat(page.path("TotalCount").asInt()).isEqualTo(2);
        assertThat(page.path("LoadBalancerSet").findValuesAsText("LoadBalancerId"))
                .containsExactly(second);
        assertThat(next.path("LoadBalancerSet").findValuesAsText("LoadBalancerId"))
                .containsExactly(first);
    }

    @Test
    void tellsHealthByTheClockAndOffWhereProbesAreOff() throws Exception {
        String slow = lab.makeListener("TCP", 80);
        String off = Lab.first(
                lab.call(
                        "CreateListener",
                        "{'LoadBalancerId':'$LB','Protocol':'TCP','Ports':[81],'HealthCheck':{'HealthSwitch':0}}"),
                "ListenerIds");
        register(target(slow, "10.0.0.1", 1), target(slow, "10.0.0.2", 1), target(off, "10.0.0.3", 1));
        lab.control().settings(old -> old.withDeadAddresses(Set.of("10.0.0.2")));

        assertThat(healths()).containsExactly("Unknown", "Dead", "Close");
        lab.control().settings(old -> old.withTimeScale(1_000_000));
        assertThat(healths()).containsExactly("Alive", "Dead", "Close");
    }

    private List<String> healths() throws Exception {
        return lab.call("DescribeTargetHealth", "{'LoadBalancerIds':['$LB']}").findValuesAsText("HealthStatusDetail");
    }
}
