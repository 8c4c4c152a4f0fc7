package io.enidirect.operator.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * The lists of a TkeServiceConfig with what they lack of its source's parts, and without what was only there for parts that
 * have gone. An entry that holds anything but an address is its user's, and so are those around it: not a letter of them
 * changes.
 */
public final class FragmentMerge {
    private static final String L4 = "l4Listeners";
    private static final String L7 = "l7Listeners";
    private static final String DOMAINS = "domains";
    private static final String RULES = "rules";

    private static final Set<String> OF_L4 = Set.of("protocol", "port");
    private static final Set<String> OF_L7 = Set.of("protocol", "port", DOMAINS);
    private static final Set<String> OF_HOST = Set.of("domain", RULES);
    private static final Set<String> OF_RULE = Set.of("url");

    /** What is wanted and not yet there. */
    private final Set<Fragment> open;

    private final boolean takes;

    /**
     * What came of it.
     *
     * @param readable its lists are lists, and their entries objects
     * @param lists those that differ now, whole, by their name
     */
    public record Result(boolean readable, Map<String, ArrayNode> lists) {
        public Result {
            lists = Map.copyOf(lists);
        }
    }

    private FragmentMerge(Collection<Fragment> wanted, boolean takes) {
        this.open = new LinkedHashSet<>(wanted);
        this.takes = takes;
    }

    /**
     * Of what an object says; that stays as it is.
     *
     * @param spec missing or null: it says nothing
     * @param wanted the fragments of all the parts that its source has
     * @param takes whether what is there for no part goes: out of an object that somebody else made nothing does
     */
    public static Result of(JsonNode spec, Collection<Fragment> wanted, boolean takes) {
        JsonNode tuning = spec.path("loadBalancer");
        if (!isObject(spec) || !isObject(tuning) || !isList(tuning.path(L4)) || !isL7List(tuning.path(L7))) {
            return new Result(false, Map.of());
        }
        FragmentMerge merge = new FragmentMerge(wanted, takes);
        ArrayNode l4 = copy(tuning.path(L4));
        ArrayNode l7 = copy(tuning.path(L7));
        merge.l4(l4);
        merge.l7(l7);
        Map<String, ArrayNode> lists = new HashMap<>();
        Map.of(L4, l4, L7, l7).forEach((name, list) -> {
            if (!list.equals(copy(tuning.path(name)))) {
                lists.put(name, list);
            }
        });
        return new Result(true, lists);
    }

    private static boolean isL7List(JsonNode listeners) {
        return isList(listeners)
                && all(
                        listeners,
                        listener -> isList(listener.path(DOMAINS))
                                && all(listener.path(DOMAINS), host -> isList(host.path(RULES))));
    }

    private static boolean isList(JsonNode list) {
        return isNothing(list) || (list.isArray() && all(list, JsonNode::isObject));
    }

    private static boolean isObject(JsonNode value) {
        return isNothing(value) || value.isObject();
    }

    private static boolean isNothing(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static boolean all(JsonNode list, Predicate<JsonNode> test) {
        return StreamSupport.stream(list.spliterator(), false).allMatch(test);
    }

    private static ArrayNode copy(JsonNode list) {
        return isNothing(list) ? JsonNodeFactory.instance.arrayNode() : list.deepCopy();
    }

    private void l4(ArrayNode listeners) {
        covered(listeners, OF_L4, Fragment::listener);
        keepOnce(listeners, OF_L4, Fragment::listener);
        open.stream().filter(fragment -> !fragment.isRule()).forEach(fragment -> listeners.add(fragment.newListener()));
        open.removeIf(fragment -> !fragment.isRule());
    }

    private void l7(ArrayNode listeners) {
        hosts(listeners, (host, entry) -> covered(entry.path(RULES), OF_RULE, host::rule));
        hosts(listeners, (host, entry) -> keepOnce(entry.path(RULES), OF_RULE, host::rule));
        add(listeners);
        if (takes) {
            listeners.forEach(listener -> removeIf(
                    listener.path(DOMAINS),
                    host -> isBare(host, OF_HOST) && host.path(RULES).isEmpty()));
            removeIf(
                    listeners,
                    listener ->
                            isBare(listener, OF_L7) && listener.path(DOMAINS).isEmpty());
        }
    }

    private static void hosts(ArrayNode listeners, BiConsumer<Fragment, ObjectNode> each) {
        for (JsonNode listener : listeners) {
            Fragment key = Fragment.listener(listener);
            listener.path(DOMAINS).forEach(host -> each.accept(key.host(host), (ObjectNode) host));
        }
    }

    private static boolean isBare(JsonNode entry, Set<String> address) {
        return entry.propertyStream()
                .allMatch(field ->
                        address.contains(field.getKey()) || field.getValue().isNull());
    }

    /** What a user wrote of a part is there for it. */
    private void covered(JsonNode entries, Set<String> address, Function<JsonNode, Fragment> fragment) {
        entries.forEach(entry -> {
            if (!isBare(entry, address)) {
                open.remove(fragment.apply(entry));
            }
        });
    }

    /** Of those that hold nothing, one for each part. */
    private void keepOnce(JsonNode entries, Set<String> address, Function<JsonNode, Fragment> fragment) {
        removeIf(entries, entry -> isBare(entry, address) && !open.remove(fragment.apply(entry)) && takes);
    }

    private static void removeIf(JsonNode entries, Predicate<JsonNode> test) {
        for (Iterator<JsonNode> all = entries.elements(); all.hasNext(); ) {
            if (test.test(all.next())) {
                all.remove();
            }
        }
    }

    private void add(ArrayNode listeners) {
        Map<Fragment, ObjectNode> places = new HashMap<>();
        listeners.forEach(entry -> places.putIfAbsent(Fragment.listener(entry), (ObjectNode) entry));
        hosts(listeners, places::putIfAbsent);
        for (Fragment rule : open) {
            ObjectNode listener = places.get(rule.listener());
            if (listener == null) {
                listener = appended(listeners, rule.newListener());
                places.put(rule.listener(), listener);
            }
            ObjectNode host = places.get(rule.host());
            if (host == null) {
                host = appended(listIn(listener, DOMAINS), rule.newHost());
                places.put(rule.host(), host);
            }
            listIn(host, RULES).add(rule.newRule());
        }
    }

    private static ObjectNode appended(ArrayNode list, ObjectNode entry) {
        list.add(entry);
        return entry;
    }

    private static ArrayNode listIn(ObjectNode entry, String name) {
        return entry.get(name) instanceof ArrayNode list ? list : entry.putArray(name);
    }
}
