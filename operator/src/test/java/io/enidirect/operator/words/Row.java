package io.enidirect.operator.words;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A word that users can write.
 *
 * @param kind of the source that is tried with it
 * @param object which bears it, as {@code Kind/name}
 * @param word the key of an annotation, or a field in the notation of {@code kubectl explain}
 * @param ends whether it decides on what becomes of the load balancer when the source is deleted
 * @param alone it needs something that the other rows of its file don't
 * @param with what has to be there for it to mean something
 * @param takes values that are accepted
 * @param refuses values that are not
 */
record Row(
        String kind,
        String object,
        String word,
        Effect effect,
        boolean ends,
        boolean alone,
        List<JsonNode> with,
        List<Value> takes,
        List<Value> refuses) {

    /** When it counts. */
    enum Effect {
        /** At any time. */
        LIVE,
        /** When the load balancer is made; later it is told that it doesn't. */
        CREATION,
        /** The same of a profile, which serves many: what it says later is for others. */
        PROFILED,
        /** Whether the source is ours at all, so that much comes and goes with it. */
        CLAIM,
        /** Never: something is told, or nothing. */
        NONE
    }

    /**
     * A value.
     *
     * @param told the codes of the problems that it gets, in order, with commas between; empty: none
     * @param also what comes of it in other objects, by others' doing
     */
    record Value(JsonNode value, String told, List<JsonNode> also) {
        private static Value of(JsonNode node) {
            return node.has("told") || node.has("also")
                    ? new Value(
                            node.path("value"),
                            node.path("told").asText(),
                            stream(node.path("also")).toList())
                    : new Value(node, "", List.of());
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    /** Those of a file, which says once what all of its rows have in common. */
    static List<Row> of(JsonNode file) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode row : file.path("rows")) {
            for (String kind : row.path("on").asText(file.path("on").asText()).split(",")) {
                texts(row.path("words").isMissingNode() ? row.path("word") : row.path("words"))
                        .forEach(word -> rows.add(of(file, row, kind, word)));
            }
        }
        return rows;
    }

    private static Row of(JsonNode file, JsonNode row, String kind, String word) {
        return new Row(
                kind,
                row.path("object").asText(file.path("object").asText(kind + "/web")),
                word,
                Effect.valueOf(row.path("effect").asText(file.path("effect").asText())),
                row.path("ends").asBoolean(),
                row.has("with"),
                Stream.of(file, row)
                        .flatMap(each -> stream(each.path("with")))
                        .map(document -> of(kind, document))
                        .toList(),
                stream(row.path("takes")).map(Value::of).toList(),
                stream(row.path("refuses")).map(Value::of).toList());
    }

    /** A document of kind {@code Source} is of whatever kind is tried. */
    private static JsonNode of(String kind, JsonNode document) {
        return document.path("kind").asText().equals("Source")
                ? document.<ObjectNode>deepCopy().put("kind", kind)
                : document;
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isArray() ? stream(node).map(JsonNode::asText) : Stream.of(node.asText());
    }

    private static Stream<JsonNode> stream(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    private boolean isAnnotation() {
        return word.contains("/") || word.equals("description");
    }

    /** Without the word. */
    World world() {
        return World.of(kind).with(with);
    }

    /** With this value of it. */
    World world(Value value) {
        return world(world(), value);
    }

    /** As another world would be with this value of it. */
    World world(World other, Value value) {
        World world = other.with(value.also());
        return isAnnotation()
                ? world.with(object, List.of("metadata", "annotations", word.replace("*", "some")), text(value))
                : world.with(object, World.path(word), value.value());
    }

    private static JsonNode text(Value value) {
        return TextNode.valueOf(
                value.value().isContainerNode()
                        ? value.value().toString()
                        : value.value().asText());
    }

    @Override
    public String toString() {
        return word + " of " + object + (object.startsWith(kind) ? "" : " for a " + kind);
    }
}
