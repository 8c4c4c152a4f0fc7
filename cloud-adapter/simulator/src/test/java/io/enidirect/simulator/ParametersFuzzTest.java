package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enidirect.simulator.cloud.Cloud;
import io.enidirect.simulator.cloud.Reading;
import io.enidirect.simulator.cloud.Settings;
import io.enidirect.simulator.cloud.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever a call has in it, it gets an answer of the API, and what there is stays possible: by the first readings, then by
 * the others. {@code -Dfuzz.seed} repeats a run.
 */
class ParametersFuzzTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int CALLS = 10_000;

    private final Cloud cloud = new Cloud(
            Clock.systemUTC(),
            null,
            Settings.DEFAULT
                    .withTaskMillis(0)
                    .withRate(0)
                    .withDeletionsIn5Minutes(CALLS)
                    .withQuotas(Map.of(
                            Settings.PUBLIC_QUOTA, 4,
                            Settings.INTERNAL_QUOTA, 2,
                            Settings.LISTENER_QUOTA, 6,
                            Settings.RULE_QUOTA, 6,
                            Settings.TARGET_QUOTA, 3)));

    private final Gateway gateway = new Gateway(
            cloud,
            new Tc3(Client.ID, Client.KEY, null),
            new RateLimits(Clock.systemUTC()),
            new Faults(),
            new CallLog(),
            Clock.systemUTC());

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void answersEveryCallAndLeavesNothingImpossible() throws IOException {
        long seed = Long.getLong("fuzz.seed", new Random().nextLong());
        System.out.println("ParametersFuzzTest: -Dfuzz.seed=" + seed + " repeats this run");
        RandomCalls calls = new RandomCalls(seed);
        List<RandomCalls.Action> actions = RandomCalls.actions(resource("fields.json"));
        JsonNode answers = resource("answers.json");
        Set<String> executed = new HashSet<>();
        State before = cloud.state();
        for (int i = 0; i < CALLS; i++) {
            if (i == CALLS / 2) {
                cloud.settings(old -> old.withReadings(Set.of(Reading.values())));
            }
            RandomCalls.Action action = calls.one(actions);
            ObjectNode body = calls.call(action.parameters(), before);
            String call = "-Dfuzz.seed=" + seed + ", call " + i + ": " + action.name() + " " + body;
            JsonNode answer = answer(action, body, call);
            State after = cloud.state();
            if (answer.has("Error")) {
                assertThat(after).as(call).isEqualTo(before);
            } else {
                executed.add(action.name());
                requireKnown(answers.path(action.version()).path(action.name()), answer, call);
                Possible.require(after, call);
            }
            before = after;
        }

        assertThat(executed)
                .as("-Dfuzz.seed=%d reaches what it is about", seed)
                .contains("CreateListener", "CreateRule", "BatchRegisterTargets", "ModifyListener", "DescribeTargets");
    }

    private JsonNode answer(RandomCalls.Action action, ObjectNode body, String call) throws IOException {
        Reply reply;
        try {
            reply = gateway.answer(request(action, body.toString()));
        } catch (RuntimeException e) {
            throw new AssertionError(call, e);
        }
        assertThat(reply.status()).as(call).isEqualTo(200);
        JsonNode answer = MAPPER.readTree(reply.body()).path("Response");
        assertThat(answer.path("RequestId").asText()).as(call).isNotEmpty();
        if (answer.has("Error")) {
            assertThat(answer.path("Error").path("Code").asText())
                    .as(call)
                    .matches("(InvalidParameter|InvalidParameterValue|MissingParameter|UnknownParameter|FailedOperation"
                            + "|LimitExceeded|UnsupportedOperation)(\\.[A-Za-z]+)?");
            assertThat(answer.path("Error").path("Message").asText()).as(call).isNotEmpty();
        }
        return answer;
    }

    private static Request request(RandomCalls.Action action, String body) {
        Client.Signing signing = new Client("http://127.0.0.1:1").signing(body).version(action.version());
        Map<String, String> headers = Map.of(
                "host", signing.host(),
                "content-type", "application/json; charset=utf-8",
                "authorization", Client.authorization(signing),
                "x-tc-action", action.name(),
                "x-tc-version", action.version(),
                "x-tc-region", signing.region(),
                "x-tc-timestamp", String.valueOf(signing.sentTime().getEpochSecond()));
        return new Request(
                header -> headers.getOrDefault(header.toLowerCase(Locale.ROOT), ""),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers have no fields that the API doesn't have. */
    private static void requireKnown(JsonNode expected, JsonNode actual, String call) {
        if (actual.isObject()) {
            actual.properties().forEach(field -> {
                if (!expected.has(field.getKey())) {
                    throw new AssertionError(call + " answers " + field.getKey());
                }
                requireKnown(expected.get(field.getKey()), field.getValue(), call);
            });
        } else if (actual.isArray()) {
            actual.forEach(element -> requireKnown(expected.path(0), element, call));
        }
    }

    private static JsonNode resource(String name) throws IOException {
        return MAPPER.readTree(Simulator.class.getResource("/io/enidirect/simulator/cloud/" + name));
    }
}
