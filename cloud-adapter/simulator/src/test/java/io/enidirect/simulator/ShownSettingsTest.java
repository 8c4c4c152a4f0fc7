package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.simulator.cloud.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Settings of listeners, rules and domains are shown as they were said, and by their defaults where they were not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShownSettingsTest {
    private Lab lab;

    @BeforeAll
    void start() {
        lab = new Lab(Settings.DEFAULT.withTaskMillis(0).withRate(0).withCheckCertificates(false));
    }

    @AfterAll
    void close() {
        lab.close();
    }

    @BeforeEach
    void make() throws Exception {
        lab.makeLoadBalancer();
    }

    @Test
    void showsTheDefaultsOfListeners() throws Exception {
        lab.makeListener("TCP", 80);
        lab.makeListener("UDP", 80);
        lab.makeListener("HTTP", 81);

        JsonNode shown = listeners();
        assertThat(shown.findValuesAsText("IdleConnectTimeout")).startsWith("900", "300");
        assertThat(shown.findValuesAsText("DeregisterTargetRst")).containsOnly("false");
        assertThat(shown.findValuesAsText("KeepaliveEnable")).containsOnly("0");
        assertThat(shown.findValues("AttrFlags"))
                .allSatisfy(flags -> assertThat(flags).isEmpty());
    }

    @Test
    void showsTheSettingsOfAListenerAndKeepsThemUntilOthersCome() throws Exception {
        lab.call(
                "CreateListener",
                "{'LoadBalancerId':'$LB','Protocol':'TCP','Ports':[80],'IdleConnectTimeout':60,'SnatEnable':true,"
                        + "'DeregisterTargetRst':true}");
        String http = lab.makeListener("HTTP", 81);
        lab.call(
                "ModifyListener",
                "{'LoadBalancerId':'$LB','ListenerId':'" + http
                        + "','KeepaliveEnable':1,'DataCompressMode':'compatibility','SnatEnable':true}");
        lab.call(
                "ModifyListener",
                "{'LoadBalancerId':'$LB','ListenerId':'" + http + "','ListenerName':'n','SnatEnable':false}");

        JsonNode tcp = listeners().path(0);
        assertThat(tcp.path("IdleConnectTimeout").asInt()).isEqualTo(60);
        assertThat(tcp.path("DeregisterTargetRst").asBoolean()).isTrue();
        assertThat(tcp.path("AttrFlags").path(0).asText()).isEqualTo("SnatEnable");
        JsonNode shown = listeners().path(1);
        assertThat(shown.path("KeepaliveEnable").asInt()).isEqualTo(1);
        assertThat(shown.path("DataCompressMode").asText()).isEqualTo("compatibility");
        assertThat(shown.path("AttrFlags")).isEmpty();
    }

    @Test
    void aListenerWithSniTakesNoCertificateOfItsOwnLater() throws Exception {
        String https = Lab.first(
                lab.call("CreateListener", "{'LoadBalancerId':'$LB','Protocol':'HTTPS','Ports':[443],'SniSwitch':1}"),
                "ListenerIds");
        String change = "{'LoadBalancerId':'$LB','ListenerId':'" + https + "',%s}";

        assertThat(lab.code("ModifyListener", change.formatted("'Certificate':{'CertId':'c'}")))
                .isEqualTo("InvalidParameterValue");
        assertThat(lab.code("ModifyListener", change.formatted("'ListenerName':'n'")))
                .isEqualTo("OK");
    }

    @Test
    void checksOfARuleAskAsItsTargetsAreAsked() throws Exception {
        String https = Lab.first(
                lab.call("CreateListener", "{'LoadBalancerId':'$LB','Protocol':'HTTPS','Ports':[443],'SniSwitch':1}"),
                "ListenerIds");
        String rule = "{'Domain':'a.x','Url':'/%s','ForwardType':'%s','Certificate':{'CertId':'c'}}";
        lab.call(
                "CreateRule",
                "{'LoadBalancerId':'$LB','ListenerId':'" + https + "','Rules':[" + rule.formatted("1", "HTTPS") + ","
                        + rule.formatted("2", "GRPCS") + "]}");

        JsonNode rules = listeners().path(0).path("Rules");
        assertThat(rules.findValuesAsText("CheckType")).containsExactly("HTTPS", "GRPC");
        assertThat(rules.findValuesAsText("HttpCheckPath")).containsExactly("/", "/");
        assertThat(rules.findValuesAsText("HttpCode")).containsExactly("31", "31");
        assertThat(rules.findValuesAsText("HttpCheckDomain")).containsExactly("a.x", "a.x");
    }

    private JsonNode listeners() throws Exception {
        return lab.call("DescribeListeners", "{'LoadBalancerId':'$LB'}").path("Listeners");
    }
}
