package io.enidirect.operator.words;

import io.enidirect.cloud.BackendId;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.operator.snapshot.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All that a cloud has of one cluster, a line for each thing, without ids and addresses of its own choice. */
final class CloudState {
    private CloudState() {}

    static Set<String> of(LoadBalancers cloud) {
        Set<String> lines = new TreeSet<>();
        cloud.find(Map.of(Settings.CLUSTER_TAG, "cls-1"), 0)
                .value()
                .orElseThrow()
                .items()
                .forEach(found -> add(cloud, found, lines));
        return lines;
    }

    private static void add(LoadBalancers cloud, LoadBalancer found, Set<String> lines) {
        Map<String, String> tags = new HashMap<>(found.tags());
        tags.remove(Settings.OWNER_TAG);
        lines.add("load balancer " + found.network() + " " + tags);
        lines.add("settings " + found.settings());
        lines.add("security groups " + found.securityGroups());
        LoadBalancerId id = found.id();
        Map<BackendId, String> backends = new HashMap<>();
        cloud.listeners(id).value().orElseThrow().forEach(listener -> add(listener, backends, lines));
        cloud.targets(id)
                .value()
                .orElseThrow()
                .forEach((binding, weight) ->
                        lines.add("target " + backends.get(binding.backend()) + " " + binding.target() + " " + weight));
    }

    private static void add(Listener listener, Map<BackendId, String> backends, Set<String> lines) {
        backends.put(BackendId.of(listener.id()), listener.key().toString());
        lines.add("listener " + listener.key() + " " + listener.settings());
        listener.domains().forEach(domain -> {
            lines.add("domain " + listener.key() + " " + domain.name() + " " + domain.settings());
            domain.rules().forEach(rule -> {
                String key = listener.key() + " " + rule.key();
                backends.put(BackendId.of(listener.id(), rule.id()), key);
                lines.add("rule " + key + " " + rule.settings());
            });
        });
    }
}
