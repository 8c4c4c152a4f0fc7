package io.enidirect.simulator.dataplane;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The URLs of one domain, by the priorities of nginx (CLB documentation 1027/33463). */
final class Urls<L extends Router.Location> {
    private record Prefix<L>(String path, boolean beforeRegexes, L location) {}

    private record Regex<L>(Predicate<String> paths, L location) {}

    private final Map<String, L> exact = new HashMap<>();
    private final List<Regex<L>> regexes = new ArrayList<>();
    private final List<Prefix<L>> longestFirst = new ArrayList<>();

    Urls(List<L> locations) {
        locations.forEach(this::add);
        longestFirst.sort(
                Comparator.comparing((Prefix<L> prefix) -> prefix.path().length())
                        .reversed());
    }

    private void add(L location) {
        String url = location.url();
        if (url.startsWith("=")) {
            exact.putIfAbsent(url.substring(1), location);
        } else if (url.startsWith("~*")) {
            regexes.add(new Regex<>(
                    Pattern.compile(url.substring(2), Pattern.CASE_INSENSITIVE).asPredicate(), location));
        } else if (url.startsWith("~")) {
            regexes.add(new Regex<>(Pattern.compile(url.substring(1)).asPredicate(), location));
        } else if (url.startsWith("^~")) {
            longestFirst.add(new Prefix<>(url.substring(2), true, location));
        } else {
            longestFirst.add(new Prefix<>(url, false, location));
        }
    }

    Route<L> route(String path) {
        L named = exact.get(path);
        if (named != null) {
            return new Route.To<>(named);
        }
        // As in nginx, this comes before regular expressions and shorter prefixes.
        if (lacksItsSlash(path)) {
            return new Route.Slash<>(path + "/");
        }
        Optional<Prefix<L>> longest = longestFirst.stream()
                .filter(prefix -> path.startsWith(prefix.path()))
                .findFirst();
        return longest.filter(Prefix::beforeRegexes)
                .map(Prefix::location)
                .or(() -> byRegex(path))
                .or(() -> longest.map(Prefix::location))
                .<Route<L>>map(Route.To::new)
                .orElseGet(Route.Nowhere::new);
    }

    private Optional<L> byRegex(String path) {
        return regexes.stream()
                .filter(regex -> regex.paths().test(path))
                .map(Regex::location)
                .findFirst();
    }

    private boolean lacksItsSlash(String path) {
        return hasPrefix(path + "/") && !hasPrefix(path);
    }

    private boolean hasPrefix(String path) {
        return longestFirst.stream().anyMatch(prefix -> prefix.path().equals(path));
    }
}
