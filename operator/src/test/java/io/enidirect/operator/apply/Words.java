package io.enidirect.operator.apply;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.HealthCheck.Http;
import io.enidirect.cloud.HealthCheck.Kind;
import io.enidirect.cloud.HealthCheck.Method;
import io.enidirect.cloud.HealthCheck.Version;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Scheduler;
import io.enidirect.operator.desired.model.Contribution;
import io.enidirect.operator.desired.model.ListenerWords;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.record.Setting;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a user says of all listeners and rules of a source, in words that no kind knows yet.
 *
 * @param named which of the settings the user names
 * @param number which of their values
 */
record Words(Set<Setting> named, int number) {
    private static final HealthCheck OWN = HealthCheck.DEFAULT.from(HealthCheck.Source.SHARED_SPACE);

    Words {
        named = Set.copyOf(named);
    }

    static Words none() {
        return new Words(Set.of(), 0);
    }

    /** Some of what such a listener, or a rule on it, has. */
    static Words random(Random random, Protocol protocol) {
        Set<Setting> named = EnumSet.noneOf(Setting.class);
        for (Setting setting : of(protocol)) {
            if (random.nextInt(3) == 0) {
                named.add(setting);
            }
        }
        if (named.contains(Setting.SCHEDULER)) {
            named.remove(Setting.SESSION); // it works with weighted round robin only
        }
        return new Words(named, random.nextInt(3));
    }

    private static Set<Setting> of(Protocol protocol) {
        return protocol.layer7()
                ? EnumSet.of(
                        Setting.SESSION,
                        Setting.SCHEDULER,
                        Setting.HEALTH_CHECK,
                        Setting.NAME,
                        Setting.KEEP_ALIVE,
                        Setting.SNAT,
                        Setting.GZIP)
                : EnumSet.of(
                        Setting.SESSION,
                        Setting.SCHEDULER,
                        Setting.HEALTH_CHECK,
                        Setting.IDLE_TIME,
                        Setting.RESET_ON_DEREGISTER,
                        Setting.NAME,
                        Setting.SNAT);
    }

    UnaryOperator<Contribution> said() {
        return contribution -> new Contribution(
                contribution.source(),
                contribution.created(),
                contribution.parts().stream().map(this::said).toList(),
                contribution.parts().stream()
                        .map(part -> part.backend().listener())
                        .distinct()
                        .map(listener -> new ListenerWords(
                                listener,
                                contribution.source(),
                                ofListener(),
                                intersection(EnumSet.of(Setting.NAME, Setting.KEEP_ALIVE, Setting.SNAT, Setting.GZIP))))
                        .toList(),
                List.of(),
                contribution.problems(),
                contribution.holds());
    }

    private Part said(Part part) {
        return part.standing() != Part.Standing.WANTED
                ? part
                : part.with(part.asked()
                        .with(
                                ofBackend(part.backend().listener()).over(part.settings()),
                                intersection(EnumSet.of(
                                        Setting.SESSION,
                                        Setting.SCHEDULER,
                                        Setting.HEALTH_CHECK,
                                        Setting.IDLE_TIME,
                                        Setting.RESET_ON_DEREGISTER))));
    }

    private Set<Setting> intersection(Set<Setting> some) {
        Set<Setting> both = EnumSet.copyOf(some);
        both.retainAll(named);
        return both;
    }

    private <V> @Nullable V word(Setting setting, V value) {
        return named.contains(setting) ? value : null;
    }

    private ListenerSettings ofListener() {
        return new ListenerSettings(
                word(Setting.NAME, "mine-" + number),
                BackendSettings.UNSPECIFIED,
                word(Setting.KEEP_ALIVE, true),
                word(Setting.SNAT, true),
                word(Setting.GZIP, true));
    }

    private BackendSettings ofBackend(ListenerKey listener) {
        Scheduler scheduler = Scheduler.values()[number];
        return new BackendSettings(
                word(Setting.SCHEDULER, scheduler),
                word(Setting.SESSION, 60 + number),
                word(Setting.HEALTH_CHECK, check(listener.protocol())),
                word(Setting.IDLE_TIME, 100 + number),
                word(Setting.RESET_ON_DEREGISTER, true),
                null,
                List.of());
    }

    private HealthCheck check(Protocol protocol) {
        HealthCheck times =
                new HealthCheck(number > 0, 3, 7 + number, 2, 4, OWN.source(), null, null, Http.UNSPECIFIED);
        return switch (protocol) {
            case TCP ->
                times.with(Kind.HTTP, 8081 + number, new Http("/ready", "probe.test", Method.GET, 2, Version.HTTP_1_1));
            case UDP -> times.with(Kind.PING, 8081 + number, Http.UNSPECIFIED);
            default -> times.with(Kind.HTTP, null, new Http("/ready", null, Method.GET, 2, null));
        };
    }
}
