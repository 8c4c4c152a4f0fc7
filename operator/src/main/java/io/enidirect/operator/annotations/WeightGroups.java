package io.enidirect.operator.annotations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The weights that a source gives its targets ({@code lb-rs-weight}): by Service port, StatefulSet and ordinal, and one for
 * all others.
 *
 * @param others null: it says nothing of them
 * @param weights of single pods; none of them is said twice
 * @param mistake why nothing of it can be understood; null: it can, or nothing is said
 */
public record WeightGroups(
        @Nullable Integer others,
        Map<Member, Integer> weights,
        @Nullable Problem mistake) {
    private static final WeightGroups NONE = new WeightGroups(null, Map.of(), null);
    private static final String NAME = "lb-rs-weight";

    /** A port of a Service. */
    public record Port(String protocol, int number) {}

    /**
     * A pod of a StatefulSet.
     *
     * @param port of the Service behind which it is
     */
    public record Member(Port port, String set, int ordinal) {}

    public WeightGroups {
        weights = Map.copyOf(weights);
    }

    public static WeightGroups of(HasMetadata source) {
        String key = key(source.getKind());
        String text = Annotations.of(source, key).orElse("");
        if (Cut.annotation(source, key)) {
            return wrong(source, key, text, "it is too long to be read");
        }
        if (Values.OFF.of(source, text)) {
            return NONE;
        }
        try {
            return new Reader().read(LenientText.read(text));
        } catch (JsonProcessingException e) {
            return wrong(source, key, text, "it is neither JSON nor YAML");
        } catch (Mistake e) {
            return wrong(source, key, text, String.valueOf(e.getMessage()));
        }
    }

    static String key(String kind) {
        return (kind.equals("Service") ? Keys.SERVICE : Keys.INGRESS) + NAME;
    }

    private static WeightGroups wrong(HasMetadata source, String key, String text, String rule) {
        return new WeightGroups(
                null,
                Map.of(),
                Problem.of(
                        Code.BAD_ANNOTATION,
                        new Place(Row.name(source), Annotations.field(key)),
                        text,
                        new Wording(
                                rule,
                                "Write {\"defaultWeight\":10,\"groups\":[{\"key\":{\"proto\":\"TCP\",\"port\":80},"
                                        + "\"statefulSets\":[{\"name\":\"web\",\"weights\":[{\"weight\":0,"
                                        + "\"podIndexes\":[0]}]}]}]}, or take it away; until then each target keeps"
                                        + " the weight that it has, and a new one gets 10")));
    }

    /** What it says of this pod behind this port. */
    public OptionalInt of(Pod pod, Port port) {
        OptionalInt own = StatefulPod.of(pod)
                .map(member -> weights.get(new Member(port, member.set(), member.ordinal())))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
        return own.isPresent() || others == null ? own : OptionalInt.of(others);
    }

    /** A pod as its StatefulSet names it. */
    private record StatefulPod(String set, int ordinal) {
        /** Kubernetes writes it on each pod of a StatefulSet. */
        private static final String LABEL = "statefulset.kubernetes.io/pod-name";

        private static final Pattern POD = Pattern.compile("(.+)-(\\d{1,9})");

        static Optional<StatefulPod> of(Pod pod) {
            String name = pod.getMetadata().getName();
            Map<String, String> labels = pod.getMetadata().getLabels();
            Matcher matcher = POD.matcher(name);
            return labels != null && name.equals(labels.get(LABEL)) && matcher.matches()
                    ? Optional.of(new StatefulPod(matcher.group(1), Integer.parseInt(matcher.group(2))))
                    : Optional.empty();
        }
    }

    /** What is written there is not what the key allows. */
    private static final class Mistake extends Exception {
        private static final long serialVersionUID = 1L;

        Mistake(String rule) {
            super(rule);
        }
    }

    private static final class Reader {
        private static final int HEAVIEST = 100;
        private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP");

        private @Nullable Integer others;
        private final Map<Member, Integer> weights = new HashMap<>();
        private final Map<Port, String> groups = new HashMap<>();

        WeightGroups read(JsonNode root) throws Mistake {
            knows(root, "it", "defaultWeight", "groups");
            if (root.has("defaultWeight")) {
                others = number(root.get("defaultWeight"), "defaultWeight", 0, HEAVIEST);
            }
            List<JsonNode> all = items(root, "groups", "groups");
            for (int i = 0; i < all.size(); i++) {
                group(all.get(i), "groups[" + i + "]");
            }
            return new WeightGroups(others, weights, null);
        }

        private void group(JsonNode group, String at) throws Mistake {
            knows(group, at, "key", "statefulSets");
            JsonNode key = group.path("key");
            knows(key, at + ".key", "proto", "port");
            String protocol = key.path("proto").asText().toUpperCase(Locale.ROOT);
            if (!PROTOCOLS.contains(protocol)) {
                throw new Mistake(at + ".key.proto is TCP or UDP");
            }
            Port port = new Port(protocol, number(key.path("port"), at + ".key.port", 1, 65535));
            String other = groups.putIfAbsent(port, at);
            if (other != null) {
                throw new Mistake(at + " and " + other + " have the same key");
            }
            List<JsonNode> sets = items(group, "statefulSets", at + ".statefulSets");
            for (int i = 0; i < sets.size(); i++) {
                set(port, sets.get(i), at + ".statefulSets[" + i + "]");
            }
        }

        private void set(Port port, JsonNode set, String at) throws Mistake {
            knows(set, at, "name", "weights");
            String name = set.path("name").asText();
            if (name.isEmpty()) {
                throw new Mistake(at + ".name is that of a StatefulSet");
            }
            List<JsonNode> all = items(set, "weights", at + ".weights");
            for (int i = 0; i < all.size(); i++) {
                JsonNode each = all.get(i);
                String here = at + ".weights[" + i + "]";
                knows(each, here, "weight", "podIndexes");
                int weight = number(each.path("weight"), here + ".weight", 0, HEAVIEST);
                for (JsonNode index : items(each, "podIndexes", here + ".podIndexes")) {
                    int ordinal = number(index, here + ".podIndexes", 0, Integer.MAX_VALUE);
                    Integer before = weights.put(new Member(port, name, ordinal), weight);
                    if (before != null && before != weight) {
                        throw new Mistake(here + ".podIndexes has pod " + ordinal + " of " + name + " once more");
                    }
                }
            }
        }

        private static void knows(JsonNode node, String at, String... names) throws Mistake {
            if (!node.isObject()) {
                throw new Mistake(at + " is an object with " + String.join(" and ", names));
            }
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (!List.of(names).contains(field.getKey())) {
                    throw new Mistake(at + " has " + String.join(" and ", names) + ", and \"" + field.getKey()
                            + "\" is not known");
                }
            }
        }

        private static List<JsonNode> items(JsonNode node, String name, String at) throws Mistake {
            JsonNode list = node.path(name);
            if (list.isMissingNode() || list.isNull()) {
                return List.of();
            }
            if (!list.isArray()) {
                throw new Mistake(at + " is a list");
            }
            return list.valueStream().toList();
        }

        private static int number(JsonNode node, String at, int from, int to) throws Mistake {
            if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < from || node.intValue() > to) {
                throw new Mistake(at + " is a whole number"
                        + (to == Integer.MAX_VALUE ? " from " + from : " from " + from + " to " + to)
                        + (node.isMissingNode() ? ", and is missing" : ", not " + node.asText()));
            }
            return node.intValue();
        }
    }
}
