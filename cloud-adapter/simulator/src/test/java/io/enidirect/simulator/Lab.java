package io.enidirect.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.simulator.cloud.Settings;
import io.enidirect.simulator.cloud.State;
import java.io.IOException;

/** A simulator without delays or rate, and a client of it that writes short bodies: ' for ", and $LB for the id. */
final class Lab implements AutoCloseable {
    private final Simulator simulator;
    private final Client client;
    private String loadBalancer = "";

    Lab() {
        this(Settings.DEFAULT.withTaskMillis(0).withRate(0));
    }

    Lab(Settings settings) {
        this(SimulatorOptions.of(Client.ID, Client.KEY).withSettings(settings));
    }

    Lab(SimulatorOptions options) {
        simulator = Simulator.start(options);
        client = new Client(simulator.endpoint());
    }

    SimulatorControl control() {
        return simulator.control();
    }

    /** Makes the load balancer that $LB stands for from now on. */
    String makeLoadBalancer() throws IOException, InterruptedException {
        loadBalancer =
                first(call("CreateLoadBalancer", "{'LoadBalancerType':'OPEN','VpcId':'vpc-1'}"), "LoadBalancerIds");
        return loadBalancer;
    }

    /** From now on $LB stands for this one. */
    void use(String id) {
        loadBalancer = id;
    }

    String makeListener(String protocol, int port) throws IOException, InterruptedException {
        String body = "{'LoadBalancerId':'$LB','Protocol':'" + protocol + "','Ports':[" + port + "]}";
        return first(call("CreateListener", body), "ListenerIds");
    }

    JsonNode call(String action, String body) throws IOException, InterruptedException {
        return client.call(action, json(body));
    }

    JsonNode call(String version, String action, String body) throws IOException, InterruptedException {
        return client.call(version, action, json(body));
    }

    String code(String action, String body) throws IOException, InterruptedException {
        return Client.code(call(action, body));
    }

    private String json(String body) {
        return body.replace('\'', '"').replace("$LB", loadBalancer);
    }

    static String first(JsonNode response, String list) {
        JsonNode ids = response.path(list);
        if (ids.isEmpty()) {
            throw new AssertionError("No " + list + " in " + response);
        }
        return ids.path(0).asText();
    }

    State.LoadBalancer state() {
        return control().state().loadBalancer(loadBalancer).orElseThrow();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
