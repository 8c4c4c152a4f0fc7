package io.enidirect.cloud.tencent;

import io.enidirect.cloud.Binding;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.RuleId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The search for what makes a batch fail. A refused batch is remembered as two groups of suspects; each goes alone in a
 * later call, and splits again, until a culprit stands alone. It stays a suspect: asked again, it goes by itself.
 *
 * <p>What nobody suspects always goes first, so that a culprit delays none of its neighbours.
 */
final class Splits {
    /** In each search. Older ones are forgotten: then a culprit costs another search, and nothing else. */
    private static final int MOST_SUSPECTS = 2_000;

    private static final Comparator<Binding> ORDER = Comparator.comparing(
                    (Binding binding) -> binding.backend().listener())
            .thenComparing(
                    binding -> binding.backend().rule(), Comparator.nullsFirst(Comparator.<RuleId>naturalOrder()))
            .thenComparing(Binding::target);

    private final Map<Search, List<Set<Binding>>> suspects = new HashMap<>();

    /** What to send now of what is asked, in a fixed order. */
    synchronized List<Binding> next(LoadBalancerId loadBalancer, Action action, Set<Binding> asked) {
        List<Set<Binding>> groups = suspects.getOrDefault(new Search(loadBalancer, action), List.of());
        Set<Binding> innocent = new HashSet<>(asked);
        groups.forEach(innocent::removeAll);
        if (!innocent.isEmpty()) {
            return sorted(innocent);
        }
        for (Set<Binding> group : groups) {
            Set<Binding> part = new HashSet<>(group);
            part.retainAll(asked);
            if (!part.isEmpty()) {
                return sorted(part);
            }
        }
        return List.of();
    }

    /** These were refused together, or got no answer together: from now on they go in halves. */
    synchronized void halve(LoadBalancerId loadBalancer, Action action, List<Binding> together) {
        forget(loadBalancer, action, together);
        List<Set<Binding>> groups =
                suspects.computeIfAbsent(new Search(loadBalancer, action), search -> new ArrayList<>());
        if (together.size() == 1) {
            groups.add(new HashSet<>(together));
        } else {
            int middle = (together.size() + 1) / 2;
            // in front, so that one search ends before the next begins, and both before known culprits
            groups.add(0, new HashSet<>(together.subList(0, middle)));
            groups.add(1, new HashSet<>(together.subList(middle, together.size())));
        }
        while (groups.size() > 1 && groups.stream().mapToInt(Set::size).sum() > MOST_SUSPECTS) {
            groups.remove(groups.size() - 1);
        }
    }

    /** These are done. */
    synchronized void forget(LoadBalancerId loadBalancer, Action action, Collection<Binding> settled) {
        suspects.computeIfPresent(new Search(loadBalancer, action), (search, groups) -> {
            settled.forEach(binding -> groups.forEach(group -> group.remove(binding)));
            groups.removeIf(Set::isEmpty);
            return groups.isEmpty() ? null : groups;
        });
    }

    /** The load balancer is gone. */
    synchronized void forget(LoadBalancerId loadBalancer) {
        suspects.keySet().removeIf(search -> search.loadBalancer().equals(loadBalancer));
    }

    private static List<Binding> sorted(Set<Binding> bindings) {
        return bindings.stream().sorted(ORDER).toList();
    }

    private record Search(LoadBalancerId loadBalancer, Action action) {}
}
