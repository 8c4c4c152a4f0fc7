package io.enidirect.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.Rewrite;
import io.enidirect.cloud.Rule;
import io.enidirect.operator.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules that redirect to those of another listener: no kind has words for them yet. */
class RedirectsTest {
    private static final Path FOO = Path.exact("a.test", "/foo", "api");
    private static final Path BAR = Path.exact("b.test", "/bar", "api");

    private final Cluster cluster = new Cluster();
    private Loop loop;

    @BeforeEach
    void redirects() {
        cluster.backend("api", 8080);
        cluster.pods("api", 2);
        cluster.ingress("web", FOO, BAR);
        loop = Loop.ofWeb(cluster);
        loop.saying(Doubles.redirecting(301));
    }

    private void settle() {
        loop.wire.clear();
        loop.settle();
    }

    @Test
    void areMadeInOneCallWhenTheRulesOfBothListenersAreThere() {
        loop.settle();

        assertThat(loop.wire.writes())
                .containsExactly(
                        "create", "createListeners", "createRules", "createRules", "register", "createRewrites");
        assertThat(loop.redirects())
                .isEqualTo(Map.of(
                        "HTTP:8080 a.test =/foo", "HTTP:80 a.test =/foo 301",
                        "HTTP:8080 b.test =/bar", "HTTP:80 b.test =/bar 301"));
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(4);
        assertThat(loop.recordedRules().values())
                .extracting(
                        rule -> rule.redirect() == null ? 0 : rule.redirect().code())
                .contains(301);
        assertThat(loop.plan().steps()).isEmpty();
    }

    @Test
    void withAnotherCodeAreMadeAnewOneCallAfterTheOther() {
        loop.settle();
        loop.saying(Doubles.redirecting(302));
        settle();

        assertThat(loop.wire.writes()).containsExactly("deleteRewrites", "createRewrites");
        assertThat(loop.redirects().values()).allMatch(to -> to.endsWith("302"));
    }

    @Test
    void giveWayToARuleThatForwardsWhenItsTargetsAreConfirmed() {
        loop.settle();
        loop.saying(Doubles.forwarding());
        List<Integer> behind = new ArrayList<>();
        loop.wire.clear();
        loop.wire.hook((number, what, when) -> {
            if (what.equals("deleteRewrites") && when == When.BEFORE) {
                behind.add((int) loop.targets().keySet().stream()
                        .filter(target -> target.startsWith("HTTP:8080"))
                        .count());
            }
        });
        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("register", "deleteRewrites");
        assertThat(behind).containsExactly(4);
        assertThat(loop.wire.sent())
                .extracting(Wire.Sent::method)
                .containsSubsequence("register", "targets", "deleteRewrites");
        assertThat(loop.redirects()).isEmpty();
    }

    @Test
    void takeARulesTargetsOffOnlyWhenTheyAreThere() {
        loop.saying(Doubles.forwarding());
        loop.settle();
        loop.saying(Doubles.redirecting(301));
        settle();

        assertThat(loop.wire.writes()).containsExactly("createRewrites", "deregister");
        assertThat(loop.targets().keySet()).noneMatch(target -> target.startsWith("HTTP:8080"));
    }

    @Test
    void refusedLeaveTheRuleForwardingAndThePodThatIsGoneGoes() {
        loop.saying(Doubles.forwarding());
        loop.settle();
        loop.saying(Doubles.redirecting(301));
        LoopFixture.refuse(loop, "createRewrites", "");
        loop.run(Duration.ofMinutes(1));
        assertThat(loop.targets().keySet())
                .filteredOn(target -> target.startsWith("HTTP:8080"))
                .hasSize(4);

        cluster.removePod("api-1");
        Plan plan = loop.run(Duration.ofMinutes(1));
        assertThat(loop.targets().keySet())
                .filteredOn(target -> target.startsWith("HTTP:8080"))
                .hasSize(2);
        assertThat(plan.problems().values().stream().flatMap(List::stream))
                .anySatisfy(problem -> assertThat(problem.code().text()).isEqualTo("Rejected"));
    }

    @Test
    void goBeforeEitherRuleGoes() {
        loop.settle();
        cluster.ingress("web", FOO);
        settle();

        assertThat(loop.wire.writes()).containsExactly("deleteRewrites", "deleteRules", "deleteRules");
        assertThat(loop.redirects()).containsOnlyKeys("HTTP:8080 a.test =/foo");
    }

    @Test
    void goBeforeTheirListenerGoes() {
        loop.settle();
        loop.saying(contribution -> contribution);
        settle();

        assertThat(loop.wire.writes()).containsExactly("deleteRewrites", "deleteListeners");
        assertThat(loop.listeners()).containsOnlyKeys("HTTP:80");
    }

    @Test
    void thatSomebodyElseMadeOnARuleOfOursGo() {
        loop.saying(Doubles.forwarding());
        loop.settle();
        Listener from = loop.listener("HTTP:8080");
        Listener to = loop.listener("HTTP:80");
        Rule rule = from.rules()
                .filter(each -> each.key().url().equals("=/foo"))
                .findFirst()
                .orElseThrow();
        Rule target = to.rules()
                .filter(each -> each.key().url().equals("=/foo"))
                .findFirst()
                .orElseThrow();
        loop.cloud.console().setRewrite(loop.id(), from.id(), rule.id(), new Rewrite(to.id(), target.id(), 302, true));
        loop.crash();
        settle();

        assertThat(loop.wire.writes()).containsExactly("deleteRewrites");
        assertThat(loop.redirects()).isEmpty();
    }

    @Test
    void thatLeadNowhereOrToAnotherRedirectAreToldBeforeAnyCall() {
        loop.saying(Doubles.chained());
        Plan plan = loop.settle();

        assertThat(loop.redirects()).containsOnlyKeys("HTTP:8080 a.test =/foo", "HTTP:8080 b.test =/bar");
        assertThat(loop.desired().problems().values().stream().flatMap(List::stream))
                .extracting(problem -> problem.code().text())
                .contains("BadRedirect");
        assertThat(plan.steps()).isEmpty();
    }
}
