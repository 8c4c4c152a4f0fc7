package io.enidirect.cloud;

import java.util.Comparator;

/**
 * The identity of a rule on its listener, in the cloud's own notation (CLB documentation 214/9032).
 *
 * @param domain a name, a wildcard {@code *.x} or {@code x.*}, or a regular expression that begins with {@code ~}
 * @param url a prefix that begins with {@code /}, exact with {@code =}, a regular expression with {@code ~} or {@code ~*}
 */
public record RuleKey(String domain, String url) implements Comparable<RuleKey> {
    private static final Comparator<RuleKey> ORDER =
            Comparator.comparing(RuleKey::domain).thenComparing(RuleKey::url);

    public RuleKey {
        if (domain.isEmpty() || url.isEmpty()) {
            throw new IllegalArgumentException(
                    "A rule needs a domain and a url, not '" + domain + "' and '" + url + "'");
        }
    }

    @Override
    public int compareTo(RuleKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return domain + " " + url;
    }
}
