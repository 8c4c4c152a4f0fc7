package io.enidirect.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.github.tomakehurst.wiremock.admin.AdminTask;
import com.github.tomakehurst.wiremock.admin.Router;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.AdminApiExtension;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import io.enidirect.simulator.cloud.Drift;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The controls over HTTP, for those that run the simulator as a process of its own. */
final class ControlApi implements AdminApiExtension {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** What a request asks for, by its body, and its answer. */
    private interface Control {
        Object apply(String body) throws JsonProcessingException;
    }

    private final SimulatorControl controls;

    ControlApi(SimulatorControl controls) {
        this.controls = controls;
    }

    @Override
    public String getName() {
        return "simulator";
    }

    /** One task for all: WireMock looks a task's path up by its class, so two of one class take each other's. */
    @Override
    public void contributeAdminApiRoutes(Router router) {
        AdminTask task = (admin, event, parameters) -> answer(event.getRequest());
        router.add(RequestMethod.ANY, "/simulator/**", task);
    }

    private ResponseDefinition answer(Request request) {
        String path = request.getUrl().replaceFirst(".*/simulator/", "");
        return switch (request.getMethod() + " " + path) {
            case "POST faults" -> answer(this::addFaults, request);
            case "DELETE faults" -> answer(body -> done(controls::clearFaults), request);
            case "GET calls" -> answer(body -> controls.calls(), request);
            case "DELETE calls" -> answer(body -> done(controls::clearCalls), request);
            case "GET settings" -> answer(body -> controls.settings(), request);
            case "PUT settings" -> answer(this::changeSettings, request);
            case "GET tasks" -> answer(body -> controls.runningTasks(), request);
            case "POST tasks/end" -> answer(this::endTasks, request);
            case "GET held" -> answer(body -> Map.of("held", controls.held()), request);
            case "POST release" -> answer(body -> done(controls::release), request);
            case "GET addresses" -> answer(body -> addresses(), request);
            case "POST drift" -> answer(this::drift, request);
            case "GET state" -> answer(body -> controls.state(), request);
            default -> json(404, Map.of("error", "There is no " + request.getMethod() + " " + path));
        };
    }

    private static ResponseDefinition answer(Control control, Request request) {
        try {
            return json(200, control.apply(request.getBodyAsString()));
        } catch (JsonProcessingException e) {
            return json(400, Map.of("error", e.getOriginalMessage()));
        } catch (IllegalArgumentException e) {
            return json(400, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private static ResponseDefinition json(int status, Object answer) {
        try {
            return ResponseDefinitionBuilder.responseDefinition()
                    .withStatus(status)
                    .withHeader("Content-Type", "application/json")
                    .withBody(MAPPER.writeValueAsString(answer))
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer of the control API can't be written", e);
        }
    }

    private static Object done(Runnable control) {
        control.run();
        return Map.of();
    }

    private Object addFaults(String body) throws JsonProcessingException {
        JsonNode given = MAPPER.readTree(body);
        List<Fault> faults = new ArrayList<>();
        for (JsonNode one : given.isArray() ? given : List.of(given)) {
            faults.add(MAPPER.treeToValue(one, Fault.class));
        }
        controls.fault(faults.toArray(Fault[]::new));
        return Map.of();
    }

    /** Changes only the settings that are named. */
    private Object changeSettings(String body) throws JsonProcessingException {
        ObjectNode changes = MAPPER.readValue(body, ObjectNode.class);
        controls.settings(old -> old.with(changes));
        return controls.settings();
    }

    private Object endTasks(String body) throws JsonProcessingException {
        JsonNode id = body.isBlank() ? MAPPER.nullNode() : MAPPER.readTree(body).path("taskId");
        return done(id.isTextual() ? () -> controls.endTask(id.asText()) : controls::endTasks);
    }

    private Object addresses() {
        Map<String, String> addresses = new TreeMap<>();
        controls.addresses()
                .forEach((name, bound) ->
                        addresses.put(name, bound.getAddress().getHostAddress() + ":" + bound.getPort()));
        return addresses;
    }

    private Object drift(String body) throws JsonProcessingException {
        return Map.of("id", controls.drift(MAPPER.readValue(body, Drift.class)));
    }
}
