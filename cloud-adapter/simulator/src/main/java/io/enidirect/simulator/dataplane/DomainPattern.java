package io.enidirect.simulator.dataplane;

import java.util.Comparator;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A domain that stands for many hosts. What comes first by {@link #compareTo} is asked first. */
final class DomainPattern implements Comparable<DomainPattern> {
    private static final Comparator<DomainPattern> ORDER = Comparator.<DomainPattern, Level>comparing(
                    pattern -> pattern.level)
            .thenComparing(pattern -> pattern.specific, Comparator.reverseOrder());

    /** In the order of their priority. */
    private enum Level {
        PREFIX_WILDCARD,
        SUFFIX_WILDCARD,
        REGEX
    }

    private final Level level;
    private final int specific;
    private final Predicate<String> hosts;

    private DomainPattern(Level level, int specific, Predicate<String> hosts) {
        this.level = level;
        this.specific = specific;
        this.hosts = hosts;
    }

    static boolean isOne(String domain) {
        return domain.startsWith("~") || domain.startsWith("*.") || domain.endsWith(".*");
    }

    static DomainPattern of(String domain) {
        if (domain.startsWith("~")) {
            return new DomainPattern(
                    Level.REGEX, 0, Pattern.compile(domain.substring(1)).asPredicate());
        }
        if (domain.startsWith("*.")) {
            // At any depth, other than in Kubernetes.
            String suffix = domain.substring(1);
            return new DomainPattern(
                    Level.PREFIX_WILDCARD,
                    suffix.length(),
                    host -> host.length() > suffix.length() && host.endsWith(suffix));
        }
        String prefix = domain.substring(0, domain.length() - 1);
        return new DomainPattern(
                Level.SUFFIX_WILDCARD,
                prefix.length(),
                host -> host.length() > prefix.length() && host.startsWith(prefix));
    }

    boolean matches(String host) {
        return hosts.test(host);
    }

    @Override
    public int compareTo(DomainPattern other) {
        return ORDER.compare(this, other);
    }
}
