package io.enidirect.operator.ingress;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** Conditions as a JSON array in the order and words of Kubernetes' own. */
final class ConditionsText {
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
}
