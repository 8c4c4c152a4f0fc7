package io.enidirect.cloud;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the port says of rules and certificates. */
public abstract class LoadBalancersLayer7Contract extends CloudContract {
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBdjCCARugAwIBAgIUQLMPrADmGtPVnmkGdEX8EOGp3yAwCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjgwNjQ3NDZaGA8yMTI2MTEwNDA2NDc0
            NlowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFXv
            z2zGi+jjRgN9weMY0eDCvHXHfr8gWbmWq4cE+JkfbF3Pm5NhcvMQsCifRuJKo6pC
            RticZvlJRfwkyR61MG2jUzBRMB0GA1UdDgQWBBTNaisPyF9DbMu39PN3/Mnk9y3K
            0jAfBgNVHSMEGDAWgBTNaisPyF9DbMu39PN3/Mnk9y3K0jAPBgNVHRMBAf8EBTAD
            AQH/MAoGCCqGSM49BAMCA0kAMEYCIQCD3JBpvxRdrdxkTR4OzcZVD8BxOMBhb1FC
            ngCWrI0JYQIhAMBxFnbmvYrbToCpBg9PzW5sJY5Xg1JCGA8M5r3yd3gu
            -----END CERTIFICATE-----
            """;

    private static final String PRIVATE_KEY = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgxbWt9sdpnlrR1Iuq
            ZoCr+SAlQfocXpc2Q5K4mcUtq/ShRANCAARV789sxovo40YDfcHjGNHgwrx1x36/
            IFm5lquHBPiZH2xdz5uTYXLzELAon0biSqOqQkbYnGb5SUX8JMketTBt
            -----END PRIVATE KEY-----
            """;

    private static final BackendSettings DEFAULTS =
            new BackendSettings(Scheduler.WRR, 0, HealthCheck.DEFAULT, List.of());

    /** A certificate of its own content each time: text may stand before what is the same. It protects nothing. */
    private NewCertificate certificate(String alias) {
        return new NewCertificate(alias, unique() + "\n" + CERTIFICATE, PRIVATE_KEY);
    }

    @Test
    void aListenerOfRulesHasNoTargetSettingsOfItsOwn() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);

        assertThat(listeners(id))
                .containsExactly(new Listener(
                        listener,
                        new ListenerKey(Protocol.HTTP, 80),
                        "contract",
                        BackendSettings.UNSPECIFIED,
                        List.of()));
    }

    @Test
    void createsRulesInTheirOrderWithDefaultsAndTheFirstDomainForUnknownHosts() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);
        List<RuleId> ids = create(id, listener, rule("b.test", "/z"), rule("a.test", "=/y"), rule("b.test", "/x"));

        assertThat(listener(id, listener).rules())
                .containsExactlyInAnyOrder(
                        new Rule(ids.get(0), new RuleKey("b.test", "/z"), DEFAULTS, true),
                        new Rule(ids.get(1), new RuleKey("a.test", "=/y"), DEFAULTS, false),
                        new Rule(ids.get(2), new RuleKey("b.test", "/x"), DEFAULTS, true));
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
        RuleId third = create(id, listener, new NewRule(new RuleKey("c.test", "/"), BackendSettings.UNSPECIFIED, true))
                .get(0);
        assertThat(defaultDomains(id, listener)).containsExactly("c.test");

        end(() -> loadBalancers().setDefaultDomain(id, listener, "b.test"));
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

        refusal(CloudException.NotFound.class, () -> loadBalancers().setDefaultDomain(id, listener, "b.test"));
    }

    @Test
    void modifiesOfARuleOnlyWhatTheWishSays() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);
        RuleId rule = create(id, listener, rule("a.test", "/")).get(0);
        end(() -> loadBalancers()
                .modifyRule(
                        id,
                        listener,
                        rule,
                        new RuleKey("a.test", "/"),
                        new BackendSettings(null, 3600, null, List.of())));

        assertThat(listener(id, listener).rules())
                .containsExactly(new Rule(
                        rule,
                        new RuleKey("a.test", "/"),
                        new BackendSettings(Scheduler.WRR, 3600, HealthCheck.DEFAULT, List.of()),
                        true));
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
        end(() -> loadBalancers().setCertificates(id, listener, "a.test", List.of(second)));

        assertThat(listener(id, listener).rules())
                .extracting(Rule::key, each -> each.settings().certificates())
                .containsExactlyInAnyOrder(
                        tuple(new RuleKey("a.test", "/"), List.of(second)),
                        tuple(new RuleKey("a.test", "/x"), List.of(second)),
                        tuple(new RuleKey("b.test", "/"), List.of(first)));
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

    private List<RuleId> create(LoadBalancerId id, ListenerId listener, NewRule... wanted) {
        return end(() -> loadBalancers().createRules(id, listener, List.of(wanted)));
    }

    private CertificateId upload(NewCertificate wanted) {
        return end(() -> loadBalancers().uploadCertificate(wanted));
    }

    private Set<String> defaultDomains(LoadBalancerId id, ListenerId listener) {
        return listener(id, listener).rules().stream()
                .filter(Rule::defaultServer)
                .map(each -> each.key().domain())
                .collect(toSet());
    }

    private static NewRule rule(String domain, String url, CertificateId... certificates) {
        return new NewRule(
                new RuleKey(domain, url), new BackendSettings(null, null, null, List.of(certificates)), false);
    }
}
