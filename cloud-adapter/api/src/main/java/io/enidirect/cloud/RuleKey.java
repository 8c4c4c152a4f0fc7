package io.enidirect.cloud;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity of a rule on its listener, in the cloud's own notation (CLB documentation 214/9032).
 *
 * @param domain a name, a wildcard {@code *.x} or {@code x.*}, or a regular expression that begins with {@code ~}
 * @param url a prefix that begins with {@code /}, exact with {@code =}, a regular expression with {@code ~} or {@code ~*}
 */
public record RuleKey(String domain, String url) implements Comparable<RuleKey> {
    private static final Pattern ONE_LABEL = Pattern.compile("~\\^\\[\\^\\.]\\+((?:\\\\\\.[a-z0-9_-]+)+)\\$");
    private static final Comparator<RuleKey> ORDER =
            Comparator.comparing(RuleKey::domain).thenComparing(RuleKey::url);

    public RuleKey {
        if (domain.isEmpty() || url.isEmpty()) {
            throw new IllegalArgumentException(
                    "A rule needs a domain and a url, not '" + domain + "' and '" + url + "'");
        }
    }

    /** A fixed name that the domain means, for who has to name one: itself, where it is no pattern. */
    public static String fixedName(String domain) {
        Matcher oneLabel = ONE_LABEL.matcher(domain);
        if (oneLabel.matches()) {
            return "probe" + oneLabel.group(1).replace("\\", "");
        }
        return domain.startsWith("~") ? "probe.invalid" : domain.replace("*", "probe");
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
