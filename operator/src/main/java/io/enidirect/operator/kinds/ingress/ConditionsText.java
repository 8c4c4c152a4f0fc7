package io.enidirect.operator.kinds.ingress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Conditions as a JSON array in the order and words of Kubernetes' own. */
final class ConditionsText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ConditionsText() {}

    static String of(List<Condition> conditions) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Condition condition : conditions) {
            ObjectNode node = array.addObject().put("type", condition.getType()).put("status", condition.getStatus());
            if (condition.getObservedGeneration() != null) {
                node.put("observedGeneration", condition.getObservedGeneration());
            }
            node.put("lastTransitionTime", condition.getLastTransitionTime())
                    .put("reason", condition.getReason())
                    .put("message", condition.getMessage());
        }
        return array.toString();
    }

    /** What it is made of; what anybody else wrote there and is none is left out. */
    static List<Condition> read(String text) {
        try {
            return StreamSupport.stream(JSON.readTree(text).spliterator(), false)
                    .flatMap(node -> condition(node).stream())
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    private static Optional<Condition> condition(JsonNode node) {
        try {
            return Optional.of(new ConditionBuilder()
                    .withType(node.path("type").asText())
                    .withStatus(node.path("status").asText())
                    .withLastTransitionTime(
                            Instant.parse(node.path("lastTransitionTime").asText())
                                    .toString())
                    .build());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
