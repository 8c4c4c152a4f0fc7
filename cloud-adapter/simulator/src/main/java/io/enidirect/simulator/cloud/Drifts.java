package io.enidirect.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes changes by hand, with none of the API's checks. */
final class Drifts {
    private final Account account;

    Drifts(Account account) {
        this.account = account;
    }

    /** The id of what was added, or an empty text. */
    String apply(Drift drift) {
        switch (drift.change()) {
            case ADD_LOAD_BALANCER -> {
                return addLoadBalancer(drift);
            }
            case ADD_LISTENER -> {
                return addListener(drift);
            }
            case DELETE_LOAD_BALANCER ->
                account.apply(world -> world.without(Set.of(loadBalancer(drift).id())));
            case RENAME_LOAD_BALANCER -> attribute(drift, node -> node.put("LoadBalancerName", drift.name()));
            case MODIFY_LOAD_BALANCER -> {
                Params settings = params(need("settings", drift.settings()));
                change(drift, old -> old.withAttributes(LoadBalancerActions.modified(old, settings)));
            }
            case SET_SECURITY_GROUPS -> {
                List<String> groups = params(need("settings", drift.settings())).texts("SecurityGroups");
                change(drift, old -> old.withSecurityGroups(groups));
            }
            case PROTECT -> attribute(drift, node -> node.put("DeleteProtect", true));
            case UNPROTECT -> attribute(drift, node -> node.put("DeleteProtect", false));
            case ISOLATE -> change(drift, old -> old.isolated(true));
            case RESTORE -> change(drift, old -> old.isolated(false));
            case LOCK ->
                account.tasks()
                        .lock(loadBalancer(drift).id(), account.now().plusMillis(need("amount", drift.amount())));
            case TRAFFIC ->
                change(
                        drift,
                        old -> old.withTraffic(need("amount", drift.amount()).intValue()));
            case SET_TAG ->
                change(
                        drift,
                        old -> old.withTags(
                                Ordered.plus(old.tags(), need("name", drift.name()), need("value", drift.value()))));
            case REMOVE_TAG ->
                change(drift, old -> old.withTags(Ordered.minus(old.tags(), Set.of(need("name", drift.name())))));
            case DELETE_LISTENER -> {
                String id = listener(drift).id();
                change(
                        drift,
                        old -> Rewrites.withoutBroken(old.withListeners(Ordered.minus(old.listeners(), Set.of(id)))));
            }
            case MODIFY_LISTENER -> {
                Params settings = params(need("settings", drift.settings()));
                listener(
                        drift,
                        old -> old.withSettings(
                                settings.textOr("ListenerName", old.name()),
                                ListenerActions.modified(old.settings(), settings.without("ListenerName"))));
            }
            case ADD_TARGET ->
                targets(drift, targets -> {
                    int weight = need("weight", drift.weight());
                    targets.add(
                            new Target(need("ip", drift.ip()), need("port", drift.port()), weight, "", account.now()));
                });
            case REMOVE_TARGET -> targets(drift, targets -> targets.removeIf(target -> isMeant(drift, target)));
            case SET_WEIGHT ->
                targets(
                        drift,
                        targets -> targets.replaceAll(target ->
                                isMeant(drift, target) ? target.withWeight(need("weight", drift.weight())) : target));
        }
        return "";
    }

    private String addLoadBalancer(Drift drift) {
        ObjectNode attributes = (ObjectNode) need("settings", drift.settings()).deepCopy();
        String id = account.ids().next("lb");
        Map<String, String> tags = new LinkedHashMap<>();
        new Params(attributes).objects("Tags").forEach(tag -> tags.put(tag.text("TagKey"), tag.text("TagValue")));
        attributes.remove("Tags");
        ObjectNode defaults = JsonNodeFactory.instance
                .objectNode()
                .put("LoadBalancerName", id)
                .put("LoadBalancerType", "OPEN")
                .put("VpcId", "vpc-default");
        LoadBalancer made = new LoadBalancer(
                id,
                new Params(defaults).with(new Params(attributes)),
                false,
                null,
                tags,
                List.of(),
                false,
                0,
                account.now(),
                Map.of());
        String vip = account.addressOf(made);
        account.apply(world -> world.with(made.running(vip)));
        return id;
    }

    private String addListener(Drift drift) {
        Protocol protocol = need("protocol", drift.protocol());
        int port = need("port", drift.port());
        boolean taken = loadBalancer(drift).listeners().values().stream()
                .anyMatch(other -> other.port() == port && other.protocol().udp() == protocol.udp());
        if (taken) {
            throw new IllegalArgumentException("The port " + port + " is taken");
        }
        String id = account.ids().next("lbl");
        Listener made = new Listener(
                id,
                protocol,
                port,
                drift.name() == null ? "" : drift.name(),
                Defaults.listener(protocol, new Params(JsonNodeFactory.instance.objectNode())),
                List.of(),
                Map.of(),
                null,
                account.now());
        change(drift, old -> old.withListeners(Ordered.plus(old.listeners(), id, made)));
        return id;
    }

    private void targets(Drift drift, Consumer<List<Target>> change) {
        listener(
                drift,
                old -> old.withTargetsOf(drift.rule(), targets -> {
                    List<Target> changed = new ArrayList<>(targets);
                    change.accept(changed);
                    return changed;
                }));
    }

    private static boolean isMeant(Drift drift, Target target) {
        return target.at(need("ip", drift.ip()), need("port", drift.port()));
    }

    private void attribute(Drift drift, UnaryOperator<ObjectNode> change) {
        change(
                drift,
                old -> old.withAttributes(
                        new Params(change.apply(old.attributes().node().deepCopy()))));
    }

    private void change(Drift drift, UnaryOperator<LoadBalancer> change) {
        String id = loadBalancer(drift).id();
        account.apply(world -> world.change(id, change));
    }

    private void listener(Drift drift, UnaryOperator<Listener> change) {
        String id = listener(drift).id();
        change(drift, old -> old.withListener(id, change));
    }

    private LoadBalancer loadBalancer(Drift drift) {
        String id = need("loadBalancer", drift.loadBalancer());
        return account.world()
                .loadBalancer(id)
                .orElseThrow(() -> new IllegalArgumentException("There is no load balancer " + id));
    }

    private Listener listener(Drift drift) {
        String name = need("listener", drift.listener());
        return loadBalancer(drift).listeners().values().stream()
                .filter(each ->
                        each.id().equals(name) || String.valueOf(each.port()).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no listener " + name));
    }

    private static Params params(JsonNode settings) {
        return new Params((ObjectNode) settings);
    }

    private static <T> T need(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("The change needs a " + field);
        }
        return value;
    }
}
