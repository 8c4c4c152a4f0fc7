package io.enidirect.operator.kinds;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Something that the API server requires of a field.
 *
 * @param path the field, by names; {@code *} is every item of a list
 * @param test whether what stands there is all right
 * @param rule completes the field's name
 */
public record Requirement(List<String> path, Predicate<JsonNode> test, String rule) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    public static Requirement present(String path) {
        return new Requirement(split(path), value -> !value.isMissingNode() && !value.isNull(), "is required");
    }

    public static Requirement oneOf(String path, String... words) {
        return new Requirement(
                split(path),
                value -> value.isMissingNode() || List.of(words).contains(value.asText()),
                "must be one of " + String.join(", ", words));
    }

    /** As the API server wants names; also what is printed of them is then harmless. */
    public static Requirement validName(String path) {
        return new Requirement(
                split(path),
                value -> !value.isTextual() || NAME.matcher(value.asText()).matches(),
                "must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit");
    }

    public static Requirement notBlank(String path) {
        return new Requirement(split(path), value -> !value.asText().isBlank(), "must not be blank");
    }

    public static Requirement atMost(String path, int characters) {
        return new Requirement(
                split(path),
                value -> value.asText().length() <= characters,
                "must have at most " + characters + " characters");
    }

    public static Requirement between(String path, int least, int most) {
        return new Requirement(
                split(path),
                value -> !value.isNumber() || (value.asLong() >= least && value.asLong() <= most),
                "must be a whole number from " + least + " to " + most);
    }

    /** Where in the object it is not met. A field of something that is not there itself breaks nothing. */
    public List<JsonPointer> brokenBy(JsonNode object) {
        List<Place> places = List.of(new Place(JsonPointer.empty(), object));
        for (String step : path) {
            places = places.stream().flatMap(place -> place.follow(step)).toList();
        }
        return places.stream()
                .filter(place -> !test.test(place.value()))
                .map(Place::at)
                .toList();
    }

    private record Place(JsonPointer at, JsonNode value) {
        Stream<Place> follow(String step) {
            if (step.equals("*")) {
                return IntStream.range(0, value.isArray() ? value.size() : 0)
                        .mapToObj(index -> new Place(at.appendIndex(index), value.path(index)));
            }
            return value.isObject() ? Stream.of(new Place(at.appendProperty(step), value.path(step))) : Stream.empty();
        }
    }

    private static List<String> split(String path) {
        return List.of(path.split("/"));
    }
}
