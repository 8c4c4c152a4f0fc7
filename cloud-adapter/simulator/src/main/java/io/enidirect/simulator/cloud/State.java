package io.enidirect.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything there is, for tests to look at. Settings are the API's own objects, with the cloud's defaults filled in.
 *
 * @param runningTasks the ids of tasks that have not ended
 */
public record State(List<LoadBalancer> loadBalancers, List<Certificate> certificates, List<String> runningTasks) {

    /**
     * One load balancer.
     *
     * @param running false while it is being made
     * @param vip null until it runs
     */
    public record LoadBalancer(
            String id,
            String name,
            boolean running,
            @Nullable String vip,
            Map<String, String> tags,
            List<String> securityGroups,
            boolean isolated,
            JsonNode attributes,
            List<Listener> listeners) {

        public Optional<Listener> listener(Protocol protocol, int port) {
            return listeners.stream()
                    .filter(listener -> listener.protocol() == protocol && listener.port() == port)
                    .findFirst();
        }
    }

    /** One listener; targets are on L4, rules on L7. */
    public record Listener(
            String id,
            Protocol protocol,
            int port,
            String name,
            JsonNode settings,
            List<Target> targets,
            List<Rule> rules) {}

    /** One rule. */
    public record Rule(
            String id, String domain, String url, boolean defaultDomain, JsonNode settings, List<Target> targets) {}

    /** One target. */
    public record Target(String ip, int port, int weight) {}

    /** One uploaded certificate. */
    public record Certificate(String id, String alias) {}

    public Optional<LoadBalancer> loadBalancer(String id) {
        return loadBalancers.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    static State of(World world, List<String> runningTasks) {
        return new State(
                world.loadBalancers().values().stream().map(State::of).toList(),
                world.certificates().values().stream()
                        .map(certificate -> new Certificate(certificate.id(), certificate.alias()))
                        .toList(),
                runningTasks);
    }

    private static LoadBalancer of(io.enidirect.simulator.cloud.LoadBalancer from) {
        return new LoadBalancer(
                from.id(),
                from.name(),
                from.running(),
                from.vip(),
                from.tags(),
                from.securityGroups(),
                from.isolated(),
                from.attributes().node(),
                from.listeners().values().stream().map(State::of).toList());
    }

    private static Listener of(io.enidirect.simulator.cloud.Listener from) {
        return new Listener(
                from.id(),
                from.protocol(),
                from.port(),
                from.name(),
                from.settings().node(),
                targets(from.targets()),
                from.rules().values().stream()
                        .map(rule -> new Rule(
                                rule.id(),
                                rule.domain(),
                                rule.url(),
                                rule.domain().equals(from.defaultDomain()),
                                rule.settings().node(),
                                targets(rule.targets())))
                        .toList());
    }

    private static List<Target> targets(List<io.enidirect.simulator.cloud.Target> from) {
        return from.stream()
                .map(target -> new Target(target.ip(), target.port(), target.weight()))
                .toList();
    }
}
