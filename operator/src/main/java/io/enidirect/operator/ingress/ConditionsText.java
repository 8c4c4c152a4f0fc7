package io.enidirect.operator.ingress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** Conditions as a JSON array in the order and words of Kubernetes' own. */
final class ConditionsText {
    private static final JsonMapper MAPPER = new JsonMapper();

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

    /** @param text whatever somebody wrote */
    static boolean hasTrue(String text, String type) {
        try {
            for (JsonNode condition : MAPPER.readTree(text)) {
                if (type.equals(condition.path("type").asText())
                        && "True".equals(condition.path("status").asText())) {
                    return true;
                }
            }
            return false;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
