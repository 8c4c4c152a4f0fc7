package io.enidirect.operator.preview;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An object as it was read, with the lines that it stands on.
 *
 * @param number of the document in its file, from 1
 * @param at where in the document it stands: below a List, or at the root
 * @param lines of every field and item of the document, from 1
 */
record Document(String file, int number, JsonPointer at, JsonNode node, Map<JsonPointer, Integer> lines) {
    private static final Pattern NAME = Pattern.compile("\\w+");

    /** One of those that a List holds. */
    Document item(int index) {
        JsonPointer items = at.appendProperty("items");
        return new Document(
                file, number, items.appendIndex(index), node.path("items").path(index), lines);
    }

    String text(String field) {
        return node.path(field).asText();
    }

    /** For people. */
    String place() {
        return Flaw.place(file, number, lines.getOrDefault(at, 0));
    }

    /** What is wrong with the object as a whole. */
    Flaw flaw(String what) {
        return flaw(JsonPointer.empty(), what);
    }

    /** What is wrong at this field. Where it is absent its nearest parent has the line. */
    Flaw flaw(JsonPointer field, String what) {
        JsonPointer pointer = at.append(field);
        Integer line = lines.get(pointer);
        while (line == null && pointer.head() != null) {
            pointer = pointer.head();
            line = lines.get(pointer);
        }
        return new Flaw(file, number, line == null ? 0 : line, what);
    }

    /**
     * The same way without the steps that lead nowhere: of a field that it had put aside until a record could be made, the
     * library's parser names one too many, or leaves out the last.
     */
    JsonPointer existing(JsonPointer way) {
        JsonPointer at = JsonPointer.empty();
        JsonNode reached = node;
        for (JsonPointer rest = way; !rest.matches(); rest = rest.tail()) {
            boolean item = reached.isArray() && rest.mayMatchElement();
            JsonNode next = item ? reached.path(rest.getMatchingIndex()) : reached.path(rest.getMatchingProperty());
            if (!next.isMissingNode()) {
                at = item ? at.appendIndex(rest.getMatchingIndex()) : at.appendProperty(rest.getMatchingProperty());
                reached = next;
            }
        }
        return at;
    }

    /** In the notation of {@code kubectl explain}, with indices, and with keys that are no names in brackets. */
    static String field(JsonPointer pointer) {
        StringBuilder text = new StringBuilder();
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            String name = rest.getMatchingProperty();
            if (rest.mayMatchElement() || !NAME.matcher(name).matches()) {
                text.append('[').append(name).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(name);
            }
        }
        return text.toString();
    }
}
