package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.enidirect.simulator.cloud.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ControlApiTest {
    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private Simulator simulator;
    private Client client;

    @BeforeAll
    void start() {
        simulator = Simulator.start(SimulatorOptions.of(Client.ID, Client.KEY));
        client = new Client(simulator.endpoint());
    }

    @AfterAll
    void close() {
        simulator.close();
    }

    private HttpResponse<String> control(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.controlApi() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode answer(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = control(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return mapper.readTree(answer.body());
    }

    @Test
    void takesFaultsAndShowsTheCallsThatTheyStruck() throws Exception {
        answer("DELETE", "/calls", "");
        answer("POST", "/faults", "[{\"match\":{\"action\":\"DescribeQuota\",\"nth\":2},\"fault\":\"ERR_INTERNAL\"}]");

        client.call("DescribeQuota", "{}");
        client.call("DescribeQuota", "{}");
        answer("DELETE", "/faults", "");

        JsonNode calls = answer("GET", "/calls", "");
        assertThat(calls.findValuesAsText("result")).containsExactly("OK", "InternalError");
        assertThat(calls.findValuesAsText("executed")).containsExactly("true", "false");
    }

    @Test
    void refusesAFaultThatItDoesNotKnow() throws Exception {
        HttpResponse<String> answer = control("POST", "/faults", "{\"match\":{\"action\":\"*\"},\"fault\":\"NONE\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("TIMEOUT_AFTER_SUCCESS");
    }

    @Test
    void changesOnlyTheSettingsThatAreNamed() throws Exception {
        answer("PUT", "/settings", "{\"taskMillis\":7}");

        assertThat(simulator.control().settings()).isEqualTo(Settings.DEFAULT.withTaskMillis(7));
        assertThat(answer("GET", "/settings", "").path("taskMillis").asInt()).isEqualTo(7);
    }

    @Test
    void changesThingsByHandAndShowsThem() throws Exception {
        String id = answer("POST", "/drift", "{\"change\":\"ADD_LOAD_BALANCER\",\"settings\":{\"VpcId\":\"vpc-7\"}}")
                .path("id")
                .asText();
        answer(
                "POST",
                "/drift",
                "{\"change\":\"SET_TAG\",\"loadBalancer\":\"" + id + "\",\"name\":\"k\",\"value\":\"v\"}");
        answer(
                "POST",
                "/drift",
                "{\"change\":\"ADD_LISTENER\",\"loadBalancer\":\"" + id + "\",\"protocol\":\"UDP\",\"port\":53}");

        JsonNode state = answer("GET", "/state", "").path("loadBalancers").path(0);
        assertThat(state.path("tags").path("k").asText()).isEqualTo("v");
        assertThat(state.path("attributes").path("VpcId").asText()).isEqualTo("vpc-7");
        assertThat(state.path("listeners").path(0).path("protocol").asText()).isEqualTo("UDP");
        assertThat(control("POST", "/drift", "{\"change\":\"ISOLATE\",\"loadBalancer\":\"lb-none\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void answersEveryOtherPathOfTheControls() throws Exception {
        assertThat(answer("GET", "/tasks", "")).isEmpty();
        assertThat(answer("POST", "/tasks/end", "")).isEmpty();
        assertThat(answer("GET", "/addresses", "")).isEmpty();
        assertThat(answer("POST", "/release", "")).isEmpty();
        assertThat(answer("GET", "/held", "").path("held").asInt()).isZero();
        assertThat(control("GET", "/nothing", "").statusCode()).isEqualTo(404);
    }
}
