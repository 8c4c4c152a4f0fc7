package io.enidirect.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.CertificateId;
import io.enidirect.cloud.Domain;
import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.NewCertificate;
import io.enidirect.crd.DomainRecord;
import io.enidirect.operator.desired.model.DefaultDomain;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hosts of an HTTPS listener: what belongs to them as a whole. No kind has words for it yet. */
class DomainsTest {
    private final Cluster cluster = new Cluster();
    private Loop loop;
    private CertificateId first;
    private CertificateId second;

    @BeforeEach
    void https() {
        cluster.backend("api", 8080);
        cluster.pods("api", 1);
        cluster.ingress("web", Path.exact("a.test", "/x", "api"), Path.exact("a.test", "/y", "api"));
        loop = Loop.ofWeb(cluster);
        first = new CertificateId("cert-1");
        second = new CertificateId("cert-2");
        for (CertificateId certificate : List.of(first, second)) {
            loop.cloud
                    .console()
                    .addCertificate(certificate, new NewCertificate(certificate.value(), certificate.value(), "key"));
        }
    }

    private Domain domain(String name) {
        return loop.listener("HTTPS:443").domain(name).orElseThrow();
    }

    private DomainRecord recorded(String name) {
        return loop.record().listeners().get(0).domains().stream()
                .filter(domain -> domain.domain().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void haveTheirCertificateFromTheStartAndTheirRulesShareIt() {
        loop.saying(Tls.only(first, null));
        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("create", "createListeners", "createRules", "register");
        assertThat(domain("a.test").settings().certificates()).containsExactly(first);
        assertThat(domain("a.test").rules()).hasSize(2);
        assertThat(loop.defaultDomains()).containsExactly(DefaultDomain.NAME);
        assertThat(recorded("a.test").source()).isEqualTo(cluster.ref("web").key());
        assertThat(recorded("a.test").rules()).hasSize(2);
        assertThat(loop.plan().steps()).isEmpty();
    }

    @Test
    void haveAnotherCertificateByOneCallEach() {
        loop.saying(Tls.only(first, null));
        loop.settle();
        loop.saying(Tls.only(second, null));
        loop.wire.clear();
        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("modifyDomain", "modifyDomain");
        assertThat(domain("a.test").settings().certificates()).containsExactly(second);
        assertThat(loop.defaultDomains()).containsExactly(DefaultDomain.NAME);
    }

    @Test
    void loseWhatNobodyNamesAnyMore() {
        loop.saying(Tls.only(first, true));
        loop.settle();
        assertThat(domain("a.test").settings().http2()).isTrue();
        assertThat(recorded("a.test").named()).containsExactly("http2");

        loop.saying(Tls.only(first, null));
        loop.crash();
        loop.settle();
        assertThat(domain("a.test").settings().http2()).isFalse();
        assertThat(recorded("a.test").named()).isEmpty();
    }

    @Test
    void keepWhatTheConsoleSaysWhereNobodyNamesIt() {
        loop.saying(Tls.only(first, null));
        loop.settle();
        loop.cloud
                .console()
                .modifyDomain(
                        loop.id(),
                        loop.listener("HTTPS:443").id(),
                        "a.test",
                        new DomainSettings(List.of(second), true, false));
        loop.crash();
        loop.wire.clear();
        loop.settle();

        assertThat(loop.wire.writes()).containsExactly("modifyDomain");
        assertThat(domain("a.test").settings()).isEqualTo(new DomainSettings(List.of(first), true, false));
    }
}
