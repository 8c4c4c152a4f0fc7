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
import org.junit.jupiter.api.Test;

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
