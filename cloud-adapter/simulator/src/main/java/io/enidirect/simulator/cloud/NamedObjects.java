package io.enidirect.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The names that a fault's object can have. */
final class NamedObjects {
    private NamedObjects() {}

    static Set<String> of(Account account, JsonNode body) {
        Set<String> objects = new LinkedHashSet<>();
        String id = body.path("LoadBalancerId").asText("");
        if (!id.isEmpty()) {
            objects.add(id);
            body.path("Ports").forEach(port -> objects.add(id + "/" + port.asText()));
            Set<String> named = listeners(body);
            account.world()
                    .loadBalancer(id)
                    .ifPresent(loadBalancer -> loadBalancer.listeners().values().stream()
                            .filter(listener -> named.contains(listener.id()))
                            .forEach(listener -> objects.add(id + "/" + listener.port())));
        }
        body.path("LoadBalancerIds").forEach(each -> objects.add(each.asText()));
        body.path("ResourceList").forEach(each -> objects.add(each.asText().replaceFirst(".*/", "")));
        String task = body.path("TaskId").asText("");
        objects.addAll(account.tasks().loadBalancersOf(task));
        return objects;
    }

    private static Set<String> listeners(JsonNode body) {
        Set<String> ids = new HashSet<>(body.findValuesAsText("ListenerId"));
        ids.addAll(body.findValuesAsText("SourceListenerId"));
        body.path("ListenerIds").forEach(id -> ids.add(id.asText()));
        return ids;
    }
}
