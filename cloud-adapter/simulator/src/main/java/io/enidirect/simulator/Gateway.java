package io.enidirect.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enidirect.simulator.cloud.ApiError;
import io.enidirect.simulator.cloud.Cloud;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes a request through everything that stands before the cloud, and its answer through the fault that strikes it. */
final class Gateway {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Cloud cloud;
    private final Tc3 signatures;
    private final RateLimits rates;
    private final Faults faults;
    private final CallLog log;
    private final Clock clock;

    Gateway(Cloud cloud, Tc3 signatures, RateLimits rates, Faults faults, CallLog log, Clock clock) {
        this.cloud = cloud;
        this.signatures = signatures;
        this.rates = rates;
        this.faults = faults;
        this.log = log;
        this.clock = clock;
    }

    /** What became of a call in the cloud. */
    private record Outcome(ObjectNode answer, String result, boolean executed) {}

    Reply answer(Request request) {
        String requestId = UUID.randomUUID().toString();
        JsonNode body = parsed(request.body());
        Set<String> objects = cloud.objects(body);
        Optional<Fault> fault = faults.strike(request.action(), objects);
        FaultEffects effects = new FaultEffects(fault.orElse(null), cloud);
        Optional<Reply> instead = effects.insteadOfExecution();
        Outcome outcome = instead.isPresent()
                ? new Outcome(JsonNodeFactory.instance.objectNode(), effects.resultWithoutExecution(), false)
                : outcome(request, body, requestId, objects, effects);
        log.add(new Call(
                clock.instant(),
                request.action(),
                request.region(),
                loadBalancer(objects, outcome.answer()),
                Secrets.masked(body),
                outcome.result(),
                outcome.executed(),
                requestId,
                fault.map(Fault::fault).orElse(null)));
        return instead.orElseGet(
                () -> effects.onAnswer(JsonNodeFactory.instance.objectNode().set("Response", outcome.answer())));
    }

    private Outcome outcome(
            Request request, JsonNode body, String requestId, Set<String> objects, FaultEffects effects) {
        try {
            Instant serverTime = clock.instant().plus(Duration.ofSeconds(effects.clockSkewSeconds()));
            signatures.verify(request::header, request.body(), serverTime);
            cloud.requireAction(request.version(), request.action());
            cloud.requireRegion(request.region());
            if (!body.isObject()) {
                throw new ApiError("InvalidRequest", "The request body is not a JSON object.");
            }
            effects.beforeExecution(objects);
            rates.take(request.region(), request.action(), cloud.settings().rate());
            ObjectNode answer = cloud.call(request.version(), request.action(), body, requestId, effects.twist());
            return new Outcome(answer, Call.OK, true);
        } catch (ApiError e) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode().put("RequestId", requestId);
            answer.putObject("Error").put("Code", e.code()).put("Message", e.text());
            return new Outcome(answer, e.code(), false);
        }
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.missingNode();
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory can't fail to be read", e);
        }
    }

    private static @Nullable String loadBalancer(Set<String> objects, JsonNode answer) {
        JsonNode made = answer.path("LoadBalancerIds");
        if (objects.isEmpty() && made.size() == 1) {
            return made.get(0).asText();
        }
        Set<String> loadBalancers =
                objects.stream().filter(object -> object.indexOf('/') < 0).collect(Collectors.toSet());
        return loadBalancers.size() == 1 ? loadBalancers.iterator().next() : null;
    }
}
