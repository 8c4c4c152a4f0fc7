package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.simulator.cloud.Settings;
import io.enidirect.simulator.dataplane.Http;
import io.enidirect.simulator.dataplane.HttpTarget;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From rules made through the API to requests to the VIP. */
@Timeout(60)
class HttpTrafficTest {
    private static final Settings FAST =
            Settings.DEFAULT.withTaskMillis(0).withRate(0).withTimeScale(50);

    @Test
    void requestsFollowTheRulesOfTheApi() throws Exception {
        try (Lab lab = new Lab(SimulatorOptions.of(Client.ID, Client.KEY)
                        .withSettings(FAST)
                        .withDataPlane(true));
                HttpTarget pod = HttpTarget.naming("10.75.1.1")) {
            lab.makeLoadBalancer();
            String http = lab.makeListener("HTTP", 18_080);
            await().until(() -> lab.control().addresses().size() == 1);
            InetSocketAddress vip =
                    lab.control().addresses().values().iterator().next();
            assertThat(lab.control().addresses().keySet().iterator().next()).startsWith("HTTP 127.200.");
            assertThat(Http.get(vip, "a.x", "/").status()).isEqualTo(404);

            JsonNode rules = lab.call(
                    "CreateRule",
                    "{'LoadBalancerId':'$LB','ListenerId':'" + http
                            + "','Rules':[{'Domain':'d.x','Url':'=/none'},"
                            + "{'Domain':'*.x','Url':'/web','SessionExpireTime':60,'CookieName':'stay'},"
                            + "{'Domain':'old.y','Url':'/'}]}");
            String web = rules.path("LocationIds").path(1).asText();
            lab.call(
                    "BatchRegisterTargets",
                    "{'LoadBalancerId':'$LB','Targets':[{'ListenerId':'" + http + "','LocationId':'" + web
                            + "','EniIp':'10.75.1.1','Port':" + pod.port() + "}]}");
            lab.call(
                    "ManualRewrite",
                    "{'LoadBalancerId':'$LB','SourceListenerId':'" + http + "','TargetListenerId':'" + http
                            + "','RewriteInfos':[{'SourceLocationId':'"
                            + rules.path("LocationIds").path(2).asText() + "','TargetLocationId':'" + web
                            + "','RewriteCode':302,'TakeUrl':true,'SourceDomain':'old.y'}]}");

            Http.Answer answer = Http.get(vip, "a.b.x", "/web/1?q");
            assertThat(answer.body()).isEqualTo("10.75.1.1");
            assertThat(answer.header("set-cookie")).startsWith("stay=");
            assertThat(pod.requests().remove().uri()).isEqualTo("/web/1?q");
            assertThat(Http.get(vip, "a.x", "/other").status()).isEqualTo(404);
            assertThat(Http.get(vip, "unknown", "/none").status()).isEqualTo(503);
            Http.Answer moved = Http.get(vip, "old.y", "/p?q=1");
            assertThat(moved.status()).isEqualTo(302);
            assertThat(moved.header("location")).isEqualTo("http://old.y:18080/p?q=1");
            await().atMost(Duration.ofSeconds(20)).until(() -> health(lab).equals("Alive"));

            lab.call(
                    "DeleteRule",
                    "{'LoadBalancerId':'$LB','ListenerId':'" + http + "','LocationIds':['"
                            + rules.path("LocationIds").path(0).asText() + "']}");
            assertThat(Http.get(vip, "unknown", "/web").status()).isEqualTo(200);
        }
    }

    @Test
    void aRuleThatRedirectsReachesNoneOfItsTargetsUntilItForwardsAgain() throws Exception {
        try (Lab lab = new Lab(SimulatorOptions.of(Client.ID, Client.KEY)
                        .withSettings(FAST)
                        .withDataPlane(true));
                HttpTarget pod = HttpTarget.naming("10.75.1.2")) {
            lab.makeLoadBalancer();
            String http = lab.makeListener("HTTP", 18_081);
            JsonNode made = lab.call(
                    "CreateRule",
                    "{'LoadBalancerId':'$LB','ListenerId':'" + http
                            + "','Rules':[{'Domain':'a.x','Url':'/'},{'Domain':'b.x','Url':'/to'}]}");
            String from = made.path("LocationIds").path(0).asText();
            String to = made.path("LocationIds").path(1).asText();
            lab.call(
                    "BatchRegisterTargets",
                    "{'LoadBalancerId':'$LB','Targets':[{'ListenerId':'" + http + "','LocationId':'" + from
                            + "','EniIp':'10.75.1.2','Port':" + pod.port() + "}]}");
            await().until(() -> lab.control().addresses().size() == 1);
            InetSocketAddress vip =
                    lab.control().addresses().values().iterator().next();
            String redirect = "{'LoadBalancerId':'$LB','SourceListenerId':'" + http + "','TargetListenerId':'" + http
                    + "','RewriteInfos':[{'SourceLocationId':'" + from + "','TargetLocationId':'" + to + "'%s}]}";
            lab.call("ManualRewrite", redirect.formatted(",'RewriteCode':307,'TakeUrl':false,'SourceDomain':'a.x'"));

            Http.Answer moved = Http.get(vip, "a.x", "/p?q=1");
            assertThat(moved.status()).isEqualTo(307);
            assertThat(moved.header("location")).isEqualTo("http://b.x:18081/to");
            assertThat(pod.requests()).isEmpty();

            lab.call("DeleteRewrite", redirect.formatted(""));
            assertThat(Http.get(vip, "a.x", "/p").body()).isEqualTo("10.75.1.2");
        }
    }

    @Test
    void anHttpsListenerIsShownAsNotServed() throws Exception {
        try (Lab lab = new Lab(
                SimulatorOptions.of(Client.ID, Client.KEY).withSettings(FAST).withDataPlane(true))) {
            lab.makeLoadBalancer();
            String https = Lab.first(
                    lab.call(
                            "CreateListener",
                            "{'LoadBalancerId':'$LB','Protocol':'HTTPS','Ports':[443],'SniSwitch':1}"),
                    "ListenerIds");

            await().until(() -> lab.control().addresses().size() == 1);
            assertThat(lab.control().addresses()).containsValue(new InetSocketAddress("0.0.0.0", 0));

            lab.call("DeleteLoadBalancerListeners", "{'LoadBalancerId':'$LB','ListenerIds':['" + https + "']}");
            await().until(() -> lab.control().addresses().isEmpty());
        }
    }

    private static String health(Lab lab) throws Exception {
        JsonNode health = lab.call("DescribeTargetHealth", "{'LoadBalancerIds':['$LB']}");
        return health.findPath("HealthStatusDetail").asText();
    }
}
