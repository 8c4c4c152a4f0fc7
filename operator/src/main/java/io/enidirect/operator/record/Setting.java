package io.enidirect.operator.record;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A setting of a load balancer, a listener, a domain or a rule that a user's word can set, by its word in the record. What was named once and
 * is no more goes back to its default; what nobody ever named is not compared.
 */
public enum Setting {
    SESSION("session"),
    SCHEDULER("scheduler"),
    HEALTH_CHECK("healthCheck"),
    IDLE_TIME("idleTime"),
    RESET_ON_DEREGISTER("resetOnDeregister"),
    FORWARD_TYPE("forwardType"),
    NAME("name"),
    KEEP_ALIVE("keepAlive"),
    SNAT("snat"),
    GZIP("gzip"),
    HTTP2("http2"),
    DEFAULT_SERVER("defaultServer"),
    SECURITY_GROUPS("securityGroups"),
    BANDWIDTH("bandwidth"),
    DELETION_PROTECTION("deletionProtection");

    private final String word;

    Setting(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** Those that are known here: a later version may have written more. */
    public static Set<Setting> of(Collection<String> words) {
        Set<Setting> settings = EnumSet.noneOf(Setting.class);
        words.forEach(word -> of(word).ifPresent(settings::add));
        return settings;
    }

    static Optional<Setting> of(String word) {
        return Arrays.stream(values())
                .filter(setting -> setting.word.equals(word))
                .findFirst();
    }
}
