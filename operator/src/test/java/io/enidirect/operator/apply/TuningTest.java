package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static io.enidirect.operator.apply.Cluster.Port.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.Scheduler;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A TkeServiceConfig that is edited, taken away and wrong now and then. */
class TuningTest {
    private static final int RUNS = 25;
    private static final int STEPS = 4;

    private static final List<String> OF_BACKEND = List.of(
            "scheduler: LEAST_CONN",
            "scheduler: IP_HASH",
            "session: {enable: true, sessionExpireTime: 60}",
            "session: {enable: false}",
            "healthCheck: {enable: true, intervalTime: 9, timeout: 3}",
            "healthCheck: {enable: true, healthNum: 5}");
    private static final List<String> OF_LISTENER = List.of(
            "deregisterTargetRst: true",
            "listenerName: mine",
            "healthCheck: {checkType: HTTP, httpCheckDomain: p.test, httpCheckPath: /ok}");
    private static final List<String> OF_RULE = List.of(
            "forwardType: HTTP",
            "healthCheck: {httpCheckPath: /ok, httpCheckDomain: p.test, httpCheckMethod: GET, httpCode: 2}",
            "healthCheck: {httpCheckPath: /ok}");
    private static final List<String> OF_L7 =
            List.of("listenerName: mine", "keepaliveEnable: 1", "snatEnable: true", "defaultServer: a.test");
    private static final List<String> BAD =
            List.of("scheduler: X", "session: {enable: true, sessionExpireTime: 1}", "healthCheck: {intervalTime: 1}");

    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static Cluster cluster(String kind) {
        Cluster cluster = new Cluster();
        if (kind.equals("Ingress")) {
            cluster.backend("api", 8080);
            cluster.pods("api", 1);
            cluster.ingress("web", Path.prefix("a.test", "/x", "api"), Path.exact("*.b.test", "/y", "api"));
        } else {
            cluster.service("web", tcp(80, 8080), udp(53, 5353));
            cluster.pods("web", 1);
        }
        return cluster;
    }

    /** Some words, no two of one field. */
    private static String words(Random random, List<String> all) {
        Map<String, String> words = new TreeMap<>();
        all.stream()
                .filter(word -> random.nextInt(3) == 0)
                .forEach(word -> words.put(word.substring(0, word.indexOf(':')), word));
        if (words.getOrDefault("scheduler", "").length() > 0) {
            words.remove("session"); // it works with weighted round robin only
        }
        return words.values().stream().map(word -> ", " + word).collect(Collectors.joining());
    }

    private static List<String> with(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** Of both kinds, of which each looks at its own. */
    private static String config(Random random, List<String> more) {
        List<String> ofListener = with(with(OF_BACKEND, OF_LISTENER), more);
        List<String> ofRule = with(with(OF_BACKEND, OF_RULE), more);
        List<String> ofPattern = with(OF_BACKEND.subList(0, 4), more);
        return "{l4Listeners: [{protocol: TCP, port: 80" + words(random, ofListener) + "}, {protocol: UDP, port: 53"
                + words(random, OF_BACKEND) + "}], l7Listeners: [{protocol: HTTP, port: 80" + words(random, OF_L7)
                + ", domains: [{domain: a.test, rules: [{url: /x" + words(random, ofRule)
                + "}]}, {domain: '*.b.test', rules: [{url: /y" + words(random, ofPattern) + "}]}]}]}";
    }

    private static Map<String, Object> settings(Loop loop) {
        Map<String, Object> settings = new TreeMap<>();
        loop.listeners().values().forEach(listener -> {
            settings.put(listener.key().toString(), SettingsTest.compared(listener.settings()));
            listener.domains().forEach(domain -> {
                settings.put(listener.key() + " " + domain.name(), domain.settings());
                domain.rules()
                        .forEach(rule -> settings.put(
                                listener.key() + " " + rule.key(), SettingsTest.compared(rule.settings())));
            });
        });
        return settings;
    }

    private static Set<String> recorded(Loop loop) {
        Set<String> words = new TreeSet<>();
        loop.record().listeners().forEach(listener -> {
            words.addAll(listener.named());
            listener.domains().forEach(domain -> words.addAll(domain.named()));
        });
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

    /** Whatever was said before, missing or wrong, and wherever the process died. */
    @ParameterizedTest
    @ValueSource(strings = {"Service", "Ingress"})
    void endsAsIfOnlyItsLastStateHadBeen(String kind) {
        for (int seed = 1; seed <= RUNS; seed++) {
            Random random = new Random(seed);
            Loop walked = Loop.ofWeb(cluster(kind));
            List<String> said = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(4)) {
                    case 0 -> walked.cluster.tune(null);
                    case 1 -> walked.cluster.config("web-config", null); // it is named, and gone
                    case 2 -> walked.cluster.tune(config(random, BAD));
                    default -> walked.cluster.tune(config(random, List.of()));
                }
                settleThroughADeath(walked, random);
            }
            @Nullable String last = seed % 3 == 0 ? null : config(random, List.of());
            said.add(String.valueOf(last));
            walked.cluster.tune(last);
            settleThroughADeath(walked, random);

            Loop straight = Loop.ofWeb(cluster(kind));
            straight.cluster.tune(last);
            straight.settle();
            assertThat(settings(walked)).as("seed %d: %s", seed, said).isEqualTo(settings(straight));
            assertThat(recorded(walked)).as("seed %d", seed).isEqualTo(recorded(straight));
            int writes = walked.wire.writes().size();
            walked.crash();
            walked.settle();
            assertThat(walked.wire.writes()).as("seed %d", seed).hasSize(writes);
        }
    }

    /** It is missing, or wrong as a whole: nothing is changed in any setting, and the targets follow. */
    @ParameterizedTest
    @ValueSource(strings = {"Service", "Ingress"})
    void whileItIsGoneNothingChangesButTheTargets(String kind) {
        for (int seed = 1; seed <= 20; seed++) {
            Loop loop = Loop.ofWeb(cluster(kind));
            loop.cluster.tune(config(new Random(seed), List.of()));
            loop.settle();
            Map<String, Object> before = settings(loop);
            Set<String> named = recorded(loop);

            loop.wire.clear();
            loop.cluster.config("web-config", null);
            loop.cluster.pod("new", kind.equals("Ingress") ? "api" : "web", "10.0.9.9", Cluster.State.READY);
            loop.settle();

            assertThat(loop.wire.writes()).as("seed %d", seed).containsExactly("register");
            assertThat(settings(loop)).isEqualTo(before);
            assertThat(recorded(loop)).isEqualTo(named);
            assertThat(loop.desired().problems().values())
                    .allSatisfy(problems ->
                            assertThat(problems).extracting(Problem::code).containsExactly(Code.TUNING_NOT_FOUND));

            loop.cluster.tune(null);
            loop.settle();
            Loop never = Loop.ofWeb(cluster(kind));
            never.settle();
            assertThat(settings(loop)).as("seed %d", seed).isEqualTo(settings(never));
            assertThat(recorded(loop)).isEmpty();
        }
    }

    @Test
    void anEditIsOneChangeOfWhatItSpeaksOf() {
        Loop loop = Loop.ofWeb(cluster("Service"));
        loop.cluster.tune("{l4Listeners: [{protocol: TCP, port: 80, scheduler: IP_HASH}]}");
        loop.settle();
        assertThat(loop.wire.writes())
                .as("the cloud takes that of a listener that is there only")
                .containsExactly("create", "createListeners", "createListeners", "register", "modifyListener");
        assertThat(loop.listener("TCP:80").settings().backend().scheduler()).isEqualTo(Scheduler.IP_HASH);

        loop.wire.clear();
        loop.cluster.tune("{l4Listeners: [{protocol: TCP, port: 80, scheduler: LEAST_CONN}]}");
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("modifyListener");
        assertThat(loop.listener("UDP:53").settings().backend().scheduler()).isEqualTo(Scheduler.WRR);
    }

    /** One of the two is wrong and stays, and beside it the other can't be. */
    @Test
    void aSchedulerDoesNotComeBesideASessionThatIsHeld() {
        Loop loop = Loop.ofWeb(cluster("Service"));
        loop.cluster.tune("{l4Listeners: [{protocol: TCP, port: 80, session: {enable: true, sessionExpireTime: 60}}]}");
        loop.settle();

        loop.wire.clear();
        loop.cluster.tune("{l4Listeners: [{protocol: TCP, port: 80, session: {enable: true, sessionExpireTime: 1},"
                + " scheduler: LEAST_CONN}]}");
        loop.settle();
        assertThat(loop.wire.writes()).isEmpty();
        assertThat(loop.desired().problems().values())
                .allSatisfy(problems -> assertThat(problems).hasSize(2));

        loop.cluster.tune("{l4Listeners: [{protocol: TCP, port: 80, scheduler: LEAST_CONN}]}");
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("modifyListener");
        assertThat(loop.listener("TCP:80").settings().backend().sessionSeconds())
                .isZero();
    }

    @Test
    void anEntryOfAPrefixTunesBothOfItsRules() {
        Loop loop = Loop.ofWeb(cluster("Ingress"));
        loop.cluster.tune(
                "{l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: a.test, rules: [{url: /x, scheduler:"
                        + " IP_HASH}]}]}]}");
        loop.settle();

        assertThat(loop.rules().entrySet().stream()
                        .filter(rule -> rule.getValue().settings().scheduler() == Scheduler.IP_HASH)
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("a.test /x/", "a.test =/x");
    }

    @Test
    void unknownHostsGoToItsDefaultServerAndBack() {
        Loop loop = Loop.ofWeb(cluster("Ingress"));
        loop.settle();
        Set<String> before = loop.defaultDomains();

        loop.wire.clear();
        loop.cluster.tune("{l7Listeners: [{protocol: HTTP, port: 80, defaultServer: '*.b.test'}]}");
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("modifyDomain");
        assertThat(loop.defaultDomains()).containsExactly("~^[^.]+\\.b\\.test$");

        loop.wire.clear();
        loop.cluster.ingress("web", Path.prefix("a.test", "/x", "api"));
        loop.settle();
        assertThat(loop.wire.writes()).containsExactly("modifyDomain", "deleteRules");
        assertThat(loop.defaultDomains()).isEqualTo(before);
    }
}
