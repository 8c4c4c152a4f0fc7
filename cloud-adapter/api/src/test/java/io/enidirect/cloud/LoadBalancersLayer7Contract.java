package io.enidirect.cloud;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.enidirect.cloud.BackendSettings.ForwardType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the port says of rules and certificates. */
public abstract class LoadBalancersLayer7Contract extends CloudContract {
    private static final BackendSettings DEFAULTS =
            new BackendSettings(Scheduler.WRR, 0, probed("a.test"), null, null, ForwardType.HTTP, List.of());

    private static HealthCheck probed(String domain) {
        return HealthCheck.DEFAULT.with(
                HealthCheck.Kind.HTTP,
                null,
                new HealthCheck.Http("/", domain, HealthCheck.Method.HEAD, 31, HealthCheck.Version.HTTP_1_1));
    }

    private static BackendSettings defaults(String domain) {
        return new BackendSettings(null, null, probed(domain)).over(DEFAULTS);
    }

    @Test
    void aListenerOfRulesHasNoTargetSettingsOfItsOwn() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);

        Listener read = listener(id, listener);
        ListenerSettings expected = new ListenerSettings(
                "contract",
                BackendSettings.UNSPECIFIED,
                false,
                false,
                read.settings().gzip());
        assertThat(read).isEqualTo(new Listener(listener, new ListenerKey(Protocol.HTTP, 80), expected, List.of()));
    }

    @Test
    void createsRulesInTheirOrderWithDefaultsAndTheFirstDomainForUnknownHosts() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);
        List<RuleId> ids = create(id, listener, rule("b.test", "/z"), rule("a.test", "=/y"), rule("b.test", "/x"));

        assertThat(listener(id, listener).domains())
                .containsExactlyInAnyOrder(
                        new Domain(
                                "b.test",
                                DomainSettings.DEFAULT_SERVER,
                                List.of(
                                        new Rule(ids.get(0), new RuleKey("b.test", "/z"), defaults("b.test")),
                                        new Rule(ids.get(2), new RuleKey("b.test", "/x"), defaults("b.test")))),
                        new Domain(
                                "a.test",
                                DomainSettings.UNSPECIFIED,
                                List.of(new Rule(ids.get(1), new RuleKey("a.test", "=/y"), defaults("a.test")))));
    }

    @Test
    void createsNoneOfItsRulesWhenOneIsThereAlready() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);
        List<RuleId> first = create(id, listener, rule("a.test", "/"));
        refusal(
                CloudException.Conflict.class,
                () -> loadBalancers().createRules(id, listener, List.of(rule("b.test", "/"), rule("a.test", "/"))));

        assertThat(listener(id, listener).rules()).extracting(Rule::id).containsExactlyElementsOf(first);
    }

    @Test
    void refusesRulesOnAnL4Listener() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.TCP, 80).get(0);

        assertThat(refusal(
                                CloudException.Rejected.class,
                                () -> loadBalancers().createRules(id, listener, List.of(rule("a.test", "/"))))
                        .reaction())
                .isEqualTo(CloudException.Reaction.REPORT);
    }

    @Test
    void oneDomainIsForUnknownHostsAndTheOldestTakesItsPlace() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);
        List<RuleId> ids = create(id, listener, rule("a.test", "/"), rule("b.test", "/"));
        RuleId third = create(
                        id,
                        listener,
                        new NewRule(
                                new RuleKey("c.test", "/"), BackendSettings.UNSPECIFIED, DomainSettings.DEFAULT_SERVER))
                .get(0);
        assertThat(defaultDomains(id, listener)).containsExactly("c.test");

        end(() -> loadBalancers().modifyDomain(id, listener, "b.test", DomainSettings.DEFAULT_SERVER));
        assertThat(defaultDomains(id, listener)).containsExactly("b.test");

        end(() -> loadBalancers().deleteRules(id, listener, Set.of(ids.get(1))));
        assertThat(defaultDomains(id, listener)).containsExactly("a.test");
        assertThat(listener(id, listener).rules()).extracting(Rule::id).containsExactlyInAnyOrder(ids.get(0), third);
    }

    @Test
    void aDomainThatNoRuleHasIsNotFound() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);
        create(id, listener, rule("a.test", "/"));

        refusal(
                CloudException.NotFound.class,
                () -> loadBalancers().modifyDomain(id, listener, "b.test", DomainSettings.DEFAULT_SERVER));
    }

    @Test
    void modifiesOfARuleOnlyWhatTheWishSays() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);
        RuleId rule = create(id, listener, rule("a.test", "/")).get(0);
        end(() -> loadBalancers()
                .modifyRule(id, listener, rule, new RuleKey("a.test", "/"), new BackendSettings(null, 3600, null)));

        assertThat(listener(id, listener).rules())
                .containsExactly(new Rule(
                        rule, new RuleKey("a.test", "/"), new BackendSettings(null, 3600, null).over(DEFAULTS)));
        refusal(
                CloudException.NotFound.class,
                () -> loadBalancers()
                        .modifyRule(
                                id,
                                listener,
                                new RuleId("loc-ffffffff"),
                                new RuleKey("a.test", "/"),
                                BackendSettings.UNSPECIFIED));
    }

    @Test
    void anAddressStandsBehindAListenerAndSeveralRulesAndGoesWithThem() {
        LoadBalancerId id = create();
        ListenerId plain = listen(id, Protocol.TCP, 8080).get(0);
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);
        List<RuleId> ids = create(id, listener, rule("a.test", "/"), rule("a.test", "=/x"));
        Target target = new Target("10.0.0.1", 8080);
        Binding direct = new Binding(BackendId.of(plain), target);
        Binding one = new Binding(BackendId.of(listener, ids.get(0)), target);
        Binding two = new Binding(BackendId.of(listener, ids.get(1)), target);
        end(() -> loadBalancers().register(id, Map.of(direct, 5)));
        assertThat(end(() -> loadBalancers().register(id, Map.of(one, 10, two, 20))))
                .isEqualTo(new BatchResult(Set.of(one, two), Map.of(), Set.of()));
        assertThat(targets(id)).isEqualTo(Map.of(direct, 5, one, 10, two, 20));

        end(() -> loadBalancers().deleteRules(id, listener, Set.of(ids.get(0))));
        assertThat(targets(id)).isEqualTo(Map.of(direct, 5, two, 20));
    }

    @Test
    void refusesToDeleteNoRulesAndRulesThatAreGone() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);
        create(id, listener, rule("a.test", "/"));

        assertThatThrownBy(() -> loadBalancers().deleteRules(id, listener, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        refusal(
                CloudException.NotFound.class,
                () -> loadBalancers().deleteRules(id, listener, Set.of(new RuleId("loc-ffffffff"))));
        assertThat(listener(id, listener).rules()).hasSize(1);
    }

    @Test
    void aCertificateIsTheSameForAllRulesOfItsDomainAndIsReplacedForAll() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTPS, 443).get(0);
        CertificateId first = upload(certificate(unique()));
        CertificateId second = upload(certificate(unique()));
        create(id, listener, rule("a.test", "/", first), rule("a.test", "/x", first), rule("b.test", "/", first));
        end(() ->
                loadBalancers().modifyDomain(id, listener, "a.test", new DomainSettings(List.of(second), null, false)));

        assertThat(listener(id, listener).domains())
                .extracting(
                        Domain::name,
                        each -> each.settings().certificates(),
                        each -> each.rules().size())
                .containsExactlyInAnyOrder(tuple("a.test", List.of(second), 2), tuple("b.test", List.of(first), 1));
    }

    @Test
    void aDomainOfHttpsNeedsACertificate() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTPS, 443).get(0);
        refusal(
                CloudException.Rejected.class,
                () -> loadBalancers().createRules(id, listener, List.of(rule("a.test", "/"))));

        assertThat(listener(id, listener).rules()).isEmpty();
    }

    @Test
    void uploadsEachContentOnceAndFindsItByItsAlias() {
        NewCertificate certificate = certificate(unique());
        CertificateId id = upload(certificate);

        assertThat(upload(certificate)).isEqualTo(id);
        assertThat(end(() -> loadBalancers().findCertificates(certificate.alias())))
                .containsExactly(id);
        assertThat(end(() ->
                        loadBalancers().findCertificates(certificate.alias().substring(1))))
                .isEmpty();
    }

    @Test
    void aCertificateIsDeletedOnlyWhenNobodyUsesIt() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTPS, 443).get(0);
        NewCertificate wanted = certificate(unique());
        CertificateId certificate = upload(wanted);
        create(id, listener, rule("a.test", "/", certificate));
        refusal(CloudException.Rejected.class, () -> loadBalancers().deleteCertificate(certificate));

        end(() -> loadBalancers().deleteListeners(id, Set.of(listener)));
        end(() -> loadBalancers().deleteCertificate(certificate));
        assertThat(end(() -> loadBalancers().findCertificates(wanted.alias()))).isEmpty();
        refusal(CloudException.NotFound.class, () -> loadBalancers().deleteCertificate(certificate));
    }

    private Set<String> defaultDomains(LoadBalancerId id, ListenerId listener) {
        return listener(id, listener).domains().stream()
                .filter(each -> each.settings().defaultServer())
                .map(Domain::name)
                .collect(toSet());
    }
}
