package io.enidirect.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the port says of domains: their certificates, HTTP/2, and the one that unknown hosts fall to. */
public abstract class DomainsContract extends CloudContract {

    private static DomainSettings http2(boolean wanted) {
        return new DomainSettings(List.of(), wanted, false);
    }

    private static DomainSettings certified(CertificateId... certificates) {
        return new DomainSettings(List.of(certificates), null, false);
    }

    private CertificateId upload() {
        return upload(certificate(unique()));
    }

    private void modify(LoadBalancerId id, ListenerId listener, String domain, DomainSettings wanted) {
        end(() -> loadBalancers().modifyDomain(id, listener, domain, wanted));
    }

    private DomainSettings settings(LoadBalancerId id, ListenerId listener, String domain) {
        return listener(id, listener).domain(domain).orElseThrow().settings();
    }

    @Test
    void aDomainHasWhatItsFirstRuleSaysAndItsNextOnesKeepThat() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTPS, 443).get(0);
        CertificateId one = upload();
        CertificateId two = upload();
        create(id, listener, rule("z.test", "/", one));
        DomainSettings wanted = new DomainSettings(List.of(two, one), true, true);
        create(id, listener, new NewRule(new RuleKey("a.test", "/"), BackendSettings.UNSPECIFIED, wanted));
        create(id, listener, rule("a.test", "/x"));

        assertThat(settings(id, listener, "a.test")).isEqualTo(wanted);
        assertThat(settings(id, listener, "z.test")).isEqualTo(new DomainSettings(List.of(one), false, false));
        assertThat(listener(id, listener).domain("a.test").orElseThrow().rules())
                .extracting(each -> each.key().url())
                .containsExactlyInAnyOrder("/", "/x");
    }

    @Test
    void aLaterRuleChangesItsDomainByWhatItSays() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTPS, 443).get(0);
        CertificateId one = upload();
        CertificateId two = upload();
        create(id, listener, rule("a.test", "/", one));
        create(id, listener, new NewRule(new RuleKey("a.test", "/x"), BackendSettings.UNSPECIFIED, http2(true)));
        create(id, listener, rule("a.test", "/y", two));

        assertThat(settings(id, listener, "a.test")).isEqualTo(new DomainSettings(List.of(two), true, true));
    }

    @Test
    void modifiesOfADomainOnlyWhatTheWishSays() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTPS, 443).get(0);
        CertificateId one = upload();
        CertificateId two = upload();
        create(id, listener, rule("a.test", "/", one), rule("a.test", "/x", one), rule("b.test", "/", one));
        modify(id, listener, "b.test", http2(true));
        assertThat(settings(id, listener, "b.test")).isEqualTo(new DomainSettings(List.of(one), true, false));

        modify(id, listener, "b.test", certified(two, one));
        assertThat(settings(id, listener, "b.test")).isEqualTo(new DomainSettings(List.of(two, one), true, false));
        modify(id, listener, "b.test", certified(two));
        assertThat(settings(id, listener, "b.test")).isEqualTo(new DomainSettings(List.of(two), true, false));
        modify(id, listener, "b.test", DomainSettings.DEFAULT_SERVER);
        assertThat(settings(id, listener, "b.test")).isEqualTo(new DomainSettings(List.of(two), true, true));
        modify(id, listener, "b.test", http2(false));
        modify(id, listener, "b.test", DomainSettings.UNSPECIFIED);
        assertThat(settings(id, listener, "b.test")).isEqualTo(new DomainSettings(List.of(two), false, true));
        assertThat(settings(id, listener, "a.test")).isEqualTo(new DomainSettings(List.of(one), false, false));
    }

    @Test
    void oneOfTheDomainsOfACallBecomesTheDefault() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);
        create(id, listener, rule("z.test", "/"));
        create(
                id,
                listener,
                new NewRule(new RuleKey("a.test", "/"), BackendSettings.UNSPECIFIED, DomainSettings.DEFAULT_SERVER),
                new NewRule(new RuleKey("a.test", "/x"), BackendSettings.UNSPECIFIED, DomainSettings.DEFAULT_SERVER));
        refusal(
                CloudException.Rejected.class,
                () -> loadBalancers()
                        .createRules(
                                id,
                                listener,
                                List.of(
                                        new NewRule(
                                                new RuleKey("b.test", "/"),
                                                BackendSettings.UNSPECIFIED,
                                                DomainSettings.DEFAULT_SERVER),
                                        new NewRule(
                                                new RuleKey("c.test", "/"),
                                                BackendSettings.UNSPECIFIED,
                                                DomainSettings.DEFAULT_SERVER))));

        assertThat(listener(id, listener).defaultDomain()).map(Domain::name).contains("a.test");
        assertThat(listener(id, listener).domains())
                .extracting(Domain::name)
                .containsExactlyInAnyOrder("z.test", "a.test");
    }

    @Test
    void aDomainGoesWithItsLastRule() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTPS, 443).get(0);
        CertificateId one = upload();
        List<RuleId> ids = create(id, listener, rule("a.test", "/", one), rule("b.test", "/", one));
        modify(id, listener, "a.test", http2(true));
        end(() -> loadBalancers().deleteRules(id, listener, Set.of(ids.get(0))));
        assertThat(listener(id, listener).domains()).extracting(Domain::name).containsExactly("b.test");
        refusal(
                CloudException.Rejected.class,
                () -> loadBalancers().createRules(id, listener, List.of(rule("a.test", "/"))));

        create(id, listener, rule("a.test", "/", one));
        assertThat(settings(id, listener, "a.test")).isEqualTo(new DomainSettings(List.of(one), false, false));
    }

    @Test
    void refusesDomainsThatAreNotThereAndListenersWithoutDomains() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);
        ListenerId plain = listen(id, Protocol.TCP, 81).get(0);
        create(id, listener, rule("a.test", "/"));
        DomainSettings wanted = DomainSettings.DEFAULT_SERVER;

        refusal(CloudException.NotFound.class, () -> loadBalancers().modifyDomain(id, listener, "b.test", wanted));
        refusal(
                CloudException.NotFound.class,
                () -> loadBalancers().modifyDomain(id, new ListenerId("lbl-ffffffff"), "a.test", wanted));
        refusal(CloudException.Rejected.class, () -> loadBalancers().modifyDomain(id, plain, "a.test", wanted));
    }

    @Test
    void refusesWhatADomainOfHttpDoesNotHave() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);
        CertificateId certificate = upload();
        create(id, listener, rule("a.test", "/"));
        Listener before = listener(id, listener);
        for (DomainSettings wanted : List.of(certified(certificate), http2(true), http2(false))) {
            NewRule another = new NewRule(new RuleKey("b.test", "/"), BackendSettings.UNSPECIFIED, wanted);
            refusal(CloudException.Rejected.class, () -> loadBalancers().modifyDomain(id, listener, "a.test", wanted));
            refusal(CloudException.Rejected.class, () -> loadBalancers().createRules(id, listener, List.of(another)));
        }

        assertThat(listener(id, listener)).isEqualTo(before);
        assertThat(settings(id, listener, "a.test").http2()).isNull();
    }

    @Test
    void refusesACertificateThatIsNotThere() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTPS, 443).get(0);
        CertificateId one = upload();
        create(id, listener, rule("a.test", "/", one));
        CertificateId none = new CertificateId("cert-none");

        refusal(
                CloudException.Rejected.class,
                () -> loadBalancers().modifyDomain(id, listener, "a.test", certified(none)));
        refusal(
                CloudException.Rejected.class,
                () -> loadBalancers().createRules(id, listener, List.of(rule("b.test", "/", none))));
        assertThat(settings(id, listener, "a.test").certificates()).containsExactly(one);
    }
}
