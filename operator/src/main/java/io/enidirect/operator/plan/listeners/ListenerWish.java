package io.enidirect.operator.plan.listeners;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.desired.model.ListenerWords;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.record.Setting;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A listener as its parts want it.
 *
 * @param parts the one of an L4 listener, or all with a rule on an L7 listener: it is wanted as long as one of them is
 * @param words what is said of it as such
 */
public record ListenerWish(ListenerKey key, List<Part> parts, ListenerWords words) {
    public ListenerWish {
        parts = List.copyOf(parts);
    }

    public static SortedMap<ListenerKey, ListenerWish> of(Desired.State desired) {
        Map<ListenerKey, ListenerWords> words =
                desired.listeners().stream().collect(Collectors.toMap(ListenerWords::listener, Function.identity()));
        SortedMap<ListenerKey, List<Part>> byListener = new TreeMap<>();
        desired.parts()
                .forEach(part -> byListener
                        .computeIfAbsent(part.backend().listener(), key -> new ArrayList<>())
                        .add(part));
        SortedMap<ListenerKey, ListenerWish> wishes = new TreeMap<>();
        byListener.forEach((key, there) -> wishes.put(
                key,
                new ListenerWish(
                        key,
                        there,
                        words.getOrDefault(
                                key, new ListenerWords(key, null, ListenerSettings.UNSPECIFIED, Set.of())))));
        return wishes;
    }

    /** Rules have settings of their own. */
    public ListenerSettings settings() {
        return key.protocol().layer7() || parts.get(0).standing() != Part.Standing.WANTED
                ? words.settings()
                : words.settings().over(ListenerSettings.of(parts.get(0).settings()));
    }

    /** Which of the settings a user's word set. */
    public Set<Setting> named() {
        Set<Setting> named = EnumSet.noneOf(Setting.class);
        named.addAll(words.named());
        if (!key.protocol().layer7()) {
            named.addAll(parts.get(0).named());
        }
        return named;
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
