package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.simulator.cloud.Drift;
import io.enidirect.simulator.cloud.Reading;
import io.enidirect.simulator.cloud.Settings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each question that the documentation leaves open, with either answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingsTest {
    private static final Settings SETTINGS = Settings.DEFAULT.withTaskMillis(0).withRate(0);

    private Lab lab;
    private String id = "";
    private String tcp = "";
    private String http = "";
    private String rule = "";

    @BeforeAll
    void start() {
        lab = new Lab(SETTINGS);
    }

    @AfterAll
    void close() {
        lab.close();
    }

    @BeforeEach
    void makeAll() throws Exception {
        lab.control().settings(old -> SETTINGS);
        id = lab.makeLoadBalancer();
        tcp = lab.makeListener("TCP", 80);
        http = lab.makeListener("HTTP", 8080);
        rule = Lab.first(
                call("CreateRule", "'ListenerId':'$HTTP','Rules':[{'Domain':'a.x','Url':'/'}]"), "LocationIds");
    }

    private void follow(Reading reading) {
        lab.control().settings(old -> old.withReadings(Set.of(reading)));
    }

    private JsonNode call(String action, String body) throws Exception {
        String whole = body.replace("$HTTP", http).replace("$TCP", tcp).replace("$RULE", rule);
        return lab.call(action, "{'LoadBalancerId':'$LB'," + whole + "}");
    }

    private String code(String action, String body) throws Exception {
        return Client.code(call(action, body));
    }

    @Test
    void codeOfADuplicateRule() throws Exception {
        String again = "'ListenerId':'$HTTP','Rules':[{'Domain':'a.x','Url':'/'}]";

        assertThat(code("CreateRule", again)).isEqualTo("InvalidParameter");
        follow(Reading.DUPLICATE_RULE_IS_DUPLICATE_VALUE);
        assertThat(code("CreateRule", again)).isEqualTo("InvalidParameterValue.Duplicate");
    }

    @Test
    void codeOfAnUnknownDomain() throws Exception {
        String unknown = "'ListenerId':'$HTTP','Domain':'b.x'";

        assertThat(code("ModifyDomainAttributes", unknown)).isEqualTo("InvalidParameter.LocationNotFound");
        assertThat(code("DeleteRule", unknown)).isEqualTo("InvalidParameter.LocationNotFound");
        String auto = "'ListenerId':'" + https() + "','Domains':['b.x']";
        assertThat(code("AutoRewrite", auto)).isEqualTo("InvalidParameter.LocationNotFound");
        follow(Reading.UNKNOWN_DOMAIN_IS_INVALID_PARAMETER);
        assertThat(code("AutoRewrite", auto)).isEqualTo("InvalidParameter");
        assertThat(code("ModifyDomainAttributes", unknown)).isEqualTo("InvalidParameter");
        assertThat(code("DeleteRule", unknown)).isEqualTo("InvalidParameter");
    }

    private String https() throws Exception {
        return Lab.first(call("CreateListener", "'Protocol':'HTTPS','Ports':[443],'SniSwitch':1"), "ListenerIds");
    }

    @Test
    void codeOfAnUnknownTask() throws Exception {
        assertThat(lab.code("DescribeTaskStatus", "{'TaskId':'none'}")).isEqualTo("InvalidParameter");
        follow(Reading.UNKNOWN_TASK_IS_FAILED_OPERATION);
        assertThat(lab.code("DescribeTaskStatus", "{'TaskId':'none'}")).isEqualTo("FailedOperation");
    }

    @Test
    void unknownListenersOfADescribe() throws Exception {
        String unknown = "'ListenerIds':['lbl-x','$TCP']";

        assertThat(call("DescribeListeners", unknown).path("Listeners")).hasSize(1);
        assertThat(call("DescribeTargets", unknown).path("Listeners")).hasSize(1);
        follow(Reading.UNKNOWN_LISTENERS_ARE_ERRORS);
        assertThat(code("DescribeListeners", unknown)).isEqualTo("InvalidParameter.ListenerIdNotFound");
        assertThat(code("DescribeTargets", unknown)).isEqualTo("InvalidParameter.ListenerIdNotFound");
    }

    @Test
    void redirectsOfADeletedTarget() throws Exception {
        String to = Lab.first(
                call("CreateRule", "'ListenerId':'$HTTP','Rules':[{'Domain':'b.x','Url':'/'}]"), "LocationIds");
        call(
                "ManualRewrite",
                "'SourceListenerId':'$HTTP','TargetListenerId':'$HTTP','RewriteInfos':[{'SourceLocationId':'$RULE',"
                        + "'TargetLocationId':'" + to + "'}]");
        String delete = "'ListenerId':'$HTTP','LocationIds':['" + to + "']";

        assertThat(code("DeleteRule", delete)).isEqualTo("FailedOperation");
        follow(Reading.REDIRECTS_GO_WITH_THEIR_RULES);
        assertThat(code("DeleteRule", delete)).isEqualTo("OK");
        assertThat(call("DescribeRewrite", "'SourceListenerIds':[]").path("RewriteSet"))
                .isEmpty();
    }

    @Test
    void aRedirectGoesWithAListenerThatIsDeletedByHand() throws Exception {
        lab.makeListener("HTTP", 81);
        JsonNode listeners = call("DescribeListeners", "'Protocol':'HTTP'").path("Listeners");
        String other = listeners.path(1).path("ListenerId").asText();
        String to = Lab.first(
                call("CreateRule", "'ListenerId':'" + other + "','Rules':[{'Domain':'b.x','Url':'/'}]"), "LocationIds");
        call(
                "ManualRewrite",
                "'SourceListenerId':'$HTTP','TargetListenerId':'" + other
                        + "','RewriteInfos':[{'SourceLocationId':'$RULE','TargetLocationId':'" + to + "'}]");
        lab.control().drift(Drift.deleteListener(id, "81"));

        assertThat(call("DescribeRewrite", "'SourceListenerIds':[]").path("RewriteSet"))
                .isEmpty();
    }

    @Test
    void portsThatHttpMayNotUse() throws Exception {
        assertThat(code("CreateListener", "'Protocol':'TCP','Ports':[3306]")).isEqualTo("OK");
        follow(Reading.RESERVED_PORTS_ON_ALL_PROTOCOLS);
        assertThat(code("CreateListener", "'Protocol':'TCP','Ports':[3389]")).isEqualTo("InvalidParameterValue");
    }

    @Test
    void sessionsBesideAnotherScheduler() throws Exception {
        String listener = "'ListenerId':'$TCP','Scheduler':'LEAST_CONN','SessionExpireTime':60";
        String ofRule = "'ListenerId':'$HTTP','LocationId':'$RULE','Scheduler':'IP_HASH','SessionExpireTime':60";

        assertThat(code("ModifyListener", listener)).isEqualTo("OK");
        assertThat(code("ModifyRule", ofRule)).isEqualTo("OK");
        follow(Reading.SESSIONS_NEED_WRR);
        assertThat(code("ModifyListener", listener)).isEqualTo("InvalidParameterValue");
        assertThat(code("ModifyRule", ofRule)).isEqualTo("InvalidParameterValue");
        assertThat(code("ModifyListener", listener.replace("LEAST_CONN", "WRR")))
                .isEqualTo("OK");
        // what is left out stays, and counts
        assertThat(code("ModifyListener", "'ListenerId':'$TCP','Scheduler':'LEAST_CONN'"))
                .isEqualTo("InvalidParameterValue");
        assertThat(code("ModifyRule", "'ListenerId':'$HTTP','LocationId':'$RULE','SessionExpireTime':90"))
                .isEqualTo("InvalidParameterValue");
        assertThat(code("ModifyListener", "'ListenerId':'$TCP','Scheduler':'LEAST_CONN','SessionExpireTime':0"))
                .isEqualTo("OK");
    }

    @Test
    void whatIsWrongWhileATaskRuns() throws Exception {
        lab.control().drift(Drift.of(Drift.Change.LOCK, id, 60_000));
        String busy = "FailedOperation.ResourceInOperating";

        assertThat(code("CreateListener", "'Protocol':'TCP','Ports':[0]")).isEqualTo(busy);
        assertThat(code("BatchRegisterTargets", "'Targets':[]")).isEqualTo(busy);
        follow(Reading.VALIDATION_BEFORE_LOCK);
        assertThat(code("CreateListener", "'Protocol':'TCP','Ports':[0]")).isEqualTo("InvalidParameterValue.Range");
        assertThat(code("BatchRegisterTargets", "'Targets':[]")).isEqualTo("InvalidParameterValue.Length");
        assertThat(code("CreateListener", "'Protocol':'TCP','Ports':[81]")).isEqualTo(busy);
        assertThat(code("BatchRegisterTargets", "'Targets':[{'ListenerId':'$TCP','EniIp':'10.0.0.1','Port':1}]"))
                .isEqualTo(busy);
        assertThat(lab.state().listeners().get(0).targets()).isEmpty();
    }

    @Test
    void absentFieldsOfAModifiedCheck() throws Exception {
        call("ModifyListener", "'ListenerId':'$TCP','HealthCheck':{'HealthNum':7}");
        call("ModifyRule", "'ListenerId':'$HTTP','LocationId':'$RULE','HealthCheck':{'HealthNum':7}");
        call("ModifyListener", "'ListenerId':'$TCP','HealthCheck':{'UnHealthNum':5}");
        assertThat(checks()).containsExactly("7 5", "7 3");

        follow(Reading.ABSENT_CHECK_FIELDS_ARE_RESET);
        call("ModifyListener", "'ListenerId':'$TCP','HealthCheck':{'UnHealthNum':4}");
        call("ModifyRule", "'ListenerId':'$HTTP','LocationId':'$RULE','HealthCheck':{'UnHealthNum':4}");
        call("ModifyListener", "'ListenerId':'$TCP','ListenerName':'n'");
        assertThat(checks()).containsExactly("3 4", "3 4");
    }

    private List<String> checks() throws Exception {
        return call("DescribeListeners", "'ListenerIds':[]").findValues("HealthCheck").stream()
                .filter(JsonNode::isObject)
                .map(check -> check.path("HealthNum") + " " + check.path("UnHealthNum"))
                .toList();
    }

    @Test
    void healthWhereChecksAreOff() throws Exception {
        call("ModifyListener", "'ListenerId':'$TCP','HealthCheck':{'HealthSwitch':0}");
        call("BatchRegisterTargets", "'Targets':[{'ListenerId':'$TCP','EniIp':'10.0.0.1','Port':1}]");

        assertThat(health()).isEqualTo("Close");
        follow(Reading.UNCHECKED_IS_ALIVE);
        assertThat(health()).isEqualTo("Alive");
    }

    private String health() throws Exception {
        return lab.call("DescribeTargetHealth", "{'LoadBalancerIds':['$LB']}")
                .findValue("HealthStatusDetail")
                .asText();
    }

    @Test
    void redirectsWhileATaskRuns() throws Exception {
        lab.control().drift(Drift.of(Drift.Change.LOCK, id, 60_000));
        String pair = "'SourceListenerId':'$HTTP','TargetListenerId':'$HTTP','RewriteInfos':["
                + "{'SourceLocationId':'$RULE','TargetLocationId':'loc-x'}]";

        assertThat(code("ManualRewrite", pair)).isEqualTo("FailedOperation.ResourceInOperating");
        follow(Reading.REDIRECTS_SAY_INVALID_STATUS);
        assertThat(code("ManualRewrite", pair)).isEqualTo("FailedOperation.InvalidLBStatus");
        assertThat(code("DeleteRewrite", pair)).isEqualTo("FailedOperation.InvalidLBStatus");
        assertThat(code("DescribeRewrite", "'SourceListenerIds':[]")).isEqualTo("OK");
        assertThat(code("ModifyListener", "'ListenerId':'$TCP','ListenerName':'n'"))
                .isEqualTo("FailedOperation.ResourceInOperating");
    }

    @Test
    void compressionThatWasNeverSaid() throws Exception {
        assertThat(compression()).containsExactly("null", "transparent");
        follow(Reading.UNSET_COMPRESSION_IS_NULL);
        assertThat(compression()).containsExactly("null", "null");
        call("ModifyListener", "'ListenerId':'$HTTP','DataCompressMode':'compatibility'");
        assertThat(compression()).containsExactly("null", "compatibility");
    }

    private List<String> compression() throws Exception {
        return call("DescribeListeners", "'ListenerIds':[]").findValuesAsText("DataCompressMode");
    }

    @Test
    void targetOfARuleThatForwards() throws Exception {
        assertThat(target().isNull()).isTrue();
        follow(Reading.NO_REDIRECT_IS_AN_EMPTY_TARGET);
        assertThat(target().properties())
                .hasSize(5)
                .allSatisfy(field -> assertThat(field.getValue().isNull()).isTrue());
        assertThat(call("DescribeRewrite", "'SourceListenerIds':[]").path("RewriteSet"))
                .isEmpty();
    }

    private JsonNode target() throws Exception {
        return call("DescribeListeners", "'ListenerIds':['$HTTP']").findValue("RewriteTarget");
    }

    @Test
    void grpcWithoutHttp2() throws Exception {
        lab.control().settings(old -> old.withCheckCertificates(false));
        String https = https();
        String rule = "'ListenerId':'" + https + "','Rules':[{'Domain':'a.x','Url':'%s','ForwardType':'GRPC'%s}]";
        String certified = ",'Certificate':{'CertId':'c'}";
        String http2 = "'ListenerId':'" + https + "','Domain':'a.x','Http2':";

        assertThat(code("CreateRule", rule.formatted("/1", certified))).isEqualTo("OK");
        follow(Reading.GRPC_NEEDS_HTTP2);
        assertThat(code("CreateRule", rule.formatted("/2", ""))).isEqualTo("InvalidParameterValue");
        assertThat(code("ModifyDomainAttributes", http2 + "true")).isEqualTo("OK");
        assertThat(code("CreateRule", rule.formatted("/2", ""))).isEqualTo("OK");
        assertThat(code("ModifyDomainAttributes", http2 + "false")).isEqualTo("InvalidParameterValue");
        String forwarding = "'ListenerId':'" + https + "','LocationId':'"
                + Lab.first(
                        call(
                                "CreateRule",
                                rule.formatted("/3", certified)
                                        .replace("GRPC", "HTTP")
                                        .replace("a.x", "b.x")),
                        "LocationIds")
                + "','ForwardType':'";
        assertThat(code("ModifyRule", forwarding + "GRPCS'")).isEqualTo("InvalidParameterValue");
        assertThat(code("ModifyRule", forwarding + "HTTPS'")).isEqualTo("OK");
    }

    @Test
    void checksOfADomainThatStandsForMany() throws Exception {
        String rule = "'ListenerId':'$HTTP','Rules':[{'Domain':'%s','Url':'/'%s}]";
        String check = ",'HealthCheck':{'HealthNum':2%s}";

        assertThat(code("CreateRule", rule.formatted("*.a.x", check.formatted(""))))
                .isEqualTo("OK");
        follow(Reading.PATTERNS_NEED_A_CHECK_DOMAIN);
        assertThat(code("CreateRule", rule.formatted("*.b.x", check.formatted(""))))
                .isEqualTo("MissingParameter");
        assertThat(code("CreateRule", rule.formatted("~^b[.]x$", check.formatted(""))))
                .isEqualTo("MissingParameter");
        String named = check.formatted(",'HttpCheckDomain':'p.b.x'");
        String made = Lab.first(call("CreateRule", rule.formatted("*.b.x", named)), "LocationIds");
        assertThat(code("CreateRule", rule.formatted("b.x", check.formatted(""))))
                .isEqualTo("OK");
        assertThat(code("CreateRule", rule.formatted("*.c.x", ""))).isEqualTo("OK");
        String modified = "'ListenerId':'$HTTP','LocationId':'" + made + "','HealthCheck':{'HealthNum':3}";
        assertThat(code("ModifyRule", modified)).isEqualTo("OK");
        lab.control()
                .settings(old -> old.withReadings(
                        Set.of(Reading.PATTERNS_NEED_A_CHECK_DOMAIN, Reading.ABSENT_CHECK_FIELDS_ARE_RESET)));
        assertThat(code("ModifyRule", modified)).isEqualTo("MissingParameter");
    }

    @Test
    void loadBalancerIdsOfOtherTasks() throws Exception {
        String task = call("ModifyListener", "'ListenerId':'$TCP','ListenerName':'n'")
                .path("RequestId")
                .asText();

        assertThat(lab.call("DescribeTaskStatus", "{'TaskId':'" + task + "'}").path("LoadBalancerIds"))
                .hasSize(1);
        follow(Reading.ONLY_CREATION_HAS_LOAD_BALANCER_IDS);
        assertThat(lab.call("DescribeTaskStatus", "{'TaskId':'" + task + "'}")
                        .path("LoadBalancerIds")
                        .isNull())
                .isTrue();
    }
}
