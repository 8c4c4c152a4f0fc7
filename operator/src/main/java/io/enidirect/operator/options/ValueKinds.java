package io.enidirect.operator.options;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import io.enidirect.operator.snapshot.AddressRange;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The kinds of values that occur. */
final class ValueKinds {
    private ValueKinds() {}

    static ValueKind<String> text(String rule, String example, String pattern) {
        Pattern form = Pattern.compile(pattern);
        return new ValueKind<>(rule, example, text -> require(text, form.asMatchPredicate()));
    }

    static ValueKind<Integer> wholeNumber(int from, int to, String example) {
        return new ValueKind<>(
                "a whole number from " + from + " to " + to,
                example,
                text -> require(Integer.valueOf(text), number -> number >= from && number <= to));
    }

    static ValueKind<OptionalInt> wholeNumberOrNone(int from, int to, String example) {
        ValueKind<Integer> number = wholeNumber(from, to, example);
        return new ValueKind<>(
                number.rule() + ", or nothing",
                example,
                text -> text.isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(number.reader().apply(text)));
    }

    static ValueKind<Duration> duration(String example) {
        return new ValueKind<>(
                "a duration from 1s to 24h such as " + example,
                example,
                text -> require(Durations.parse(text), ValueKinds::sane));
    }

    static ValueKind<Duration> durationOrOff(String example) {
        return new ValueKind<>(
                "a duration from 1s to 24h such as " + example + ", or 0 for never",
                example,
                text -> require(Durations.parse(text), duration -> duration.isZero() || sane(duration)));
    }

    static ValueKind<Boolean> yesOrNo() {
        return choice(Map.of("true", true, "false", false), List.of("true", "false"));
    }

    static <E extends Enum<E>> ValueKind<E> oneOf(Class<E> values) {
        List<E> all = List.of(values.getEnumConstants());
        return choice(
                all.stream().collect(toMap(ValueKinds::word, Function.identity())),
                all.stream().map(ValueKinds::word).toList());
    }

    static ValueKind<Set<String>> names() {
        Pattern name = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
        return new ValueKind<>(
                "a list of names of IngressClasses, separated by commas",
                "qcloud",
                text -> list(text)
                        .map(item -> require(item, name.asMatchPredicate()))
                        .collect(toCollection(LinkedHashSet::new)));
    }

    static ValueKind<Optional<String>> nameOrNone(String whose, String example) {
        Pattern name = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
        return new ValueKind<>(
                "the name of " + whose + ", or nothing",
                example,
                text -> text.isEmpty() ? Optional.empty() : Optional.of(require(text, name.asMatchPredicate())));
    }

    static ValueKind<List<AddressRange>> ranges() {
        return new ValueKind<>(
                "a list of address ranges in CIDR notation, each beginning at its first address, separated by commas",
                "10.0.0.0/8,fc00::/7",
                text -> list(text).map(AddressRange::parse).toList());
    }

    static ValueKind<Optional<URI>> endpoint() {
        return new ValueKind<>(
                "an http or https address of host and port only",
                "http://127.0.0.1:8080",
                text -> text.isEmpty()
                        ? Optional.empty()
                        : Optional.of(require(URI.create(text), ValueKinds::hostAndPortOnly)));
    }

    static ValueKind<URI> url() {
        return new ValueKind<>(
                "an http or https URL with a host, and without a user",
                "http://127.0.0.1:8081/readyz",
                text -> require(URI.create(text), ValueKinds::canBeAsked));
    }

    /** The constant as it is written on the command line. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> ValueKind<T> choice(Map<String, T> values, List<String> words) {
        return new ValueKind<>(
                "one of " + words.stream().collect(joining(", ")),
                words.get(0),
                text -> Optional.ofNullable(values.get(text)).orElseThrow(IllegalArgumentException::new));
    }

    private static boolean sane(Duration duration) {
        return duration.compareTo(Duration.ofSeconds(1)) >= 0 && duration.compareTo(Duration.ofHours(24)) <= 0;
    }

    // a user name in it would be a secret on the status page, and a path is lost: the SDK brings its own
    private static boolean hostAndPortOnly(URI uri) {
        return List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                && uri.getHost() != null
                && uri.getUserInfo() == null
                && List.of("", "/").contains(uri.getPath())
                && uri.getQuery() == null
                && uri.getFragment() == null;
    }

    // a user name in it would be a secret in a log
    private static boolean canBeAsked(URI uri) {
        return List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                && uri.getHost() != null
                && uri.getPort() <= 65535
                && uri.getUserInfo() == null;
    }

    private static Stream<String> list(String text) {
        return text.isBlank()
                ? Stream.empty()
                : Arrays.stream(text.split(",", -1)).map(String::strip);
    }

    private static <T> T require(T value, Predicate<? super T> rule) {
        if (!rule.test(value)) {
            throw new IllegalArgumentException();
        }
        return value;
    }
}
