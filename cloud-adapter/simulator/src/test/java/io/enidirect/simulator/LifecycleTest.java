package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.simulator.cloud.Settings;
import io.enidirect.simulator.cloud.State;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final Simulator simulator = Simulator.start(
            SimulatorOptions.of(Client.ID, Client.KEY).withSettings(Settings.DEFAULT.withManualTasks(true)));
    private final Client client = new Client(simulator.endpoint());

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void makesALoadBalancerWithListenersAndTargets() throws Exception {
        JsonNode created = client.call("CreateLoadBalancer", """
                {"LoadBalancerType":"OPEN","VpcId":"vpc-1","LoadBalancerName":"a","ClientToken":"t",
                 "Tags":[{"TagKey":"k","TagValue":"v"}]}""");
        String id = created.path("LoadBalancerIds").path(0).asText();
        JsonNode status = client.call(
                "DescribeTaskStatus",
                "{\"TaskId\":\"" + created.path("RequestId").asText() + "\"}");
        assertThat(status.path("Status").asInt()).as("%s %s", created, status).isEqualTo(2);
        assertThat(Client.code(client.call(
                        "CreateListener", "{\"LoadBalancerId\":\"" + id + "\",\"Ports\":[80],\"Protocol\":\"TCP\"}")))
                .isEqualTo("FailedOperation.ResourceInOperating");

        simulator.control().endTasks();
        JsonNode described =
                client.call("DescribeLoadBalancers", "{\"Filters\":[{\"Name\":\"tag:k\",\"Values\":[\"v\"]}]}");
        assertThat(described.path("LoadBalancerSet").path(0).path("Status").asInt())
                .isEqualTo(1);
        assertThat(described
                        .path("LoadBalancerSet")
                        .path(0)
                        .path("LoadBalancerVips")
                        .path(0)
                        .asText())
                .startsWith("127.200.");

        JsonNode listeners = client.call(
                "CreateListener", "{\"LoadBalancerId\":\"" + id + "\",\"Ports\":[81,80],\"Protocol\":\"TCP\"}");
        simulator.control().endTasks();
        String first = listeners.path("ListenerIds").path(0).asText();
        JsonNode registered = client.call(
                "BatchRegisterTargets",
                "{\"LoadBalancerId\":\"" + id + "\",\"Targets\":[{\"ListenerId\":\"" + first
                        + "\",\"Port\":8080,\"EniIp\":\"10.0.0.1\",\"Weight\":7}]}");

        assertThat(registered.path("FailListenerIdSet")).isEmpty();
        State.LoadBalancer state = simulator.control().state().loadBalancer(id).orElseThrow();
        assertThat(state.listeners()).extracting(State.Listener::port).containsExactly(81, 80);
        assertThat(state.listeners().get(0).targets()).isEqualTo(List.of(new State.Target("10.0.0.1", 8080, 7)));
    }
}
