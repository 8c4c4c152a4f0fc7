package io.enidirect.operator.endtoend;

import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the API server itself counts, since only it knows what it has to send to whom. */
@ExtendWith(SharedCluster.class)
final class WatchesTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration A_WHILE = Duration.ofSeconds(1);
    private static final Pattern RUNNING =
            Pattern.compile("apiserver_longrunning_requests\\{.*resource=\"([a-z]+)\".*verb=\"WATCH\".*} (\\d+)");
    private static final Map<String, Integer> ONE_A_KIND = Map.ofEntries(
            Map.entry("cloudloadbalancers", 1),
            Map.entry("services", 1),
            Map.entry("ingresses", 1),
            Map.entry("endpointslices", 1),
            Map.entry("pods", 1),
            Map.entry("nodes", 1),
            Map.entry("namespaces", 1),
            Map.entry("ingressclasses", 1),
            Map.entry("loadbalancerprofiles", 1),
            Map.entry("externalbackends", 1),
            Map.entry("tkeserviceconfigs", 1),
            Map.entry("configmaps", 1));

    @Test
    void eachKindIsWatchedOnce(Cluster cluster) {
        Map<String, Integer> others = steady(cluster.client());

        try (Rig rig = Rig.start(cluster)) {
            await().atMost(SOON).during(A_WHILE).until(() -> more(others, running(rig.client())), ONE_A_KIND::equals);
        }
    }

    /** Those of the cluster itself: what other tests had is let go of first. */
    private static Map<String, Integer> steady(KubernetesClient client) {
        Map<String, Integer> first = new HashMap<>();
        await().atMost(SOON).during(A_WHILE).until(() -> {
            Map<String, Integer> now = running(client);
            boolean same = now.equals(first);
            first.clear();
            first.putAll(now);
            return same;
        });
        return first;
    }

    private static Map<String, Integer> running(KubernetesClient client) {
        Map<String, Integer> running = new HashMap<>();
        Matcher matcher = RUNNING.matcher(client.raw("/metrics"));
        while (matcher.find()) {
            running.merge(matcher.group(1), Integer.valueOf(matcher.group(2)), Integer::sum);
        }
        return running;
    }

    private static Map<String, Integer> more(Map<String, Integer> before, Map<String, Integer> now) {
        Map<String, Integer> more = new TreeMap<>();
        now.forEach((kind, count) -> {
            int added = count - before.getOrDefault(kind, 0);
            if (added != 0) {
                more.put(kind, added);
            }
        });
        return more;
    }
}
