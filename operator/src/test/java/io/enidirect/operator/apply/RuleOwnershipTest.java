package io.enidirect.operator.apply;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static io.enidirect.operator.apply.Cluster.State.READY;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.NewRule;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.crd.Origin;
import io.enidirect.crd.RuleRecord;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.plan.Plan;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which rules are ours, for whom, and what becomes of others. */
class RuleOwnershipTest extends LoopFixture {
    private static final ListenerKey HTTP = new ListenerKey(Protocol.HTTP, 80);

    private static NewRule strange(boolean defaultServer) {
        return new NewRule(
                new RuleKey("strange.test", "/"),
                BackendSettings.UNSPECIFIED,
                DomainSettings.UNSPECIFIED.withDefaultServer(defaultServer));
    }

    private static Collection<RuleRecord> recorded(Loop loop) {
        return loop.recordedRules().values();
    }

    @Test
    void rulesMadeEarlierAreProbedAsNewOnesAre() {
        Loop loop = settledIngress(1, paths(1));
        Rule rule = rule(loop);
        loop.cloud
                .console()
                .modifyRule(
                        loop.id(),
                        loop.listener("HTTP:80").id(),
                        rule.id(),
                        new BackendSettings(null, null, HealthCheck.DEFAULT));
        loop.crash();

        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("modifyRule");
        assertThat(rule(loop).settings().healthCheck())
                .matches(HealthCheck.DEFAULT.from(HealthCheck.Source.SHARED_SPACE)::satisfiedBy);
    }

    private static Rule rule(Loop loop) {
        return loop.rules().values().stream()
                .filter(each -> each.key().url().equals("=/p00"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void recordNamesEachRuleWithItsIngressAndOrigin() {
        Loop loop = settledIngress(1, paths(1));

        ListenerRecord listener = loop.record().listeners().get(0);
        assertThat(listener.source()).isNull();
        assertThat(listener.origins()).isEmpty();
        assertThat(loop.record().sources()).singleElement().satisfies(source -> {
            assertThat(source.kind()).isEqualTo("Ingress");
            assertThat(recorded(loop))
                    .extracting(RuleRecord::url, RuleRecord::source)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("=/p00", source.key()),
                            org.assertj.core.groups.Tuple.tuple(DefaultDomain.PLACEHOLDER.url(), null));
        });
        assertThat(loop.recordedRules().get(new RuleKey("a.test", "=/p00")).origins())
                .extracting(Origin::name)
                .containsExactly("api");
    }

    @Test
    void nothingIsMadeThatTheRecordDoesNotName() {
        cluster.backend("api", 8080);
        cluster.pods("api", 1);
        cluster.ingress("web", paths(25));
        Loop loop = Loop.ofWeb(cluster);
        List<String> unnamed = new java.util.ArrayList<>();
        loop.wire.hook((number, what, when) -> {
            if (what.equals("createRules") && when == When.AFTER) {
                loop.cloud.endTasks();
                List<String> names = loop.recordedRules().keySet().stream()
                        .map(RuleKey::toString)
                        .toList();
                loop.rules().keySet().stream()
                        .filter(key -> !names.contains(key))
                        .forEach(unnamed::add);
            }
        });

        loop.settle();
        cluster.ingress("web", with(paths(25), Path.prefix("", "/", "api")));
        loop.settle();

        assertThat(unnamed).isEmpty();
        assertThat(loop.rules()).hasSize(26);
    }

    @Test
    void foreignListenerInThePlaceIsToldToEveryIngressAndLeftAlone() {
        Loop loop = settled(1, tcp(8080, 8080));
        loop.cloud.console().addListener(loop.id(), HTTP, "mine");
        loop.crash();
        cluster.backend("api", 8080);
        cluster.pods("api", 1);
        cluster.ingress("one", paths(2));
        cluster.ingress("two", Path.exact("b.test", "/", "api"));

        Plan plan = loop.run(Duration.ofMinutes(1));

        assertThat(plan.problems()).containsOnlyKeys(cluster.ref("one"), cluster.ref("two"));
        assertThat(codes(plan)).containsExactly("ForeignListener");
        assertThat(loop.listener("HTTP:80").rules()).isEmpty();
        assertThat(recorded(loop)).isEmpty();

        loop.cloud.console().deleteListener(loop.id(), loop.listener("HTTP:80").id());
        loop.crash();
        loop.settle();
        assertThat(loop.rules()).hasSize(4);
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets());
    }

    @Test
    void unknownRuleOnOurListenerIsRemoved() {
        Loop loop = settledIngress(1, paths(2));
        Map<String, Rule> before = loop.rules();
        loop.cloud.console().addRule(loop.id(), loop.listener("HTTP:80").id(), strange(false));
        loop.crash();

        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("deleteRules");
        assertThat(loop.rules()).isEqualTo(before);
        assertThat(recorded(loop)).hasSize(3);
    }

    @Test
    void defaultDomainThatSomebodyTookIsTakenBackBeforeHisRuleGoes() {
        Loop loop = settledIngress(1, paths(2));
        Map<String, Rule> before = loop.rules();
        loop.cloud.console().addRule(loop.id(), loop.listener("HTTP:80").id(), strange(true));
        assertThat(loop.defaultDomains()).containsExactly("strange.test");
        loop.crash();

        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("modifyDomain", "deleteRules");
        assertThat(loop.rules()).isEqualTo(before);
    }

    @Test
    void changedSettingsOfARuleAreSetBack() {
        Loop loop = settledIngress(1, paths(2));
        Rule rule = Objects.requireNonNull(loop.rules().get("a.test =/p01"));
        HealthCheck other = new HealthCheck(true, 2, 60, 2, 2, HealthCheck.Source.VIP);
        loop.cloud.modifyRule(
                loop.id(),
                loop.listener("HTTP:80").id(),
                rule.id(),
                rule.key(),
                new BackendSettings(null, null, other));
        loop.crash();

        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("modifyRule");
        assertThat(loop.rules()).containsEntry("a.test =/p01", rule);
    }

    @Test
    void vanishedRuleIsMadeAnewWithItsTargets() {
        Loop loop = settledIngress(2, paths(2));
        Rule rule = Objects.requireNonNull(loop.rules().get("a.test =/p01"));
        loop.cloud.deleteRules(loop.id(), loop.listener("HTTP:80").id(), Set.of(rule.id()));
        cluster.pod("api-9", "api", "10.0.9.9", READY); // its registration finds that the rule is gone

        loop.settle();

        assertThat(loop.rules()).hasSize(3).doesNotContainEntry("a.test =/p01", rule);
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(6);
        assertThat(recorded(loop))
                .extracting(RuleRecord::id)
                .containsExactlyInAnyOrderElementsOf(loop.rules().values().stream()
                        .map(each -> each.id().value())
                        .toList());
    }

    @Test
    void emptyRecordFindsEveryRuleAgain() {
        Loop loop = settledIngress(2, paths(3));
        CloudLoadBalancerStatus record = loop.record();
        loop.record(CloudLoadBalancerStatus.EMPTY);
        loop.crash();

        loop.settle();

        assertThat(loop.wire.writes()).isEmpty();
        assertThat(loop.record().listeners()).isEqualTo(record.listeners());
    }

    @Test
    void ruleGoesOverToAnotherIngressWithoutACall() {
        cluster.backend("api", 8080);
        cluster.pods("api", 2);
        cluster.ingress("first", paths(2));
        cluster.ingress("second", paths(2));
        Loop loop = Loop.shared(cluster);
        loop.run(Duration.ofMinutes(1));
        String second = cluster.ref("second").key();
        loop.wire.clear();

        cluster.removeIngress("first");
        loop.settle();

        assertThat(loop.wire.sent()).isEmpty();
        assertThat(loop.recordedRules()
                        .subMap(new RuleKey("a.test", " "), new RuleKey("a.tesu", " "))
                        .values())
                .extracting(RuleRecord::source)
                .containsExactly(second, second);
    }

    @Test
    void ruleThatShowsLateAfterACrashGoesAlthoughNobodyAsksForItAnyMore() {
        Loop loop = settledIngress(1, paths(2));
        loop.cloud.taskTime(Duration.ofSeconds(20));
        cluster.ingress("web", paths(3));
        loop.run(Duration.ofSeconds(1));
        assertThat(loop.wire.writes()).containsExactly("createRules");
        loop.crash();
        cluster.ingress("web", paths(2));

        loop.run(Duration.ofSeconds(5));
        assertThat(recorded(loop)).hasSize(4);
        loop.settle();

        assertThat(loop.rules()).hasSize(3);
        assertThat(recorded(loop)).hasSize(3);
        assertThat(loop.wire.writes()).containsExactly("createRules", "deleteRules");
    }

    @Test
    void lostTagsReleaseTheRulesThatNobodyAsksForAnyMore() {
        Loop loop = settledIngress(1, paths(2));
        loop.cloud.console().removeTag(loop.id(), io.enidirect.operator.snapshot.Settings.OWNER_TAG);
        loop.crash();
        cluster.ingress("web", paths(1));

        Plan plan = loop.run(Duration.ofMinutes(10));

        assertThat(loop.wire.writes()).isEmpty();
        assertThat(codes(plan)).containsExactly("OwnershipLost");
        assertThat(recorded(loop)).extracting(RuleRecord::url).containsExactly("=/p00", "=/eni-direct/none");
    }
}
