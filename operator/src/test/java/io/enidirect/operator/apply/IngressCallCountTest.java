package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.State.READY;
import static io.enidirect.operator.apply.Cluster.State.TERMINATING;
import static io.enidirect.operator.apply.Path.exact;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.Rule;
import io.enidirect.crd.RuleRecord;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.ObservedChange;
import io.enidirect.operator.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Design §10.4 for Ingresses: the calls of each change, no more. */
class IngressCallCountTest extends LoopFixture {

    @ParameterizedTest
    @CsvSource({"3, 1, 4, 1", "21, 2, 30, 2", "45, 3, 30, 3", "50, 3, 9, 1"})
    void anIngressOnANewLoadBalancerTakesTheFewestWrites(int rules, int creations, int pods, int registrations) {
        cluster.backend("api", 8080);
        cluster.pods("api", pods);
        cluster.ingress("web", paths(rules - 1)); // the placeholder of the default domain is a rule as well
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();

        assertThat(loop.wire.writes())
                .startsWith("create", "createListeners")
                .hasSize(2 + creations + registrations)
                .filteredOn("createRules"::equals)
                .hasSize(creations);
        assertThat(loop.wire.writes()).filteredOn("register"::equals).hasSize(registrations);
        assertThat(loop.rules()).hasSize(rules).containsKey(DefaultDomain.PLACEHOLDER.toString());
        assertThat(loop.defaultDomains()).containsExactly(DefaultDomain.NAME);
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize((rules - 1) * pods);
        assertThat(loop.recordedRules().values())
                .hasSize(rules)
                .extracting(RuleRecord::id)
                .doesNotContainNull();
        assertThat(loop.plan().steps()).isEmpty();
    }

    private static List<String> methods(Loop loop) {
        return loop.wire.sent().stream()
                .map(Wire.Sent::method)
                .filter(method -> !method.equals("task"))
                .toList();
    }

    @Test
    void addedPodTakesOneWriteOverAllRulesAndItsConfirmation() {
        Loop loop = settledIngress(2, paths(44));

        cluster.pod("api-3", "api", "10.0.9.3", READY);
        loop.settle();

        assertThat(methods(loop)).containsExactly("register", "targets");
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(3 * 44);
    }

    @Test
    void deletedPodTakesWeightZeroAndThenItsDeregistration() {
        Loop loop = settledIngress(2, paths(20));

        cluster.pod("api-1", TERMINATING);
        loop.settle();
        cluster.removePod("api-1");
        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("setWeights", "deregister");
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(20);
    }

    @Test
    void changedPathTakesOnlyItsOwnRules() {
        Path[] paths = paths(44);
        Loop loop = settledIngress(2, paths);
        Map<String, Rule> before = loop.rules();

        paths[7] = exact(paths[7].host(), "/other", "api");
        cluster.ingress("web", paths);
        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("createRules", "register", "deleteRules");
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(2 * 44);
        Map<String, Rule> kept = loop.rules();
        assertThat(kept).hasSize(45).containsKey(paths[7].host() + " =/other");
        kept.remove(paths[7].host() + " =/other");
        assertThat(before).containsAllEntriesOf(kept);
    }

    @Test
    void anotherServiceBehindAPathTakesNoRule() {
        cluster.backend("other", 9090);
        cluster.pod("other-1", "other", "10.0.8.1", READY);
        Path[] paths = paths(3);
        Loop loop = settledIngress(2, paths);

        paths[1] = exact(paths[1].host(), paths[1].path(), "other");
        cluster.ingress("web", paths);
        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("register", "deregister");
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(5);
    }

    @Test
    void unchangedTakesNoCallAndARestartOnlyReads() {
        Loop loop = settledIngress(2, paths(20));

        loop.settle();
        assertThat(methods(loop)).isEmpty();

        loop.crash();
        loop.settle();
        assertThat(methods(loop)).containsExactly("describe", "listeners", "targets");
        assertThat(loop.written()).doesNotHaveDuplicates();
    }

    @Test
    void deletedIngressTakesOneDeletion() {
        Loop loop = settledIngress(1, paths(18));

        delete(loop);
        loop.settle();

        assertThat(loop.released()).isTrue();
        assertThat(loop.wire.writes()).containsExactly("delete");
    }

    @Test
    void planFromNothingNamesAllThatWillBeThere() {
        cluster.backend("api", 8080);
        cluster.pods("api", 1);
        cluster.ingress("web", exact("a.test", "/x", "api"), Path.prefix("", "/", "api"));
        Loop loop = Loop.ofWeb(cluster);
        Snapshot seen = loop.snapshot();
        Observed nothing = new ObservedChange(seen.observed())
                .loadBalancer(null)
                .known(Observed.Aspect.values())
                .done();
        Snapshot empty = new Snapshot(
                seen.now(),
                seen.settings(),
                seen.object(),
                seen.sources(),
                seen.endpoints(),
                seen.externals(),
                nothing,
                seen.memory());

        Plan plan = Plan.between(House.desired(empty).state(), empty);

        assertThat(plan.steps())
                .extracting(planned -> planned.step().describe())
                .containsExactly(
                        "create load balancer cls-1_default_web (PUBLIC)",
                        "create listeners HTTP [80]",
                        "create rules on HTTP:80: default.eni-direct.invalid /, a.test =/x;"
                                + " unknown hosts fall to default.eni-direct.invalid",
                        "register 10.0.0.2:8080 behind HTTP:80 a.test =/x=10,"
                                + " 10.0.0.2:8080 behind HTTP:80 default.eni-direct.invalid /=10");
    }
}
