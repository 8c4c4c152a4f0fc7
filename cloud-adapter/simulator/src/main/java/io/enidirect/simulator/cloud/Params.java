package io.enidirect.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The parameters of a call, or an object in them, by their names on the wire. Their types were checked before. */
record Params(ObjectNode node) {

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> ApiError.missing(name));
    }

    Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(node.get(name).asText()) : Optional.empty();
    }

    String textOr(String name, String fallback) {
        return optionalText(name).orElse(fallback);
    }

    int number(String name) {
        if (!has(name)) {
            throw ApiError.missing(name);
        }
        return node.get(name).asInt();
    }

    OptionalInt optionalNumber(String name) {
        return has(name) ? OptionalInt.of(node.get(name).asInt()) : OptionalInt.empty();
    }

    int numberOr(String name, int fallback) {
        return optionalNumber(name).orElse(fallback);
    }

    boolean flag(String name) {
        return has(name) && node.get(name).asBoolean();
    }

    /** Empty if it is absent, null or empty: the cloud makes no difference. */
    List<String> texts(String name) {
        return stream(name).map(JsonNode::asText).toList();
    }

    List<Integer> numbers(String name) {
        return stream(name).map(JsonNode::asInt).toList();
    }

    List<Boolean> flags(String name) {
        return stream(name).map(JsonNode::asBoolean).toList();
    }

    List<Params> objects(String name) {
        return stream(name).map(element -> new Params((ObjectNode) element)).toList();
    }

    Optional<Params> object(String name) {
        return has(name) ? Optional.of(new Params((ObjectNode) node.get(name))) : Optional.empty();
    }

    /** These parameters with those of another call over them. */
    Params with(Params newer) {
        ObjectNode merged = node.deepCopy();
        newer.node.properties().stream()
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> merged.set(field.getKey(), field.getValue()));
        return new Params(merged);
    }

    Params without(String... names) {
        ObjectNode rest = node.deepCopy();
        rest.remove(List.of(names));
        return new Params(rest);
    }

    Params only(String... names) {
        return new Params(node.deepCopy().retain(names));
    }

    private Stream<JsonNode> stream(String name) {
        return has(name) ? StreamSupport.stream(node.get(name).spliterator(), false) : Stream.empty();
    }
}
