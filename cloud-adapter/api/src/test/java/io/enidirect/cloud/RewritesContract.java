package io.enidirect.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the port says of redirects from rules to rules. */
public abstract class RewritesContract extends CloudContract {
    private static final RuleId MISSING = new RuleId("loc-ffffffff");

    private LoadBalancerId id = new LoadBalancerId("lb-none");
    private ListenerId from = new ListenerId("lbl-none");
    private ListenerId to = from;
    private List<RuleId> sources = List.of();
    private List<RuleId> targets = List.of();

    /** Two rules of a.test to come from, and two of b.test on another listener to go to. */
    @BeforeEach
    final void makeRules() {
        id = create();
        List<ListenerId> made = listen(id, Protocol.HTTP, 80, 81);
        from = made.get(0);
        to = made.get(1);
        sources = create(id, from, rule("a.test", "/"), rule("a.test", "/x"));
        targets = create(id, to, rule("b.test", "/"), rule("b.test", "/x"));
    }

    private Rewrite rewrite(int target, int code, boolean keepsPath) {
        return new Rewrite(to, targets.get(target), code, keepsPath);
    }

    private NewRewrite wanted(int source, int target) {
        return new NewRewrite(sources.get(source), "a.test", rewrite(target, 301, true));
    }

    private void redirect(NewRewrite... wanted) {
        end(() -> loadBalancers().createRewrites(id, from, List.of(wanted)));
    }

    private <X extends CloudException> X refused(Class<X> kind, ListenerId source, NewRewrite... wanted) {
        return refusal(kind, () -> loadBalancers().createRewrites(id, source, List.of(wanted)));
    }

    private <X extends CloudException> void notDeleted(Class<X> kind, Map<RuleId, Rewrite> gone) {
        refusal(kind, () -> loadBalancers().deleteRewrites(id, from, gone));
    }

    private Map<BackendId, Rewrite> rewrites() {
        return end(() -> loadBalancers().rewrites(id));
    }

    private BackendId source(int index) {
        return BackendId.of(from, sources.get(index));
    }

    private List<Rule> rules(ListenerId listener) {
        return listener(id, listener).rules().toList();
    }

    @Test
    void aRuleForwardsUntilItIsRedirected() {
        assertThat(rewrites()).isEmpty();
        assertThat(rules(from)).extracting(Rule::rewrite).containsOnlyNulls();
    }

    @Test
    void redirectsSeveralRulesAndTellsItInBothReads() {
        Rewrite one = rewrite(1, 302, true);
        Rewrite two = rewrite(1, 307, false);
        redirect(new NewRewrite(sources.get(0), "a.test", one), new NewRewrite(sources.get(1), "a.test", two));

        assertThat(rewrites()).isEqualTo(Map.of(source(0), one, source(1), two));
        assertThat(rules(from)).extracting(Rule::rewrite).containsExactlyInAnyOrder(one, two);
        assertThat(rules(to)).extracting(Rule::rewrite).containsOnlyNulls();
    }

    @Test
    void aRuleForwardsAgainOnceItsRedirectIsDeleted() {
        redirect(wanted(0, 0), wanted(1, 0));
        end(() -> loadBalancers().deleteRewrites(id, from, Map.of(sources.get(0), rewrite(0, 301, true))));

        assertThat(rewrites()).isEqualTo(Map.of(source(1), rewrite(0, 301, true)));
        redirect(new NewRewrite(sources.get(0), "a.test", rewrite(1, 302, false)));
        assertThat(rewrites()).isEqualTo(Map.of(source(0), rewrite(1, 302, false), source(1), rewrite(0, 301, true)));
    }

    @Test
    void redirectsWithinOneListenerToo() {
        Rewrite own = new Rewrite(from, sources.get(1), 301, true);
        redirect(new NewRewrite(sources.get(0), "a.test", own));

        assertThat(rewrites()).isEqualTo(Map.of(source(0), own));
    }

    @Test
    void aRuleKeepsItsTargetsAndSettingsWhileItRedirects() {
        Binding binding = new Binding(source(0), new Target("10.0.0.1", 80));
        end(() -> loadBalancers().register(id, Map.of(binding, 10)));
        redirect(wanted(0, 0));
        end(() -> loadBalancers()
                .modifyRule(id, from, sources.get(0), new RuleKey("a.test", "/"), new BackendSettings(null, 60, null)));

        assertThat(rewrites()).isEqualTo(Map.of(source(0), rewrite(0, 301, true)));
        end(() -> loadBalancers().deleteRewrites(id, from, Map.of(sources.get(0), rewrite(0, 301, true))));
        assertThat(targets(id)).isEqualTo(Map.of(binding, 10));
        assertThat(rules(from))
                .filteredOn(each -> each.id().equals(sources.get(0)))
                .extracting(each -> each.settings().sessionSeconds())
                .containsExactly(60);
    }

    @Test
    void redirectsARuleOnceAndAllRulesOrNone() {
        redirect(wanted(1, 0));

        assertThat(refused(CloudException.Conflict.class, from, wanted(0, 0), wanted(1, 1))
                        .code())
                .isEqualTo("InvalidParameter.RewriteAlreadyExist");
        refused(CloudException.Conflict.class, from, wanted(0, 0), wanted(0, 1));
        assertThat(rewrites()).isEqualTo(Map.of(source(1), rewrite(0, 301, true)));
    }

    @Test
    void refusesChainsFromBothEnds() {
        redirect(wanted(0, 0));
        NewRewrite onward = new NewRewrite(targets.get(0), "b.test", new Rewrite(to, targets.get(1), 301, true));
        NewRewrite toASource = new NewRewrite(sources.get(1), "a.test", new Rewrite(from, sources.get(0), 301, true));
        NewRewrite toItself = new NewRewrite(sources.get(1), "a.test", new Rewrite(from, sources.get(1), 301, true));

        refused(CloudException.Rejected.class, to, onward);
        refused(CloudException.Rejected.class, from, toASource);
        refused(CloudException.Rejected.class, from, toItself);
        assertThat(rewrites()).isEqualTo(Map.of(source(0), rewrite(0, 301, true)));
    }

    @Test
    void refusesAChainWithinACall() {
        RuleId third = create(id, from, rule("a.test", "/y")).get(0);
        NewRewrite one = new NewRewrite(sources.get(0), "a.test", new Rewrite(from, sources.get(1), 301, true));
        NewRewrite two = new NewRewrite(sources.get(1), "a.test", new Rewrite(from, third, 301, true));

        refused(CloudException.Rejected.class, from, one, two);
        refused(CloudException.Rejected.class, from, two, one);
        assertThat(rewrites()).isEmpty();
    }

    @Test
    void refusesRedirectsOfAndToWhatIsNotThere() {
        Rewrite fine = rewrite(0, 301, true);
        refused(CloudException.NotFound.class, from, wanted(0, 0), new NewRewrite(MISSING, "a.test", fine));
        refused(
                CloudException.NotFound.class,
                from,
                new NewRewrite(sources.get(0), "a.test", new Rewrite(to, MISSING, 301, true)));
        refused(
                CloudException.NotFound.class,
                from,
                new NewRewrite(
                        sources.get(0), "a.test", new Rewrite(new ListenerId("lbl-ffffffff"), MISSING, 301, true)));
        refused(CloudException.NotFound.class, new ListenerId("lbl-ffffffff"), wanted(0, 0));
        refused(CloudException.Rejected.class, from, new NewRewrite(sources.get(0), "c.test", fine));
        refusal(CloudException.NotFound.class, () -> loadBalancers().rewrites(new LoadBalancerId("lb-ffffffff")));
        assertThat(rewrites()).isEmpty();
    }

    @Test
    void refusesRedirectsOfAndToListenersWithoutRules() {
        ListenerId plain = listen(id, Protocol.TCP, 90).get(0);

        refused(CloudException.Rejected.class, plain, wanted(0, 0));
        refused(
                CloudException.Rejected.class,
                from,
                new NewRewrite(sources.get(0), "a.test", new Rewrite(plain, MISSING, 301, true)));
    }

    @Test
    void deletesAllOfTheRedirectsOrNone() {
        redirect(wanted(0, 0));
        Rewrite there = rewrite(0, 301, true);
        Rewrite elsewhere = rewrite(1, 301, true);

        notDeleted(CloudException.NotFound.class, Map.of(sources.get(0), there, sources.get(1), there));
        notDeleted(CloudException.NotFound.class, Map.of(sources.get(0), elsewhere));
        notDeleted(CloudException.NotFound.class, Map.of(MISSING, there));
        assertThat(rewrites()).isEqualTo(Map.of(source(0), there));
    }

    @Test
    void neverTakesNoneForAllNorSeveralListenersForOne() {
        NewRewrite own = new NewRewrite(sources.get(0), "a.test", new Rewrite(from, sources.get(1), 301, true));
        List<NewRewrite> mixed = List.of(own, wanted(1, 0));
        Map<RuleId, Rewrite> mixedToo = Map.of(sources.get(0), own.rewrite(), sources.get(1), rewrite(0, 301, true));
        List<NewRewrite> many = new ArrayList<>(Collections.nCopies(CallLimits.REWRITES + 1, wanted(0, 0)));

        assertThatIllegalArgumentException().isThrownBy(() -> loadBalancers().createRewrites(id, from, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> loadBalancers().createRewrites(id, from, many));
        assertThatIllegalArgumentException().isThrownBy(() -> loadBalancers().createRewrites(id, from, mixed));
        assertThatIllegalArgumentException().isThrownBy(() -> loadBalancers().deleteRewrites(id, from, Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> loadBalancers().deleteRewrites(id, from, mixedToo));
        assertThat(rewrites()).isEmpty();
    }

    @Test
    void redirectsAreBusyWhileATaskRuns() {
        redirect(wanted(1, 0));
        holdTasks();
        Answer<Nothing> held = send(() -> loadBalancers().createRewrites(id, from, List.of(wanted(0, 0))));

        refused(CloudException.Busy.class, from, wanted(0, 1));
        notDeleted(CloudException.Busy.class, Map.of(sources.get(1), rewrite(0, 301, true)));
        releaseTasks();
        end(held.task().orElseThrow());
        assertThat(rewrites()).containsOnlyKeys(source(0), source(1));
    }

    @Test
    void rulesThatArePartOfARedirectAreKeptOrTakeItAlong() {
        redirect(wanted(0, 0));
        end(() -> loadBalancers().deleteRules(id, from, Set.of(sources.get(1))));
        end(() -> loadBalancers().deleteRules(id, to, Set.of(targets.get(1))));
        assertThat(rewrites()).hasSize(1);

        if (cloud().followsOtherReadings()) {
            end(() -> loadBalancers().deleteRules(id, to, Set.of(targets.get(0))));
            assertThat(rules(from)).extracting(Rule::rewrite).containsOnlyNulls();
        } else {
            refusal(CloudException.Rejected.class, () -> loadBalancers().deleteRules(id, to, Set.of(targets.get(0))));
            refusal(CloudException.Rejected.class, () -> loadBalancers().deleteRules(id, from, Set.of(sources.get(0))));
            assertThat(rules(from)).extracting(Rule::rewrite).containsExactly(rewrite(0, 301, true));
            end(() -> loadBalancers().deleteRewrites(id, from, Map.of(sources.get(0), rewrite(0, 301, true))));
            end(() -> loadBalancers().deleteRules(id, to, Set.of(targets.get(0))));
        }
        assertThat(rewrites()).isEmpty();
    }

    @Test
    void listenersThatArePartOfARedirectAreKeptOrTakeItAlong() {
        ListenerId apart = listen(id, Protocol.HTTP, 82).get(0);
        redirect(wanted(0, 0));
        end(() -> loadBalancers().deleteListeners(id, Set.of(apart)));
        assertThat(rewrites()).hasSize(1);

        if (cloud().followsOtherReadings()) {
            end(() -> loadBalancers().deleteListeners(id, Set.of(to)));
            assertThat(rules(from)).extracting(Rule::rewrite).containsOnlyNulls();
        } else {
            refusal(CloudException.Rejected.class, () -> loadBalancers().deleteListeners(id, Set.of(to)));
            refusal(CloudException.Rejected.class, () -> loadBalancers().deleteListeners(id, Set.of(from)));
            assertThat(listeners(id)).hasSize(2);
            end(() -> loadBalancers().deleteRewrites(id, from, Map.of(sources.get(0), rewrite(0, 301, true))));
            end(() -> loadBalancers().deleteListeners(id, Set.of(to)));
        }
        assertThat(rewrites()).isEmpty();
    }
}
