package io.enidirect.simulator.cloud;

import io.enidirect.simulator.dataplane.DataPlane.Health;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Targets: bound, unbound, weighed and read. */
final class TargetActions {
    private static final List<String> FILTERS = List.of("location-id", "private-ip-address", "tag");
    private static final int BATCH = 500;
    private static final int FAMILY = 20;
    private static final int WEIGHT_RULES = 100;
    private static final int TARGETS_OF_WEIGHT_RULE = 50;

    private final Account account;
    private final Bindings bindings;

    TargetActions(Account account) {
        this.account = account;
        this.bindings = new Bindings(account);
    }

    Object batchRegister(Invocation call) {
        return batch(call, bindings::register);
    }

    Object batchDeregister(Invocation call) {
        return batch(call, bindings::deregister);
    }

    /** Applied listener by listener: all targets of one, or none of them. */
    @SuppressWarnings("ReferenceEquality") // a load balancer that nothing happened to is the same one
    private Object batch(Invocation call, BiFunction<LoadBalancer, List<Binding>, LoadBalancer> change) {
        String id = call.params().text("LoadBalancerId");
        List<Binding> wanted = parse(call, call.params().objects("Targets"), BATCH);
        LoadBalancer loadBalancer = account.writable(id);
        wanted.forEach(binding -> binding.checkBackend(loadBalancer));
        Map<String, List<Binding>> byListener = new LinkedHashMap<>();
        wanted.forEach(binding -> byListener
                .computeIfAbsent(binding.listener(), listener -> new ArrayList<>())
                .add(binding));
        List<String> failed = new ArrayList<>();
        String message = "";
        LoadBalancer changed = loadBalancer;
        for (Map.Entry<String, List<Binding>> one : byListener.entrySet()) {
            try {
                if (call.twist().fails(Ordered.require(changed.listeners(), one.getKey()))) {
                    throw new BindingRefused("The listener " + one.getKey() + " failed.");
                }
                changed = change.apply(changed, one.getValue());
            } catch (BindingRefused e) {
                failed.add(one.getKey());
                message = String.valueOf(e.getMessage());
            }
        }
        account.requireUnlocked(id);
        LoadBalancer result = changed;
        if (result != loadBalancer) {
            account.apply(world -> world.with(result));
        }
        account.endedTask(call, id);
        if (account.settings().busyAfterBatchMillis() > 0) {
            account.tasks().lock(id, account.now().plusMillis(account.settings().busyAfterBatchMillis()));
        }
        return new Wire.Batch(failed, message);
    }

    private static List<Binding> parse(Invocation call, List<Params> targets, int limit) {
        if (!call.params().has("Targets")) {
            throw ApiError.missing("Targets");
        }
        if (targets.isEmpty()) {
            throw new ApiError("InvalidParameterValue.Length", "Length of .Targets should be greater than 0");
        }
        Checks.atMost(targets, "Targets", limit);
        List<Binding> wanted = targets.stream().map(Binding::of).toList();
        checkDistinct(wanted);
        return wanted;
    }

    private static void checkDistinct(List<Binding> wanted) {
        Checks.distinct("Targets", wanted.stream().map(Binding::identity));
    }

    Object register(Invocation call) {
        return family(call, bindings::register);
    }

    Object deregister(Invocation call) {
        return family(call, bindings::deregister);
    }

    /** RegisterTargets and DeregisterTargets: one backend, asynchronous, all or none. */
    private Object family(Invocation call, BiFunction<LoadBalancer, List<Binding>, LoadBalancer> change) {
        String id = call.params().text("LoadBalancerId");
        List<Params> targets = call.params().objects("Targets");
        List<Binding> wanted = parse(call, targets, FAMILY);
        LoadBalancer loadBalancer = account.writable(id);
        Backend backend = Backend.of(loadBalancer, call.params());
        List<Binding> placed =
                wanted.stream().map(binding -> binding.behind(backend)).toList();
        try {
            LoadBalancer unused = change.apply(loadBalancer, placed);
        } catch (BindingRefused e) {
            throw new ApiError("InvalidParameter", String.valueOf(e.getMessage()));
        }
        account.accept(
                call,
                id,
                world -> world.change(id, old -> {
                    try {
                        return change.apply(old, placed);
                    } catch (BindingRefused | ApiError e) {
                        return old; // changed by hand since the call was checked
                    }
                }));
        return new Wire.Nothing();
    }

    Object batchWeights(Invocation call) {
        String id = call.params().text("LoadBalancerId");
        List<Params> rules = call.params().objects("ModifyList");
        if (rules.isEmpty()) {
            throw ApiError.missing("ModifyList");
        }
        Checks.atMost(rules, "ModifyList", WEIGHT_RULES);
        LoadBalancer loadBalancer = account.writable(id);
        List<Binding> wanted = new ArrayList<>();
        rules.forEach(rule -> wanted.addAll(weights(loadBalancer, rule, TARGETS_OF_WEIGHT_RULE)));
        Checks.atMost(wanted, "Targets", BATCH);
        return weigh(call, id, loadBalancer, wanted);
    }

    Object weight(Invocation call) {
        String id = call.params().text("LoadBalancerId");
        LoadBalancer loadBalancer = account.writable(id);
        return weigh(call, id, loadBalancer, weights(loadBalancer, call.params(), FAMILY));
    }

    /** A target's own weight counts before that of its group. */
    private static List<Binding> weights(LoadBalancer loadBalancer, Params group, int limit) {
        Checks.optionalRange(group, "Weight", 0, 100);
        List<Params> targets = group.objects("Targets");
        if (targets.isEmpty()) {
            throw ApiError.missing("Targets");
        }
        Checks.atMost(targets, "Targets", limit);
        Backend backend = Backend.of(loadBalancer, group);
        int common = group.numberOr("Weight", Binding.DEFAULT_WEIGHT);
        return targets.stream()
                .map(target -> Binding.of(target, common).behind(backend))
                .toList();
    }

    private Object weigh(Invocation call, String id, LoadBalancer loadBalancer, List<Binding> wanted) {
        checkDistinct(wanted);
        try {
            Bindings.weigh(loadBalancer, wanted, false);
        } catch (BindingRefused e) {
            throw new ApiError("InvalidParameter", String.valueOf(e.getMessage()));
        }
        account.accept(call, id, world -> world.change(id, old -> Bindings.weigh(old, wanted, true)));
        return new Wire.Nothing();
    }

    Object describe(Invocation call) {
        Params params = call.params();
        Checks.atMost(params.texts("ListenerIds"), "ListenerIds", 20);
        List<String> rules = filtered(params, "location-id");
        Predicate<Target> meant =
                addressed(filtered(params, "private-ip-address")).and(tagged(filtered(params, "tag")));
        boolean all = !params.has("Filters");
        List<Listener> found = account.listeners(call);
        return new Wire.Targets(found.stream()
                .filter(listener -> rules.isEmpty() || rules.stream().anyMatch(listener.rules()::containsKey))
                .filter(listener ->
                        all || !rules.isEmpty() || listener.allTargets().anyMatch(meant))
                .map(listener ->
                        Outputs.backends(listener, rule -> rules.isEmpty() || rules.contains(rule.id()), meant))
                .toList());
    }

    private static Predicate<Target> addressed(List<String> addresses) {
        return target -> addresses.isEmpty() || addresses.contains(target.ip());
    }

    private static Predicate<Target> tagged(List<String> tags) {
        return target -> tags.isEmpty() || tags.contains(target.tag());
    }

    private static List<String> filtered(Params params, String wanted) {
        List<String> values = new ArrayList<>();
        for (Params filter : Checks.filters(params)) {
            String name = filter.text("Name");
            if (!FILTERS.contains(name)) {
                throw new ApiError("InvalidParameterValue.InvalidFilter", "The filter " + name + " is not known.");
            }
            if (name.equals(wanted)) {
                values.addAll(filter.texts("Values"));
            }
        }
        return values;
    }

    Object health(Invocation call) {
        List<String> ids = call.params().texts("LoadBalancerIds");
        if (ids.isEmpty()) {
            throw ApiError.missing("LoadBalancerIds");
        }
        Checks.atMost(ids, "LoadBalancerIds", 30);
        List<String> only = call.params().texts("ListenerIds");
        List<String> rules = call.params().texts("LocationIds");
        List<Wire.LoadBalancerHealth> healths = new ArrayList<>();
        for (String id : ids) {
            LoadBalancer loadBalancer = account.require(id);
            healths.add(new Wire.LoadBalancerHealth(
                    id,
                    loadBalancer.name(),
                    loadBalancer.listeners().values().stream()
                            .filter(listener -> only.isEmpty() || only.contains(listener.id()))
                            .filter(listener ->
                                    rules.isEmpty() || rules.stream().anyMatch(listener.rules()::containsKey))
                            .map(listener -> health(listener, rules))
                            .toList()));
        }
        return new Wire.Healths(healths);
    }

    /** The targets of an L4 listener come below one rule without a domain. */
    private Wire.ListenerHealth health(Listener listener, List<String> only) {
        List<Wire.RuleHealth> rules = listener.protocol().layer7()
                ? listener.rules().values().stream()
                        .filter(rule -> only.isEmpty() || only.contains(rule.id()))
                        .map(rule -> new Wire.RuleHealth(
                                rule.id(), rule.domain(), rule.url(), health(listener, rule.id(), rule.targets())))
                        .toList()
                : List.of(new Wire.RuleHealth(null, null, null, health(listener, null, listener.targets())));
        return new Wire.ListenerHealth(
                listener.id(), listener.name(), listener.protocol().name(), listener.port(), rules);
    }

    private String detail(Health health) {
        return switch (health) {
            case ALIVE -> "Alive";
            case DEAD -> "Dead";
            case UNKNOWN -> "Unknown";
            case CLOSE -> account.settings().follows(Reading.UNCHECKED_IS_ALIVE) ? "Alive" : "Close";
        };
    }

    private List<Wire.TargetHealth> health(Listener listener, @Nullable String rule, List<Target> targets) {
        Map<String, Health> known = account.frontends().health(listener, rule);
        return targets.stream()
                .map(target -> {
                    Health health = known.getOrDefault(target.ip() + ":" + target.port(), Health.UNKNOWN);
                    String detail = detail(health);
                    return new Wire.TargetHealth(
                            target.ip(),
                            target.port(),
                            health == Health.ALIVE || health == Health.CLOSE,
                            "",
                            detail,
                            detail,
                            "",
                            target.weight());
                })
                .toList();
    }
}
