package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.udp;
import static io.enidirect.operator.apply.Cluster.State.READY;
import static io.enidirect.operator.apply.Cluster.State.TERMINATING;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The life of a Service: made, rolled, given another port, and deleted. */
final class Workload {
    private static final Cluster.Port HTTP = new Cluster.Port("http", 80, "TCP", 8080);
    private static final Cluster.Port MOVED = new Cluster.Port("http", 81, "TCP", 8080);

    /**
     * How a phase ended.
     *
     * @param loadBalancers their ids
     * @param listenersMade how many there were so far: the fake counts their ids up
     */
    record End(List<String> loadBalancers, int listenersMade, List<Integer> ports, Map<String, Integer> targets) {
        End masked() {
            return new End(List.of(loadBalancers.size() + " there"), 0, ports, targets);
        }
    }

    final Cluster cluster = new Cluster();
    final Loop loop;
    private int listenersMade;
    private final Map<String, Runnable> phases = new LinkedHashMap<>();

    Workload() {
        cluster.service("web", HTTP, udp(53, 5353));
        cluster.pods("web", 3);
        loop = Loop.ofWeb(cluster);
        phases.put("made", () -> {});
        phases.put("another pod", () -> cluster.pod("web-4", "web", "10.0.9.4", READY));
        phases.put("a pod terminates", () -> cluster.pod("web-1", TERMINATING));
        phases.put("a pod is gone", () -> cluster.removePod("web-1"));
        phases.put("another port number", () -> cluster.service("web", MOVED, udp(53, 5353)));
        phases.put("one port less", () -> cluster.service("web", MOVED));
        phases.put("deleted", () -> {
            cluster.delete("web");
            loop.deleteObject();
        });
    }

    /** Runs all phases, each until this has it settled. */
    List<End> run(Consumer<Loop> settle) {
        List<End> ends = new ArrayList<>();
        phases.forEach((name, change) -> {
            change.run();
            try {
                settle.accept(loop);
            } catch (AssertionError e) {
                throw new AssertionError("In phase '" + name + "': " + e.getMessage(), e);
            }
            ends.add(end());
        });
        return ends;
    }

    private End end() {
        List<String> ids =
                loop.loadBalancers().stream().map(each -> each.id().value()).toList();
        if (ids.isEmpty()) {
            return new End(ids, listenersMade, List.of(), Map.of());
        }
        loop.listeners()
                .values()
                .forEach(each -> listenersMade = Math.max(
                        listenersMade, Integer.parseInt(each.id().value().substring("lbl-".length()))));
        List<Integer> ports = loop.listeners().values().stream()
                .map(each -> each.key().port())
                .toList();
        return new End(ids, listenersMade, ports, new TreeMap<>(loop.targets()));
    }
}
