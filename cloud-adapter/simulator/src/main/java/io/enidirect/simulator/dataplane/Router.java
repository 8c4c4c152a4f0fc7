package io.enidirect.simulator.dataplane;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rule of an L7 listener answers a request (CLB documentation 214/9032). The host decides on the domain: an exact
 * one, else {@code *.x}, else {@code x.*}, else a regular expression, else the default domain. Only the rules of that
 * domain count then: a URL that it lacks is not looked for in another.
 *
 * <p>The documentation leaves open which of several hits on one level counts. Here it is the longest wildcard and the
 * oldest regular expression, as in nginx. Pure and immutable.
 */
public final class Router<L extends Router.Location> {

    /** A domain and a URL as the API has them. */
    public interface Location {
        String domain();

        String url();
    }

    private record Domain<L extends Location>(DomainPattern pattern, Urls<L> urls) {}

    private final Map<String, Urls<L>> exact = new LinkedHashMap<>();
    private final List<Domain<L>> patterns;
    private final @Nullable Urls<L> fallback;

    /**
     * Of locations in the order of their creation.
     *
     * @throws java.util.regex.PatternSyntaxException if a regular expression is none
     */
    public Router(List<? extends L> locations, @Nullable String defaultDomain) {
        Map<String, List<L>> byDomain = new LinkedHashMap<>();
        locations.forEach(location -> byDomain.computeIfAbsent(location.domain(), first -> new ArrayList<>())
                .add(location));
        List<Domain<L>> others = new ArrayList<>();
        Urls<L> ofDefault = null;
        for (Map.Entry<String, List<L>> domain : byDomain.entrySet()) {
            Urls<L> urls = new Urls<>(domain.getValue());
            if (DomainPattern.isOne(domain.getKey())) {
                others.add(new Domain<>(DomainPattern.of(domain.getKey()), urls));
            } else {
                exact.put(domain.getKey(), urls);
            }
            if (domain.getKey().equals(defaultDomain)) {
                ofDefault = urls;
            }
        }
        // A stable sort: among regular expressions the order of creation stays.
        others.sort((a, b) -> a.pattern().compareTo(b.pattern()));
        patterns = List.copyOf(others);
        fallback = ofDefault;
    }

    /**
     * Decides on a request.
     *
     * @param host of the Host header, with or without port
     * @param path as it was sent: encoded; a query is left out of account
     */
    public Route<L> route(String host, String path) {
        Urls<L> urls = urls(RequestHost.normalised(host));
        return urls == null ? new Route.Nowhere<>() : urls.route(RequestPath.normalised(path));
    }

    private @Nullable Urls<L> urls(String host) {
        Urls<L> named = exact.get(host);
        if (named != null) {
            return named;
        }
        return patterns.stream()
                .filter(domain -> domain.pattern().matches(host))
                .findFirst()
                .map(Domain::urls)
                .orElse(fallback);
    }
}
