package io.enidirect.simulator.cloud;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Limits that many actions share. */
final class Checks {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);

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

    /** Of the characters that names may not have the cloud names one kind only: supplementary ones. Absent is fine. */
    static void name(Params params, String name) {
        length(params, name, 1, 80);
        params.optionalText(name).ifPresent(text -> basicPlane(name, text));
    }

    static void basicPlane(String name, String text) {
        if (text.chars().anyMatch(each -> Character.isSurrogate((char) each))) {
            throw ApiError.badFormat(name, text);
        }
    }

    /** Filters with their names and values, which both are needed. */
    static List<Params> filters(Params params) {
        List<Params> filters = params.objects("Filters");
        atMost(filters, "Filters", 10);
        for (Params filter : filters) {
            filter.text("Name");
            if (filter.texts("Values").isEmpty()) {
                throw ApiError.missing("Filters.Values");
            }
            atMost(filter.texts("Values"), "Filters.Values", 100);
        }
        return filters;
    }

    static int range(Params params, String name, int from, int to) {
        int number = params.number(name);
        if (number < from || number > to) {
            throw ApiError.outOfRange(number, name);
        }
        return number;
    }

    /** Absent is fine. */
    static void optionalRange(Params params, String name, int from, int to) {
        if (params.has(name)) {
            range(params, name, from, to);
        }
    }

    /** Absent is fine. */
    static void optionalOneOf(Params params, String name, String... values) {
        if (params.has(name)) {
            oneOf(params, name, values);
        }
    }

    static String oneOf(Params params, String name, String... values) {
        String text = params.text(name);
        if (!Arrays.asList(values).contains(text)) {
            throw ApiError.invalidValue("The value `" + text + "` of parameter `" + name + "` is not valid.");
        }
        return text;
    }

    /** Each comes once. */
    static void distinct(String name, Stream<?> items) {
        Set<Object> seen = new HashSet<>();
        items.forEach(item -> {
            if (!seen.add(item)) {
                throw ApiError.twice(name, item);
            }
        });
    }

    /** Where a page of a list begins and how long it is at most. */
    record Page(int offset, int limit) {
        <T> Stream<T> of(Stream<T> all) {
            return all.skip(offset).limit(limit);
        }
    }

    static Page page(Params params, int defaultLimit, int greatestLimit) {
        optionalRange(params, "Offset", 0, Integer.MAX_VALUE);
        optionalRange(params, "Limit", 0, greatestLimit);
        return new Page(params.numberOr("Offset", 0), params.numberOr("Limit", defaultLimit));
    }

    /** Absent is fine. */
    static void optionalFormat(Params params, String name, Pattern format) {
        params.optionalText(name).ifPresent(text -> {
            if (!format.matcher(text).matches()) {
                throw ApiError.badFormat(name, text);
            }
        });
    }

    /** CLB documentation 214/6154: sessions persist with WRR only. */
    static void sessionScheduler(Settings settings, Params params) {
        if (settings.follows(Reading.SESSIONS_NEED_WRR)
                && params.numberOr("SessionExpireTime", 0) != 0
                && !params.textOr("Scheduler", "WRR").equals("WRR")) {
            throw ApiError.invalidValue("SessionExpireTime is valid with the scheduler WRR only.");
        }
    }

    /** A literal IPv4 or IPv6 address. */
    static String address(Params params, String name) {
        String text = params.text(name);
        if (!isIpv4(text) && !isIpv6(text)) {
            throw ApiError.badFormat(name, text);
        }
        return text;
    }

    static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }

    private static boolean isIpv6(String text) {
        if (!text.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            return false;
        }
        try {
            return InetAddress.getByName(text).getAddress().length > 0; // asks nobody, since a name has no colon
        } catch (UnknownHostException e) {
            return false;
        }
    }

    static void quota(long wanted, int limit, String quota) {
        if (wanted > limit) {
            throw new ApiError("LimitExceeded", "The quota " + quota + " of " + limit + " is exceeded.");
        }
    }
}
