package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.Settings;
import io.enidirect.simulator.cloud.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesTest {
    private Lab lab;
    private String http = "";
    private String https = "";

    @BeforeAll
    void start() {
        lab = new Lab(Settings.DEFAULT.withTaskMillis(0).withRate(0).withCheckCertificates(false));
    }

    @AfterAll
    void close() {
        lab.close();
    }

    @BeforeEach
    void makeListeners() throws Exception {
        lab.makeLoadBalancer();
        http = lab.makeListener("HTTP", 80);
        https = Lab.first(
                lab.call("CreateListener", "{'LoadBalancerId':'$LB','Protocol':'HTTPS','Ports':[443],'SniSwitch':1}"),
                "ListenerIds");
    }

    private JsonNode create(String listener, String rules) throws Exception {
        return lab.call(
                "CreateRule", "{'LoadBalancerId':'$LB','ListenerId':'" + listener + "','Rules':[" + rules + "]}");
    }

    private List<State.Rule> rules(Protocol protocol) {
        return lab.state().listeners().stream()
                .filter(listener -> listener.protocol() == protocol)
                .findFirst()
                .orElseThrow()
                .rules();
    }

    @Test
    void givesTheDefaultToTheFirstRuleAndThenToTheOldestThatIsLeft() throws Exception {
        JsonNode made =
                create(http, "{'Domain':'a.x','Url':'/'},{'Domain':'b.x','Url':'/'},{'Domain':'c.x','Url':'/'}");
        assertThat(rules(Protocol.HTTP)).extracting(State.Rule::defaultDomain).containsExactly(true, false, false);

        lab.call(
                "DeleteRule",
                "{'LoadBalancerId':'$LB','ListenerId':'" + http + "','LocationIds':['" + Lab.first(made, "LocationIds")
                        + "']}");
        assertThat(rules(Protocol.HTTP)).extracting(State.Rule::domain).containsExactly("b.x", "c.x");
        assertThat(rules(Protocol.HTTP)).extracting(State.Rule::defaultDomain).containsExactly(true, false);

        lab.call(
                "ModifyDomainAttributes",
                "{'LoadBalancerId':'$LB','ListenerId':'" + http + "','Domain':'c.x','DefaultServer':true}");
        assertThat(rules(Protocol.HTTP)).extracting(State.Rule::defaultDomain).containsExactly(false, true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Domain':'A.x','Url':'/'}                                   | InvalidParameter.FormatError",
                "{'Domain':'a.x','Url':'x'}                                   | InvalidParameter.FormatError",
                "{'Domain':'a.x','Url':'/%20'}                                | InvalidParameter.FormatError",
                "{'Domain':'a.x','Url':'/'},{'Domain':'a.x','Url':'/'}        | InvalidParameter",
                "{'Domain':'a.x','Url':'/','DefaultServer':true},{'Domain':'b.x','Url':'/','DefaultServer':true} | InvalidParameterValue",
                "{'Domain':'a.x','Url':'/','Http2':true}                      | InvalidParameterValue",
                "{'Domain':'a.x','Url':'/','Certificate':{'CertId':'c'}}      | InvalidParameterValue",
                "{'Url':'/'}                                                  | MissingParameter",
                "{'Domain':'_a.x','Url':'/'}                                  | InvalidParameter.FormatError",
                "{'Domain':'*.a.*','Url':'/'}                                 | InvalidParameter.FormatError",
                "{'Domain':'a.*.x','Url':'/'}                                 | InvalidParameter.FormatError",
                "{'Domain':'~~a','Url':'/'}                                   | InvalidParameter.FormatError",
                "{'Domain':'~a(','Url':'/'}                                   | InvalidParameter.FormatError",
                "{'Domain':'a.x','Url':'~*a('}                                | InvalidParameter.FormatError",
                "{'Domain':'a.x','Domains':['b.x'],'Url':'/'}                 | InvalidParameter",
                "{'Domains':['b.x'],'Url':'/'}                                | UnsupportedOperation",
                "{'Domain':'a.*','Url':'^~/a'},{'Domain':'a.x','Url':'=/'}    | OK",
                "{'Domain':'~^[^.]+\\\\.x$','Url':'=/a'},{'Domain':'*.x','Url':'~*^/b[.]c$'} | OK"
            })
    void saysWhatIsWrongWithARule(String rules, String code) throws Exception {
        assertThat(Client.code(create(http, rules))).isEqualTo(code);
    }

    @Test
    void makesRulesOnLayer7OnlyAndNoMoreThanTheQuota() throws Exception {
        String tcp = lab.makeListener("TCP", 81);

        assertThat(create(tcp, "{'Domain':'a.x','Url':'/'}")
                        .path("Error")
                        .path("Message")
                        .asText())
                .isEqualTo("This interface only support HTTP/HTTPS listener.");
        lab.control().settings(old -> old.withQuotas(Map.of(Settings.RULE_QUOTA, 1)));
        assertThat(Client.code(create(http, "{'Domain':'a.x','Url':'/'},{'Domain':'a.x','Url':'/b'}")))
                .isEqualTo("LimitExceeded");
        lab.control().settings(old -> old.withQuotas(Settings.DEFAULT.quotas()));
    }

    @Test
    void sharesACertificateAmongTheRulesOfADomain() throws Exception {
        assertThat(Client.code(create(https, "{'Domain':'a.x','Url':'/'}"))).isEqualTo("MissingParameter");
        create(https, "{'Domain':'a.x','Url':'/','Certificate':{'CertId':'c1'}}");
        create(https, "{'Domain':'a.x','Url':'/b'}");
        lab.call(
                "ModifyDomainAttributes",
                "{'LoadBalancerId':'$LB','ListenerId':'" + https
                        + "','Domain':'a.x','MultiCertInfo':{'SSLMode':'UNIDIRECTIONAL','CertList':[{'CertId':'c2'},{'CertId':'c3'}]}}");

        JsonNode listeners = lab.call("DescribeListeners", "{'LoadBalancerId':'$LB','Protocol':'HTTPS'}");
        assertThat(listeners.findValuesAsText("CertId")).containsExactly("c2", "c2");
        assertThat(listeners.findValues("ExtCertIds").toString()).isEqualTo("[[\"c3\"], [\"c3\"]]");
    }

    @Test
    void keepsTargetsByRuleWhereTheSameAddressMayComeTwice() throws Exception {
        JsonNode made = create(http, "{'Domain':'a.x','Url':'/'},{'Domain':'a.x','Url':'/b'}");
        String targets = "";
        for (JsonNode rule : made.path("LocationIds")) {
            targets += (targets.isEmpty() ? "" : ",") + "{'ListenerId':'" + http + "','LocationId':'" + rule.asText()
                    + "','EniIp':'10.0.0.1','Port':80}";
        }

        assertThat(lab.call("BatchRegisterTargets", "{'LoadBalancerId':'$LB','Targets':[" + targets + "]}")
                        .path("FailListenerIdSet"))
                .isEmpty();
        assertThat(lab.code(
                        "BatchRegisterTargets",
                        "{'LoadBalancerId':'$LB','Targets':[{'ListenerId':'" + http
                                + "','EniIp':'10.0.0.1','Port':80}]}"))
                .isEqualTo("MissingParameter");
        assertThat(rules(Protocol.HTTP))
                .allSatisfy(rule -> assertThat(rule.targets()).containsExactly(new State.Target("10.0.0.1", 80, 10)));
        assertThat(lab.call("DescribeTargetHealth", "{'LoadBalancerIds':['$LB']}")
                        .findValuesAsText("HealthStatusDetail"))
                .containsExactly("Unknown", "Unknown");
    }

    @Test
    void redirectsARuleOnceAndKeepsWhatIsPartOfARedirect() throws Exception {
        String from = Lab.first(create(http, "{'Domain':'a.x','Url':'/'}"), "LocationIds");
        String to = Lab.first(create(https, "{'Domain':'a.x','Url':'/','Certificate':{'CertId':'c1'}}"), "LocationIds");
        String body = "{'LoadBalancerId':'$LB','SourceListenerId':'" + http + "','TargetListenerId':'" + https
                + "','RewriteInfos':[{'SourceLocationId':'" + from + "','TargetLocationId':'" + to + "'}]}";

        assertThat(lab.code("ManualRewrite", body)).isEqualTo("OK");
        assertThat(lab.code("ManualRewrite", body)).isEqualTo("InvalidParameter.RewriteAlreadyExist");
        assertThat(lab.call("DescribeRewrite", "{'LoadBalancerId':'$LB'}").findValuesAsText("TargetLocationId"))
                .containsExactly(to);
        String delete = "{'LoadBalancerId':'$LB','ListenerIds':['" + https + "']}";
        assertThat(lab.code("DeleteLoadBalancerListeners", delete)).isEqualTo("FailedOperation");
        assertThat(lab.code("DeleteRewrite", body)).isEqualTo("OK");
        assertThat(lab.code("DeleteLoadBalancerListeners", delete)).isEqualTo("OK");
    }

    @Test
    void refusesChainsWithinOneCallAndCodesThatAreNone() throws Exception {
        JsonNode made =
                create(http, "{'Domain':'a.x','Url':'/'},{'Domain':'b.x','Url':'/'},{'Domain':'c.x','Url':'/'}");
        String a = made.path("LocationIds").path(0).asText();
        String b = made.path("LocationIds").path(1).asText();
        String c = made.path("LocationIds").path(2).asText();

        assertThat(rewrite(pair(a, b, "") + "," + pair(b, c, ""))).isEqualTo("InvalidParameter");
        assertThat(rewrite(pair(a, b, "") + "," + pair(a, c, ""))).isEqualTo("InvalidParameter.RewriteAlreadyExist");
        assertThat(rewrite(pair(a, b, ",'RewriteCode':303,'TakeUrl':true,'SourceDomain':'a.x'")))
                .isEqualTo("InvalidParameterValue");
        assertThat(rewrite(pair(a, b, ",'RewriteCode':302,'SourceDomain':'a.x'")))
                .isEqualTo("MissingParameter");
        assertThat(rewrite(pair(a, b, ",'RewriteCode':302,'TakeUrl':true"))).isEqualTo("MissingParameter");
        assertThat(rewrite(pair(a, b, ",'SourceDomain':'b.x'"))).isEqualTo("InvalidParameterValue");
        assertThat(rewrite(
                        pair(a, c, "") + "," + pair(b, c, ",'RewriteCode':302,'TakeUrl':false,'SourceDomain':'b.x'")))
                .isEqualTo("OK");
    }

    @Test
    void redirectsTheDomainsOfAnHttpsListenerByItself() throws Exception {
        lab.call("DeleteLoadBalancerListeners", "{'LoadBalancerId':'$LB','ListenerIds':['" + http + "']}");
        JsonNode made = create(
                https,
                "{'Domain':'a.x','Url':'/','Certificate':{'CertId':'c1'}},{'Domain':'a.x','Url':'/b'},"
                        + "{'Domain':'b.x','Url':'/','Certificate':{'CertId':'c1'}}");
        String auto = "{'LoadBalancerId':'$LB','ListenerId':'" + https + "'";

        assertThat(lab.code("AutoRewrite", auto + ",'Domains':['c.x']}"))
                .isEqualTo("InvalidParameter.LocationNotFound");
        assertThat(lab.code("AutoRewrite", auto + ",'Domains':['a.x'],'RewriteCodes':[303]}"))
                .isEqualTo("InvalidParameterValue");
        assertThat(lab.code("AutoRewrite", auto + ",'Domains':['a.x'],'RewriteCodes':[307],'TakeUrls':[false]}"))
                .isEqualTo("OK");
        assertThat(lab.code("AutoRewrite", auto + "}")).isEqualTo("InvalidParameter.RewriteAlreadyExist");
        assertThat(lab.code("AutoRewrite", auto + ",'Domains':['b.x']}")).isEqualTo("OK");

        JsonNode rules = lab.call("DescribeListeners", "{'LoadBalancerId':'$LB','Port':80}")
                .path("Listeners")
                .path(0)
                .path("Rules");
        assertThat(rules.findValuesAsText("Url")).containsExactly("/", "/b", "/");
        assertThat(rules).allSatisfy(rule -> {
            assertThat(rule.path("BeAutoCreated").asBoolean()).isTrue();
            assertThat(rule.path("RewriteTarget").path("RewriteType").asText()).isEqualTo("Auto");
        });
        assertThat(rules.findValuesAsText("RewriteCode")).containsExactly("307", "307", "302");
        assertThat(rules.findValuesAsText("TakeUrl")).containsExactly("false", "false", "true");
        assertThat(rules.path(1).path("RewriteTarget").path("TargetLocationId").asText())
                .isEqualTo(made.path("LocationIds").path(1).asText());
    }

    @Test
    void hasGrpcRulesOnlyWhereH2cIsSpoken() throws Exception {
        lab.use(Lab.first(
                lab.call("CreateLoadBalancer", "{'LoadBalancerType':'INTERNAL','VpcId':'v','SubnetId':'s'}"),
                "LoadBalancerIds"));
        String h2c = Lab.first(
                lab.call("CreateListener", "{'LoadBalancerId':'$LB','Protocol':'HTTP','Ports':[80],'H2cSwitch':true}"),
                "ListenerIds");

        assertThat(Client.code(create(h2c, "{'Domain':'a.x','Url':'/'}"))).isEqualTo("InvalidParameterValue");
        assertThat(Client.code(create(h2c, "{'Domain':'a.x','Url':'/','ForwardType':'HTTP'}")))
                .isEqualTo("InvalidParameterValue");
        assertThat(Client.code(create(h2c, "{'Domain':'a.x','Url':'/','ForwardType':'GRPC'}")))
                .isEqualTo("OK");
    }

    private String rewrite(String infos) throws Exception {
        return lab.code(
                "ManualRewrite",
                "{'LoadBalancerId':'$LB','SourceListenerId':'" + http + "','TargetListenerId':'" + http
                        + "','RewriteInfos':[" + infos + "]}");
    }

    private static String pair(String from, String to, String more) {
        return "{'SourceLocationId':'" + from + "','TargetLocationId':'" + to + "'" + more + "}";
    }

    @Test
    void givesTheDefaultOnlyToADomainThatStays() throws Exception {
        String a = Lab.first(create(http, "{'Domain':'a.x','Url':'/'},{'Domain':'b.x','Url':'/'}"), "LocationIds");
        String delete = "{'LoadBalancerId':'$LB','ListenerId':'" + http + "','LocationIds':['" + a
                + "'],'NewDefaultServerDomain':'";

        assertThat(lab.code("DeleteRule", delete + "a.x'}")).isEqualTo("InvalidParameter.LocationNotFound");
        assertThat(lab.code("DeleteRule", delete + "b.x'}")).isEqualTo("OK");
        assertThat(lab.code(
                        "ModifyDomainAttributes",
                        "{'LoadBalancerId':'$LB','ListenerId':'" + http + "','Domain':'b.x','DefaultServer':false}"))
                .isEqualTo("MissingParameter");
    }

    @Test
    void changesTheUrlAndSettingsOfARule() throws Exception {
        String rule = Lab.first(create(http, "{'Domain':'a.x','Url':'/'}"), "LocationIds");

        lab.call(
                "ModifyRule",
                "{'LoadBalancerId':'$LB','ListenerId':'" + http + "','LocationId':'" + rule
                        + "','Url':'/b','SessionExpireTime':60,'HealthCheck':{'HttpCheckPath':'/up'}}");

        State.Rule changed = rules(Protocol.HTTP).get(0);
        assertThat(changed.url()).isEqualTo("/b");
        assertThat(changed.settings().path("SessionExpireTime").asInt()).isEqualTo(60);
        assertThat(changed.settings().path("HealthCheck").path("HttpCheckPath").asText())
                .isEqualTo("/up");
        assertThat(changed.settings().path("HealthCheck").path("HealthNum").asInt())
                .isEqualTo(3);
    }
}
