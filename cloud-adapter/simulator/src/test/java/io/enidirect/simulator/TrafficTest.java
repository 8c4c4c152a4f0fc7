package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.simulator.cloud.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficTest {
    private static final Settings FAST =
            Settings.DEFAULT.withTaskMillis(0).withRate(0).withTimeScale(50);

    @Test
    void relaysToATargetOnceItIsBoundAndAliveAndNoMoreWhenTheListenerGoes() throws Exception {
        try (Lab lab = new Lab(SimulatorOptions.of(Client.ID, Client.KEY)
                        .withSettings(FAST)
                        .withDataPlane(true));
                ServerSocket pod = new ServerSocket(0, 50, InetAddress.getByName("127.1.2.3"))) {
            Thread serving = new Thread(() -> serve(pod));
            serving.setDaemon(true);
            serving.start();
            lab.makeLoadBalancer();
            String listener = lab.makeListener("TCP", 18080);
            await().until(() -> lab.control().addresses().size() == 1);
            InetSocketAddress vip =
                    lab.control().addresses().values().iterator().next();

            lab.call(
                    "BatchRegisterTargets",
                    "{'LoadBalancerId':'$LB','Targets':[{'ListenerId':'" + listener + "','EniIp':'10.1.2.3','Port':"
                            + pod.getLocalPort() + "}]}");
            await().atMost(Duration.ofSeconds(20)).until(() -> health(lab).equals("Alive"));
            try (Socket client = new Socket(vip.getAddress(), vip.getPort())) {
                client.setSoTimeout(5000);
                assertThat(client.getInputStream().read()).isEqualTo('!');
            }

            lab.call("DeleteLoadBalancerListeners", "{'LoadBalancerId':'$LB','ListenerIds':['" + listener + "']}");
            await().until(() -> lab.control().addresses().isEmpty());
        }
    }

    /** The address is that of IPv6's clients in both; who stands behind it is not, and the other family is refused. */
    @ParameterizedTest
    @CsvSource({"IPV6, '', 10.1.2.4, 127.1.2.4, fd00::4", "IPv6FullChain, s, fd00::4, ::1, 10.1.2.4"})
    void relaysFromAnIpv6AddressToTargetsOfItsOwnFamily(
            String version, String subnet, String ip, String answersAt, String other) throws Exception {
        try (Lab lab = new Lab(SimulatorOptions.of(Client.ID, Client.KEY)
                        .withSettings(FAST.withAddresses(Map.of("fd00::4", "::1")))
                        .withDataPlane(true));
                ServerSocket pod = new ServerSocket(0, 50, InetAddress.getByName(answersAt))) {
            Thread serving = new Thread(() -> serve(pod));
            serving.setDaemon(true);
            serving.start();
            String place = subnet.isEmpty() ? "" : ",'SubnetId':'" + subnet + "'";
            lab.use(Lab.first(
                    lab.call(
                            "CreateLoadBalancer",
                            "{'LoadBalancerType':'OPEN','AddressIPVersion':'" + version + "'" + place + "}"),
                    "LoadBalancerIds"));
            String listener = lab.makeListener("TCP", 18080);
            await().until(() -> lab.control().addresses().size() == 1);
            InetSocketAddress vip =
                    lab.control().addresses().values().iterator().next();
            assertThat(lab.control().addresses().keySet()).allMatch(each -> each.startsWith("TCP fd00:200::"));
            assertThat(vip.getAddress()).isEqualTo(InetAddress.getByName("::1"));

            String target = "{'LoadBalancerId':'$LB','Targets':[{'ListenerId':'" + listener + "','EniIp':'%s','Port':"
                    + pod.getLocalPort() + "}]}";
            assertThat(lab.call("BatchRegisterTargets", target.formatted(other)).path("FailListenerIdSet"))
                    .hasSize(1);
            lab.call("BatchRegisterTargets", target.formatted(ip));
            await().atMost(Duration.ofSeconds(20)).until(() -> health(lab).equals("Alive"));
            try (Socket client = new Socket(vip.getAddress(), vip.getPort())) {
                client.setSoTimeout(5000);
                assertThat(client.getInputStream().read()).isEqualTo('!');
            }
        }
    }

    private static String health(Lab lab) throws Exception {
        JsonNode health = lab.call("DescribeTargetHealth", "{'LoadBalancerIds':['$LB']}");
        return health.findPath("HealthStatusDetail").asText();
    }

    private static void serve(ServerSocket pod) {
        while (!pod.isClosed()) {
            try (Socket client = pod.accept()) {
                client.getOutputStream().write('!');
            } catch (IOException e) {
                // a probe that went away, or the end of the test
            }
        }
    }
}
