package io.enidirect.simulator.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {
    private record Place(String domain, String url) implements Router.Location {

        static List<Place> all(String text) {
            List<Place> places = new ArrayList<>();
            for (String place : text.trim().split("\\s+", -1)) {
                String[] parts = place.split(";", -1);
                places.add(new Place(parts[0], parts[1]));
            }
            return places;
        }
    }

    /** Rules are {@code domain;url}; the first one's domain is the default. */
    private static String route(String rules, String host, String path) {
        List<Place> places = Place.all(rules);
        Route<Place> route = new Router<>(places, places.get(0).domain()).route(host, path);
        if (route instanceof Route.To<Place> to) {
            return to.location().domain() + ";" + to.location().url();
        }
        return route instanceof Route.Slash<Place> slash ? "301 " + slash.path() : "404";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "d;/ a.x.com;/ *.x.com;/ a.x.*;/ ~^a;/ | a.x.com | a.x.com;/",
                "d;/ *.x.com;/ a.x.*;/ ~^a;/           | a.x.com | *.x.com;/",
                "d;/ a.x.*;/ ~^a;/                     | a.x.com | a.x.*;/",
                "d;/ ~^a;/                             | a.x.com | ~^a;/",
                "d;/ ~^b;/                             | a.x.com | d;/",
                "d;/ *.x.com;/                         | c.b.a.x.com | *.x.com;/",
                "d;/ *.x.com;/                         | x.com   | d;/",
                "d;/ *.x.com;/                         | ax.com  | d;/",
                "d;/ *.com;/ *.x.com;/                 | a.x.com | *.x.com;/",
                "d;/ a.*;/                             | a.x.y   | a.*;/",
                "d;/ a.*;/                             | a       | d;/",
                "d;/ a.*;/                             | ab.x    | d;/",
                "d;/ ~^[^.]+\\.x\\.com$;/              | a.x.com | ~^[^.]+\\.x\\.com$;/",
                "d;/ ~^[^.]+\\.x\\.com$;/              | b.a.x.com | d;/",
                "d;/ ~x;/ ~a;/                         | a.x     | ~x;/",
                "d;/ a.x;/                             | A.X:8080 | a.x;/",
                "d;/ a.x;/                             | a.x.    | a.x;/",
                "d;/ a.x;/                             | [::1]:80 | d;/",
            })
    void theHostDecidesOnTheDomain(String rules, String host, String expected) {
        assertThat(route(rules, host, "/any")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "d;/ d;/a d;=/a          | /a         | d;=/a",
                "d;/ d;/a d;=/a          | /a/        | d;/a",
                "d;/ d;/a d;/a/b         | /a/bc      | d;/a/b",
                "d;/ d;/a                | /b         | d;/",
                "d;/ d;/a                | /          | d;/",
                "d;/a                    | /abc       | d;/a",
                "d;/a                    | /b         | 404",
                "d;/a                    | /A         | 404",
                "d;/a d;~b$ d;~a         | /ab        | d;~b$",
                "d;/a d;~a d;~b$         | /ab        | d;~a",
                "d;/a d;~*^/A$           | /a         | d;~*^/A$",
                "d;/a d;~^/A$            | /a         | d;/a",
                "d;=/a d;~.              | /a         | d;=/a",
                "d;^~/a d;~.             | /ab        | d;^~/a",
                "d;^~/a d;/ab d;~.       | /ab        | d;~.",
                "d;/a/                   | /a         | 301 /a/",
                "d;/ d;/a/ d;~a          | /a         | 301 /a/",
                "d;/a/ d;/a              | /a         | d;/a",
                "d;/a/ d;=/a             | /a         | d;=/a",
                "d;=/a/                  | /a         | 404",
                "d;/a/b/                 | /a/b       | 301 /a/b/",
                "d;/a/b/                 | /a         | 404",
            })
    void withinADomainUrlsGoByTheirPriority(String rules, String path, String expected) {
        assertThat(route(rules, "d", path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/a%62c,/abc",
        "/abc?d=/e,/abc",
        "/%61%62%63?,/abc",
        "/x/../abc,/abc",
        "/./abc,/abc",
        "//abc,/abc",
        "/x/%2e%2e/abc,/abc",
        "/../abc,/abc",
        "/abc%,/abc%",
        "/abc%2,/abc%2",
        "/a%2Fc,/a/c",
        "/a+c,/a+c",
        "/a/..,/",
        "/a/.,/a/",
        "/.a,/.a",
        "*,*",
        "'',''",
    })
    void comparesWithTheDecodedPathWithoutQuery(String sent, String compared) {
        assertThat(RequestPath.normalised(sent)).isEqualTo(compared);
    }

    @Test
    void aDomainThatLacksTheUrlIsNotHelpedByABroaderOne() {
        assertThat(route("d;/ *.x;/ a.x;/b", "a.x", "/c")).isEqualTo("404");
    }

    @Test
    void unknownHostsGetTheUrlsOfTheDefaultDomain() {
        assertThat(route("d;/a e;/", "unknown", "/a")).isEqualTo("d;/a");
        assertThat(route("d;/a e;/", "unknown", "/b")).isEqualTo("404");
    }

    @Test
    void withoutRulesEverythingIsNowhere() {
        assertThat(new Router<Place>(List.of(), null).route("a", "/")).isEqualTo(new Route.Nowhere<>());
    }
}
