package io.enidirect.simulator.dataplane;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * CLB documentation 214/9032 and 1027/33463 word by word, without any thought of speed: what may happen to a request.
 * Several outcomes where the documentation says that the order is not guaranteed.
 */
final class RoutingModel {
    private final List<RouterFuzzTest.Place> rules;
    private final String defaultDomain;

    RoutingModel(List<RouterFuzzTest.Place> rules, String defaultDomain) {
        this.rules = rules;
        this.defaultDomain = defaultDomain;
    }

    /** Of a lower-case host without port, and a decoded path: {@code domain;url}, {@code 301} or {@code 404}. */
    Set<String> outcomes(String host, String path) {
        return domains(host).stream()
                .map(domain -> outcome(domain, path))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Collection<String> domains(String host) {
        List<Function<String, Boolean>> levels = List.of(
                domain -> domain.equals(host),
                domain -> domain.startsWith("*.") && host.matches(".+" + Pattern.quote(domain.substring(1))),
                domain -> domain.endsWith(".*")
                        && host.matches(Pattern.quote(domain.substring(0, domain.length() - 1)) + ".+"),
                domain -> domain.startsWith("~")
                        && Pattern.compile(domain.substring(1)).matcher(host).find(),
                domain -> domain.equals(defaultDomain));
        for (Function<String, Boolean> level : levels) {
            Set<String> hits = rules.stream()
                    .map(RouterFuzzTest.Place::domain)
                    .filter(level::apply)
                    .collect(Collectors.toSet());
            if (!hits.isEmpty()) {
                return hits;
            }
        }
        throw new AssertionError("The default domain " + defaultDomain + " has no rules");
    }

    private String outcome(String domain, String path) {
        List<String> urls = rules.stream()
                .filter(rule -> rule.domain().equals(domain))
                .map(RouterFuzzTest.Place::url)
                .toList();
        if (urls.contains("=" + path)) {
            return domain + ";=" + path;
        }
        boolean asItIs = urls.contains(path) || urls.contains("^~" + path);
        if (!asItIs && (urls.contains(path + "/") || urls.contains("^~" + path + "/"))) {
            return "301";
        }
        // The longest beginning of the path that is a URL, from the whole path down to its first character.
        Optional<String> longest = Optional.empty();
        for (int length = path.length(); length > 0 && longest.isEmpty(); length--) {
            String beginning = path.substring(0, length);
            longest = urls.stream()
                    .filter(url -> url.equals(beginning) || url.equals("^~" + beginning))
                    .findFirst();
        }
        if (longest.isPresent() && longest.get().startsWith("^~")) {
            return domain + ";" + longest.get();
        }
        for (String url : urls) {
            if (url.startsWith("~") && regexMatches(url, path)) {
                return domain + ";" + url;
            }
        }
        return longest.map(url -> domain + ";" + url).orElse("404");
    }

    private static boolean regexMatches(String url, String path) {
        return url.startsWith("~*")
                // Every regex of the test is lower-case.
                ? Pattern.compile(url.substring(2))
                        .matcher(path.toLowerCase(Locale.ROOT))
                        .find()
                : Pattern.compile(url.substring(1)).matcher(path).find();
    }
}
