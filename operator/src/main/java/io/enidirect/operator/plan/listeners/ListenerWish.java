package io.enidirect.operator.plan.listeners;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.model.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A listener as its parts want it.
 *
 * @param parts the one of an L4 listener, or all with a rule on an L7 listener: it is wanted as long as one of them is
 */
public record ListenerWish(ListenerKey key, List<Part> parts) {
    public ListenerWish {
        parts = List.copyOf(parts);
    }

    public static SortedMap<ListenerKey, ListenerWish> of(List<Part> parts) {
        SortedMap<ListenerKey, List<Part>> byListener = new TreeMap<>();
        parts.forEach(part -> byListener
                .computeIfAbsent(part.backend().listener(), key -> new ArrayList<>())
                .add(part));
        SortedMap<ListenerKey, ListenerWish> wishes = new TreeMap<>();
        byListener.forEach((key, there) -> wishes.put(key, new ListenerWish(key, there)));
        return wishes;
    }

    /** Rules have settings of their own. */
    BackendSettings settings() {
        return key.protocol().layer7()
                ? BackendSettings.UNSPECIFIED
                : parts.get(0).settings();
    }

    /** Whether it is there only for the sake of what takes its place. */
    public boolean replaced() {
        return parts.stream().allMatch(part -> part.standing() == Part.Standing.REPLACED);
    }

    public boolean all(Predicate<Part> which) {
        return parts.stream().allMatch(which);
    }

    Set<SourceRef> sources() {
        return parts.stream().map(Part::source).collect(Collectors.toSet());
    }
}
