package io.enidirect.cloud;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The bindings of one load balancer. */
final class FakeTargets {
    private static final int MAX_BATCH = 500;
    private static final Comparator<Binding> ORDER =
            Comparator.comparing((Binding each) -> each.backend().toString()).thenComparing(Binding::target);

    private final boolean ipv6;
    private final Map<ListenerId, FakeListener> listeners;
    private final Supplier<Quotas> quotas;
    private final Map<Binding, Integer> weights = new LinkedHashMap<>();
    private final Map<Binding, Health> health = new HashMap<>();
    private final Map<Target, CloudException> refusals = new HashMap<>();
    private final Set<Binding> forgotten = new HashSet<>();

    FakeTargets(boolean ipv6, Map<ListenerId, FakeListener> listeners, Supplier<Quotas> quotas) {
        this.ipv6 = ipv6;
        this.listeners = listeners;
        this.quotas = quotas;
    }

    static List<Binding> ordered(Set<Binding> bindings) {
        return bindings.stream().sorted(ORDER).toList();
    }

    Map<Binding, Integer> weights() {
        return Map.copyOf(weights);
    }

    Map<Binding, Health> health() {
        Map<Binding, Health> all = new HashMap<>();
        weights.keySet().forEach(binding -> all.put(binding, health.getOrDefault(binding, Health.ALIVE)));
        return Map.copyOf(all);
    }

    BatchResult register(Map<Binding, Integer> asked) {
        return batch(asked.keySet(), binding -> {
            Optional<CloudException> refusal = refusal(binding);
            if (refusal.isEmpty() && !forgotten.remove(binding)) {
                put(binding, Binding.requireWeight(asked.getOrDefault(binding, Binding.DEFAULT_WEIGHT)));
            }
            return refusal;
        });
    }

    BatchResult deregister(Set<Binding> asked) {
        return batch(asked, binding -> {
            weights.remove(binding);
            return Optional.empty();
        });
    }

    FakeChange<BatchResult> reweigh(Map<Binding, Integer> asked) {
        asked.values().forEach(Binding::requireWeight);
        BatchResult result = batch(
                asked.keySet(),
                binding -> weights.containsKey(binding)
                        ? Optional.empty()
                        : Optional.of(new CloudException.NotFound(
                                "BatchModifyTargetWeight", "InvalidParameter", binding + " is not bound", null)));
        return FakeChange.of(
                result, () -> result.done().forEach(done -> weights.replace(done, asked.getOrDefault(done, 0))));
    }

    void put(Binding binding, int weight) {
        weights.put(binding, weight);
    }

    void remove(Binding binding) {
        weights.remove(binding);
    }

    void removeOf(ListenerId listener) {
        weights.keySet().removeIf(binding -> binding.backend().listener().equals(listener));
    }

    void removeOf(RuleId rule) {
        weights.keySet().removeIf(binding -> rule.equals(binding.backend().rule()));
    }

    void report(Binding binding, Health state) {
        health.put(binding, state);
    }

    void forget(Binding binding) {
        forgotten.add(binding);
    }

    void refuse(Target target, CloudException refusal) {
        refusals.put(target, refusal);
    }

    void refuseNoMore(Target target) {
        refusals.remove(target);
    }

    private static BatchResult batch(Set<Binding> asked, Function<Binding, Optional<CloudException>> refusal) {
        List<Binding> ordered = ordered(asked);
        int sent = Math.min(MAX_BATCH, ordered.size());
        Set<Binding> done = new LinkedHashSet<>();
        Map<Binding, CloudException> refused = new LinkedHashMap<>();
        for (Binding binding : ordered.subList(0, sent)) {
            refusal.apply(binding).ifPresentOrElse(why -> refused.put(binding, why), () -> done.add(binding));
        }
        return new BatchResult(done, refused, Set.copyOf(ordered.subList(sent, ordered.size())));
    }

    private Optional<CloudException> refusal(Binding binding) {
        String action = "BatchRegisterTargets";
        ListenerId id = binding.backend().listener();
        RuleId rule = binding.backend().rule();
        FakeListener listener = listeners.get(id);
        if (listener == null) {
            return Optional.of(Failures.noListener(action, id));
        }
        if (listener.key().protocol().layer7() != (rule != null)) {
            return Optional.of(Failures.rejected(action, "InvalidParameter.ProtocolCheckFailed", "" + binding));
        }
        if (rule != null && !listener.has(rule)) {
            return Optional.of(Failures.noRule(action, rule));
        }
        if (binding.target().ip().contains(":") != ipv6) {
            return Optional.of(Failures.rejected(action, "InvalidParameterValue", binding + " is of another family"));
        }
        CloudException scripted = refusals.get(binding.target());
        if (scripted != null) {
            return Optional.of(scripted);
        }
        if (weights.containsKey(binding)) {
            return Optional.of(
                    Failures.conflict(action, "InvalidParameterValue.Duplicate", binding + " is already bound"));
        }
        if (rule == null && weights.keySet().stream().anyMatch(other -> rivals(listener, binding, other))) {
            return Optional.of(Failures.conflict(
                    action, "InvalidParameter.PortCheckFailed", binding.target() + " stands behind another listener"));
        }
        Integer most = quotas.get().targetsPerBackend();
        if (most != null
                && weights.keySet().stream()
                                .filter(other -> other.backend().equals(binding.backend()))
                                .count()
                        >= most) {
            return Optional.of(Failures.quota(action, "TOTAL_TARGET_BIND_QUOTA of " + binding.backend()));
        }
        return Optional.empty();
    }

    /** One address stands behind one L4 backend of a class only; rules are exempt (CLB documentation 214/6151). */
    private boolean rivals(FakeListener listener, Binding binding, Binding other) {
        FakeListener holder = listeners.get(other.backend().listener());
        return other.target().equals(binding.target())
                && other.backend().rule() == null
                && holder != null
                && holder.key().protocol().portClass()
                        == listener.key().protocol().portClass();
    }
}
