package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static io.enidirect.operator.apply.Cluster.Port.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.Domain;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Scheduler;
import io.enidirect.operator.record.Setting;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings that a user's word sets, and that go back when no word does any more. */
class SettingsTest {
    private static final int RUNS = 100;
    private static final int STEPS = 5;

    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static Loop made(Protocol protocol) {
        Cluster cluster = new Cluster();
        if (protocol.layer7()) {
            cluster.backend("api", 8080);
            cluster.pods("api", 1);
            cluster.ingress("web", Path.exact("a.test", "/x", "api"));
        } else {
            cluster.service("web", protocol == Protocol.TCP ? tcp(80, 8080) : udp(53, 5353));
            cluster.pods("web", 1);
        }
        return Loop.ofWeb(cluster);
    }

    /** All of it, by where it is; the rule that only holds a domain is nobody's to talk of. */
    private static Map<String, Object> settings(Loop loop) {
        Map<String, Object> settings = new TreeMap<>();
        for (Listener listener : loop.listeners().values()) {
            settings.put(listener.key().toString(), listener.settings());
            for (Domain domain : listener.domains()) {
                domain.rules().forEach(rule -> settings.put(listener.key() + " " + rule.key(), rule.settings()));
            }
        }
        return settings;
    }

    private static Set<String> recorded(Loop loop) {
        Set<String> words = new TreeSet<>();
        loop.record().listeners().forEach(listener -> words.addAll(listener.named()));
        loop.recordedRules().values().forEach(rule -> words.addAll(rule.named()));
        return words;
    }

    private static void settleThroughADeath(Loop loop, Random random) {
        int last = loop.wire.count() + random.nextInt(6);
        When side = When.values()[random.nextInt(2)];
        loop.wire.hook((count, what, when) -> {
            if (count == last && when == side) {
                throw new Death();
            }
        });
        try {
            loop.settle();
        } catch (Death e) {
            loop.crash();
            loop.wire.unhook();
            loop.settle();
        }
        loop.wire.unhook();
    }

    /** Whatever was said before, and wherever the process died. */
    @ParameterizedTest
    @EnumSource(names = {"TCP", "UDP", "HTTP"})
    void endAsIfOnlyTheLastWordHadBeen(Protocol protocol) {
        for (int seed = 1; seed <= RUNS; seed++) {
            Random random = new Random(seed);
            Loop walked = made(protocol);
            Words last = Words.none();
            List<Words> said = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                last = random.nextInt(4) == 0 ? Words.none() : Words.random(random, protocol);
                said.add(last);
                walked.saying(last.said());
                settleThroughADeath(walked, random);
            }
            Loop straight = made(protocol);
            straight.saying(last.said());
            straight.settle();

            assertThat(compared(walked)).as("seed %d: %s", seed, said).isEqualTo(compared(straight));
            assertThat(recorded(walked))
                    .as("seed %d", seed)
                    .isEqualTo(recorded(straight))
                    .hasSameSizeAs(last.named());
            int writes = walked.wire.writes().size();
            walked.crash();
            walked.settle();
            assertThat(walked.wire.writes()).as("seed %d", seed).hasSize(writes);
        }
    }

    /** How probes over HTTP ask is of no account where they speak something else. */
    private static Map<String, Object> compared(Loop loop) {
        Map<String, Object> settings = settings(loop);
        settings.replaceAll((place, value) ->
                value instanceof ListenerSettings listener ? compared(listener) : compared((BackendSettings) value));
        return settings;
    }

    static ListenerSettings compared(ListenerSettings read) {
        return new ListenerSettings(read.name(), compared(read.backend()), read.keepAlive(), read.snat(), read.gzip());
    }

    static BackendSettings compared(BackendSettings read) {
        HealthCheck check = read.healthCheck();
        return check == null || check.kind() == HealthCheck.Kind.HTTP
                ? read
                : new BackendSettings(null, null, check.with(check.kind(), check.port(), HealthCheck.Http.UNSPECIFIED))
                        .over(read.withHealthCheck(null));
    }

    /** Neither a word nor its end touches what no word named, a drift check or not. */
    @ParameterizedTest
    @EnumSource(names = {"TCP", "HTTP"})
    void leaveWhatNobodyNamedAsTheCloudHasIt(Protocol protocol) {
        Loop loop = made(protocol);
        loop.settle();
        Listener listener = loop.listeners().values().iterator().next();
        BackendSettings strange = protocol.layer7()
                ? new BackendSettings(Scheduler.LEAST_CONN, null, null)
                : new BackendSettings(Scheduler.LEAST_CONN, null, null, 333, null, null, List.of());
        ListenerSettings strangeListener = new ListenerSettings(
                null,
                protocol.layer7() ? BackendSettings.UNSPECIFIED : strange,
                protocol.layer7() ? true : null,
                true,
                null);
        loop.cloud.console().modifyListener(loop.id(), listener.id(), strangeListener);
        listener.rules().forEach(rule -> loop.cloud.console().modifyRule(loop.id(), listener.id(), rule.id(), strange));
        loop.crash();

        for (Words words :
                List.of(Words.none(), new Words(Set.of(Setting.HEALTH_CHECK, Setting.NAME), 1), Words.none())) {
            loop.saying(words.said());
            loop.settle();
            Listener now = loop.listeners().values().iterator().next();
            assertThat(strangeListener.satisfiedBy(now.settings())).isTrue();
            assertThat(now.rules()).allMatch(rule -> strange.satisfiedBy(rule.settings()));
        }
    }

    @Test
    void aSessionThatASpecAsksForNoMoreGoesBackAndItsEntryNamesItUntilThen() {
        Cluster cluster = new Cluster();
        cluster.service("web", tcp(80, 8080));
        cluster.pods("web", 1);
        cluster.session("web", 600);
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();
        assertThat(loop.listener("TCP:80").settings().backend().sessionSeconds())
                .isEqualTo(600);
        assertThat(loop.record().listeners().get(0).named()).containsExactly("session");

        cluster.session("web", null);
        loop.wire.clear();
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("modifyListener");
        assertThat(loop.listener("TCP:80").settings().backend().sessionSeconds())
                .isZero();
        assertThat(loop.record().listeners().get(0).named()).isEmpty();
    }

    /** The name proves who made it, and this scheduler is refused at first. */
    @Test
    void thatTheCloudTakesOnlyOfAListenerThatIsThereComeAfterItsCreation() {
        Loop loop = made(Protocol.TCP);
        loop.saying(new Words(EnumSet.of(Setting.NAME, Setting.SCHEDULER), 2).said());
        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("create", "createListeners", "register", "modifyListener");
        assertThat(loop.listener("TCP:80").name()).isEqualTo("mine-2");
        assertThat(loop.listener("TCP:80").settings().backend().scheduler()).isEqualTo(Scheduler.IP_HASH);
        assertThat(loop.plan().steps()).isEmpty();
    }

    @Test
    void ofAListenerWhoseNameTheUserChoseStillProveThatItIsOurs() {
        Loop loop = made(Protocol.TCP);
        loop.saying(new Words(Set.of(Setting.NAME), 0).said());
        loop.settle();
        loop.crash();
        loop.wire.clear();
        loop.settle();

        assertThat(loop.wire.writes()).isEmpty();
    }
}
