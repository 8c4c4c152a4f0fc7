package io.enidirect.simulator.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The router against the model, on names so few that everything collides. */
class RouterFuzzTest {
    private static final int RULE_SETS = 2_000;
    private static final int REQUESTS = 50;
    private static final List<String> LABELS = List.of("a", "b", "ab", "x");
    private static final List<String> SEGMENTS = List.of("a", "b", "ab", "B", "a.b", "a-b");
    private static final List<String> DOMAIN_REGEXES =
            List.of("~^[^.]+\\.x$", "~^a", "~b$", "~^(a|b)\\.", "~x", "~^ab\\.b\\.x$");
    private static final List<String> URL_REGEXES =
            List.of("~^/a/b$", "~b$", "~/ab", "~*^/b", "~*a[.]b$", "~^/(a|b)/", "~*/$");

    private final Random random = new Random(20_241_125);
    private final Map<String, Integer> counts = new TreeMap<>();

    record Place(String domain, String url) implements Router.Location {}

    @Test
    void doesWhatTheModelAllows() {
        long began = System.nanoTime();
        for (int set = 0; set < RULE_SETS; set++) {
            List<Place> rules = rules();
            String defaultDomain = pick(rules).domain();
            Router<Place> router = new Router<>(rules, defaultDomain);
            RoutingModel model = new RoutingModel(rules, defaultDomain);
            for (int request = 0; request < REQUESTS; request++) {
                check(
                        rules,
                        router,
                        model,
                        host(),
                        random.nextInt(4) == 0 ? near(pick(rules).url()) : path(""));
            }
        }
        System.out.printf(
                "%d requests in %.1f s: %s%n", RULE_SETS * REQUESTS, (System.nanoTime() - began) / 1e9, counts);
        assertThat(counts)
                .as("every way was gone often")
                .hasSize(7)
                .allSatisfy((way, count) -> assertThat(count).isGreaterThan(1_000));
    }

    private void check(List<Place> rules, Router<Place> router, RoutingModel model, String host, String path) {
        String sentHost = pick(List.of(host, host.toUpperCase(Locale.ROOT), host + ":8080", host + "."));
        String sentPath = encoded(path) + pick(List.of("", "?", "?a=/b/"));
        Route<Place> route = router.route(sentHost, sentPath);
        String outcome = "404";
        if (route instanceof Route.To<Place> to) {
            outcome = to.location().domain() + ";" + to.location().url();
        } else if (route instanceof Route.Slash<Place> slash) {
            assertThat(slash.path()).isEqualTo(path + "/");
            outcome = "301";
        }
        counts.merge(way(outcome), 1, Integer::sum);
        if (!model.outcomes(host, path).contains(outcome)) {
            throw new AssertionError(
                    "%s%s in %s: %s, not %s".formatted(sentHost, sentPath, rules, outcome, model.outcomes(host, path)));
        }
    }

    private static String way(String outcome) {
        int url = outcome.indexOf(';') + 1;
        return switch (outcome.charAt(url)) {
            case '=' -> "exact";
            case '^' -> "before regexes";
            case '~' -> outcome.startsWith("*", url + 1) ? "regex, any case" : "regex";
            case '/' -> "prefix";
            default -> outcome;
        };
    }

    private List<Place> rules() {
        Set<Place> rules = new LinkedHashSet<>();
        List<String> domains = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            domains.add(domain());
        }
        for (int i = 2 + random.nextInt(14); i > 0; i--) {
            String domain = pick(domains);
            String url = url();
            // The same prefix both with and without ^~ is no valid configuration.
            String twin = url.startsWith("^~") ? url.substring(2) : "^~" + url;
            if (!rules.contains(new Place(domain, twin))) {
                rules.add(new Place(domain, url));
            }
        }
        return List.copyOf(rules);
    }

    private String domain() {
        return switch (random.nextInt(5)) {
            case 0 -> "*." + hostOf(1 + random.nextInt(2));
            case 1 -> hostOf(1 + random.nextInt(2)) + ".*";
            case 2 -> pick(DOMAIN_REGEXES);
            default -> host();
        };
    }

    private String host() {
        return hostOf(1 + random.nextInt(3));
    }

    private String hostOf(int labels) {
        List<String> host = new ArrayList<>();
        for (int i = 0; i < labels; i++) {
            host.add(pick(LABELS));
        }
        return String.join(".", host);
    }

    private String url() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> path("=");
            case 2 -> path("^~");
            case 3, 4 -> pick(URL_REGEXES);
            case 5 -> "/";
            default -> path("");
        };
    }

    private String path(String before) {
        StringBuilder path = new StringBuilder(before);
        for (int i = random.nextInt(4); i > 0; i--) {
            path.append('/').append(pick(SEGMENTS));
        }
        boolean slash = path.length() == before.length() || random.nextInt(3) == 0;
        return slash ? path.append('/').toString() : path.toString();
    }

    /** A path that a URL is, or would be with another slash. */
    private String near(String url) {
        if (url.startsWith("~")) {
            return path("");
        }
        String path = url.substring(url.indexOf('/'));
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** With some of its characters in percent encoding, and now and then more slashes or dots than it needs. */
    private String encoded(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte character : path.getBytes(StandardCharsets.US_ASCII)) {
            if (random.nextInt(10) == 0 && encoded.length() > 0) {
                encoded.append('%').append(Integer.toHexString(character));
            } else {
                encoded.append((char) character);
            }
            if (character == '/' && random.nextInt(20) == 0) {
                encoded.append(pick(List.of("/", "./", "b/../")));
            }
        }
        return encoded.toString();
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
