package io.enidirect.simulator.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Collection;

/** Limits that many actions share. */
final class Checks {
    private Checks() {}

    static void atMost(Collection<?> items, String name, int limit) {
        if (items.size() > limit) {
            throw ApiError.tooLong(name, limit + 1);
        }
    }

    /** Absent is fine. */
    static void length(Params params, String name, int from, int to) {
        params.optionalText(name).ifPresent(text -> {
            if (text.length() < from || text.length() > to) {
                throw new ApiError(
                        "InvalidParameterValue.Length", "Length of ." + name + " should be " + from + "-" + to);
            }
        });
    }

    static int range(Params params, String name, int from, int to) {
        int number = params.number(name);
        if (number < from || number > to) {
            throw new ApiError(
                    "InvalidParameterValue.Range",
                    "The value `" + number + "` of parameter `" + name + "` is not in " + from + "-" + to + ".");
        }
        return number;
    }

    /** Absent is fine. */
    static void optionalRange(Params params, String name, int from, int to) {
        if (params.has(name)) {
            range(params, name, from, to);
        }
    }

    static String oneOf(Params params, String name, String... values) {
        String text = params.text(name);
        if (!Arrays.asList(values).contains(text)) {
            throw ApiError.invalidValue("The value `" + text + "` of parameter `" + name + "` is not valid.");
        }
        return text;
    }

    static void quota(long wanted, int limit, String quota) {
        if (wanted > limit) {
            throw new ApiError("LimitExceeded", "The quota " + quota + " of " + limit + " is exceeded.");
        }
    }

    static Params renamed(Params params, String from, String to) {
        ObjectNode node = params.node().deepCopy();
        if (params.has(from)) {
            node.set(to, node.remove(from));
        }
        return new Params(node);
    }
}
