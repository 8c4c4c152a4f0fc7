package io.enidirect.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.enidirect.cloud.HealthCheck.Kind;
import io.enidirect.cloud.HealthCheck.Source;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the port says of each setting of a listener. */
public abstract class ListenerSettingsContract extends CloudContract {
    private static final ListenerSettings NOTHING = ListenerSettings.UNSPECIFIED;
    private static final HealthCheck.Http ASKED =
            new HealthCheck.Http("/up", "up.test", HealthCheck.Method.GET, 6, HealthCheck.Version.HTTP_1_0);

    private static final HealthCheck ON_TCP =
            HealthCheck.DEFAULT.with(Kind.TCP, HealthCheck.OWN_PORT, HealthCheck.Http.UNSPECIFIED);

    static Stream<Arguments> settings() {
        return Stream.of(
                Arguments.of(Protocol.TCP, NOTHING.named("订单")),
                Arguments.of(Protocol.TCP, ListenerSettings.of(new BackendSettings(Scheduler.LEAST_CONN, null, null))),
                Arguments.of(Protocol.TCP, session(3600)),
                Arguments.of(Protocol.UDP, session(30)),
                Arguments.of(Protocol.TCP, check(ON_TCP.from(Source.SHARED_SPACE))),
                Arguments.of(
                        Protocol.TCP,
                        check(new HealthCheck(false, 4, 9, 2, 10, Source.VIP)
                                .with(Kind.TCP, 9000, HealthCheck.Http.UNSPECIFIED))),
                Arguments.of(Protocol.TCP, check(ON_TCP.with(Kind.HTTP, HealthCheck.OWN_PORT, ASKED))),
                Arguments.of(
                        Protocol.UDP, check(HealthCheck.DEFAULT.with(Kind.PING, 53, HealthCheck.Http.UNSPECIFIED))),
                Arguments.of(Protocol.TCP, idle(10)),
                Arguments.of(Protocol.UDP, idle(900)),
                Arguments.of(Protocol.TCP, resets(true)),
                Arguments.of(Protocol.UDP, resets(true)),
                Arguments.of(Protocol.TCP, snat(true)),
                Arguments.of(Protocol.HTTP, snat(true)),
                Arguments.of(Protocol.HTTP, keepAlive(true)),
                Arguments.of(Protocol.HTTPS, keepAlive(true)),
                Arguments.of(Protocol.HTTP, gzip(true)),
                Arguments.of(Protocol.HTTPS, gzip(true)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aListenerHasWhatItWasCreatedWithAndTheRestByDefault(Protocol protocol, ListenerSettings wanted) {
        LoadBalancerId id = create();
        ListenerSettings defaults =
                listener(id, made(id, protocol, 80, NOTHING)).settings();
        ListenerId told = made(id, protocol, 81, wanted);

        assertThat(wanted.satisfiedBy(defaults))
                .as("what is wanted is nothing new")
                .isFalse();
        assertThat(listener(id, told).settings()).isEqualTo(wanted.over(defaults));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aModificationChangesWhatItSaysAndTheNextLeavesThat(Protocol protocol, ListenerSettings wanted) {
        LoadBalancerId id = create();
        ListenerId listener = made(id, protocol, 80, NOTHING);
        ListenerSettings defaults = listener(id, listener).settings();
        end(() -> loadBalancers().modifyListener(id, listener, wanted));
        assertThat(listener(id, listener).settings()).isEqualTo(wanted.over(defaults));

        ListenerSettings next = wanted.name() == null ? NOTHING.named("next") : snat(true);
        end(() -> loadBalancers().modifyListener(id, listener, next));
        assertThat(listener(id, listener).settings()).isEqualTo(next.over(wanted.over(defaults)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aSettingGoesBackToItsDefaultWhereThatIsSaid(Protocol protocol, ListenerSettings wanted) {
        LoadBalancerId id = create();
        ListenerSettings defaults =
                listener(id, made(id, protocol, 80, CONTRACT)).settings();
        ListenerId told = made(id, protocol, 81, wanted);
        ListenerSettings back =
                defaults.gzip() == null && protocol.layer7() ? gzip(false).over(defaults) : defaults;
        end(() -> loadBalancers().modifyListener(id, told, back));

        assertThat(back.satisfiedBy(listener(id, told).settings())).isTrue();
    }

    @Test
    void defaultsAreTheCloudsOwn() {
        LoadBalancerId id = create();
        CertificateId certificate = upload(certificate(unique()));
        BackendSettings certified = certified(certificate);
        HealthCheck onTls = HealthCheck.DEFAULT.with(Kind.TCP, null, HealthCheck.Http.UNSPECIFIED);
        HealthCheck onUdp = HealthCheck.DEFAULT.with(Kind.PING, HealthCheck.OWN_PORT, HealthCheck.Http.UNSPECIFIED);

        assertThat(listener(id, made(id, Protocol.TCP, 80, NOTHING)).settings())
                .isEqualTo(layer4(new BackendSettings(Scheduler.WRR, 0, ON_TCP, 900, false, null, List.of())));
        assertThat(listener(id, made(id, Protocol.UDP, 80, NOTHING)).settings())
                .isEqualTo(layer4(new BackendSettings(Scheduler.WRR, 0, onUdp, 300, false, null, List.of())));
        assertThat(listener(id, made(id, Protocol.TCP_SSL, 443, ListenerSettings.of(certified)))
                        .settings())
                .isEqualTo(layer4(
                        new BackendSettings(Scheduler.WRR, null, onTls, null, null, null, List.of(certificate))));
        ListenerSettings http =
                listener(id, made(id, Protocol.HTTP, 81, NOTHING)).settings();
        assertThat(http).isEqualTo(new ListenerSettings("", BackendSettings.UNSPECIFIED, false, false, http.gzip()));
        assertThat(http.gzip()).isEqualTo(cloud().followsOtherReadings() ? null : Boolean.FALSE);
    }

    private static ListenerSettings layer4(BackendSettings backend) {
        return new ListenerSettings("", backend, null, false, null);
    }

    @Test
    void certificatesOfATlsListenerAreReplaced() {
        LoadBalancerId id = create();
        CertificateId one = upload(certificate(unique()));
        CertificateId two = upload(certificate(unique()));
        ListenerId listener = made(id, Protocol.TCP_SSL, 443, ListenerSettings.of(certified(one)));
        end(() -> loadBalancers().modifyListener(id, listener, ListenerSettings.of(certified(two, one))));
        assertThat(certificates(id, listener)).containsExactly(two, one);

        end(() -> loadBalancers().modifyListener(id, listener, ListenerSettings.of(certified(one))));
        assertThat(certificates(id, listener)).containsExactly(one);
    }

    private List<CertificateId> certificates(LoadBalancerId id, ListenerId listener) {
        return listener(id, listener).settings().backend().certificates();
    }

    @Test
    void aListenerPicksByAddressOnceItIsModified() {
        ListenerSettings byAddress = ListenerSettings.of(new BackendSettings(Scheduler.IP_HASH, null, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewListeners(Protocol.TCP, List.of(80), byAddress))
                .withMessageContaining("IP_HASH");
        LoadBalancerId id = create();
        ListenerId listener = made(id, Protocol.TCP, 80, NOTHING);
        end(() -> loadBalancers().modifyListener(id, listener, byAddress));

        assertThat(listener(id, listener).settings().backend().scheduler()).isEqualTo(Scheduler.IP_HASH);
    }

    @Test
    void probesGoBackToEachTargetsOwnPort() {
        LoadBalancerId id = create();
        ListenerId listener = made(id, Protocol.TCP, 80, check(ON_TCP.with(Kind.TCP, 9000, ASKED)));
        end(() -> loadBalancers().modifyListener(id, listener, check(ON_TCP)));

        assertThat(listener(id, listener).settings().backend().healthCheck())
                .extracting(HealthCheck::port)
                .isEqualTo(HealthCheck.OWN_PORT);
    }

    @Test
    void whatAModifiedCheckLeavesOutStaysOrGoesBack() {
        LoadBalancerId id = create();
        ListenerId listener = made(id, Protocol.TCP, 80, check(ON_TCP.with(Kind.HTTP, 9000, ASKED)));
        HealthCheck.Http some = new HealthCheck.Http(null, "up.test", null, null, HealthCheck.Version.HTTP_1_0);
        end(() -> loadBalancers().modifyListener(id, listener, check(HealthCheck.DEFAULT.with(Kind.HTTP, null, some))));

        HealthCheck.Http back =
                new HealthCheck.Http("/", "up.test", HealthCheck.Method.HEAD, 31, HealthCheck.Version.HTTP_1_0);
        HealthCheck.Http stays =
                new HealthCheck.Http("/", "up.test", HealthCheck.Method.GET, 6, HealthCheck.Version.HTTP_1_0);
        assertThat(listener(id, listener).settings().backend().healthCheck())
                .isEqualTo(
                        cloud().followsOtherReadings()
                                ? ON_TCP.with(Kind.HTTP, HealthCheck.OWN_PORT, back)
                                : ON_TCP.with(Kind.HTTP, 9000, stays));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(Protocol.TCP, keepAlive(false)),
                Arguments.of(Protocol.UDP, gzip(false)),
                Arguments.of(Protocol.HTTP, resets(false)),
                Arguments.of(Protocol.HTTP, idle(60)),
                Arguments.of(Protocol.HTTPS, session(60)),
                Arguments.of(Protocol.HTTP, ListenerSettings.of(new BackendSettings(Scheduler.WRR, null, null))),
                Arguments.of(Protocol.HTTP, check(HealthCheck.DEFAULT)),
                Arguments.of(Protocol.TCP, idle(901)),
                Arguments.of(Protocol.TCP, check(ON_TCP.with(Kind.PING, null, ASKED))),
                Arguments.of(Protocol.UDP, check(ON_TCP)),
                Arguments.of(Protocol.TCP, check(ON_TCP.with(Kind.HTTPS, null, ASKED))),
                Arguments.of(Protocol.TCP, check(ON_TCP.with(Kind.HTTP, null, asked("up.test", null)))),
                Arguments.of(
                        Protocol.TCP, check(ON_TCP.with(Kind.HTTP, null, asked(null, HealthCheck.Version.HTTP_1_1)))));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatAProtocolDoesNotHave(Protocol protocol, ListenerSettings wanted) {
        LoadBalancerId id = create();
        ListenerId listener = made(id, protocol, 80, NOTHING);
        Listener before = listener(id, listener);
        refusal(
                CloudException.Rejected.class,
                () -> loadBalancers().createListeners(id, new NewListeners(protocol, List.of(81), wanted)));
        refusal(CloudException.Rejected.class, () -> loadBalancers().modifyListener(id, listener, wanted));

        assertThat(listeners(id)).containsExactly(before);
    }

    @Test
    void refusesWhatATlsListenerDoesNotHave() {
        LoadBalancerId id = create();
        CertificateId certificate = upload(certificate(unique()));
        ListenerId listener = made(id, Protocol.TCP_SSL, 443, ListenerSettings.of(certified(certificate)));
        Listener before = listener(id, listener);
        for (ListenerSettings wanted :
                List.of(session(60), idle(60), resets(true), check(ON_TCP.with(Kind.TCP, 9000, ASKED)))) {
            refusal(CloudException.Rejected.class, () -> loadBalancers().modifyListener(id, listener, wanted));
        }
        refusal(
                CloudException.Rejected.class,
                () -> loadBalancers().createListeners(id, new NewListeners(Protocol.TCP_SSL, List.of(8443), NOTHING)));

        assertThat(listeners(id)).containsExactly(before);
    }

    @Test
    void refusesCertificatesOfListenersWithoutTlsAndSuchAsAreNotThere() {
        LoadBalancerId id = create();
        CertificateId certificate = upload(certificate(unique()));
        ListenerSettings wanted = ListenerSettings.of(certified(certificate));
        ListenerSettings none = ListenerSettings.of(certified(new CertificateId("cert-none")));
        ListenerId plain = made(id, Protocol.TCP, 80, NOTHING);
        ListenerId tls = made(id, Protocol.TCP_SSL, 443, wanted);

        refusal(CloudException.Rejected.class, () -> loadBalancers().modifyListener(id, plain, wanted));
        refusal(
                CloudException.Rejected.class,
                () -> loadBalancers().createListeners(id, new NewListeners(Protocol.UDP, List.of(81), wanted)));
        refusal(CloudException.Rejected.class, () -> loadBalancers().modifyListener(id, tls, none));
        refusal(
                CloudException.Rejected.class,
                () -> loadBalancers().createListeners(id, new NewListeners(Protocol.TCP_SSL, List.of(81), none)));
        assertThat(certificates(id, tls)).containsExactly(certificate);
        assertThat(listeners(id)).hasSize(2);
    }

    @Test
    void refusesCertificatesOfListenersWhoseDomainsHaveThem() {
        LoadBalancerId id = create();
        CertificateId certificate = upload(certificate(unique()));
        ListenerSettings wanted = ListenerSettings.of(certified(certificate));
        for (Protocol protocol : Set.of(Protocol.HTTP, Protocol.HTTPS)) {
            ListenerId listener = made(id, protocol, protocol == Protocol.HTTP ? 80 : 443, NOTHING);
            refusal(CloudException.Rejected.class, () -> loadBalancers().modifyListener(id, listener, wanted));
            assertThatIllegalArgumentException().isThrownBy(() -> new NewListeners(protocol, List.of(81), wanted));
        }
        assertThat(listeners(id))
                .allSatisfy(each ->
                        assertThat(each.settings().backend().certificates()).isEmpty());
    }

    @Test
    void aListenersSessionLastsAnHourAtMost() {
        LoadBalancerId id = create();
        ListenerId listener = made(id, Protocol.TCP, 80, NOTHING);

        refusal(CloudException.Rejected.class, () -> loadBalancers().modifyListener(id, listener, session(3601)));
    }

    @Test
    void aSessionBesideAnotherSchedulerIsRefusedOrHasNoEffect() {
        LoadBalancerId id = create();
        ListenerId listener = made(id, Protocol.TCP, 80, NOTHING);
        ListenerSettings wanted = ListenerSettings.of(new BackendSettings(Scheduler.LEAST_CONN, 60, null));
        if (cloud().followsOtherReadings()) {
            refusal(CloudException.Rejected.class, () -> loadBalancers().modifyListener(id, listener, wanted));
        } else {
            end(() -> loadBalancers().modifyListener(id, listener, wanted));
            assertThat(wanted.satisfiedBy(listener(id, listener).settings())).isTrue();
        }
    }

    private ListenerId made(LoadBalancerId id, Protocol protocol, int port, ListenerSettings wanted) {
        return end(() -> loadBalancers().createListeners(id, new NewListeners(protocol, List.of(port), wanted)))
                .get(0);
    }

    private static BackendSettings certified(CertificateId... certificates) {
        return new BackendSettings(null, null, null, null, null, null, List.of(certificates));
    }

    private static HealthCheck.Http asked(@Nullable String domain, HealthCheck.@Nullable Version version) {
        return new HealthCheck.Http("/", domain, null, null, version);
    }

    private static ListenerSettings check(HealthCheck check) {
        return ListenerSettings.of(new BackendSettings(null, null, check));
    }

    private static ListenerSettings session(int seconds) {
        return ListenerSettings.of(new BackendSettings(null, seconds, null));
    }

    private static ListenerSettings idle(int seconds) {
        return ListenerSettings.of(new BackendSettings(null, null, null, seconds, null, null, List.of()));
    }

    private static ListenerSettings resets(boolean wanted) {
        return ListenerSettings.of(new BackendSettings(null, null, null, null, wanted, null, List.of()));
    }

    private static ListenerSettings keepAlive(boolean wanted) {
        return new ListenerSettings(null, BackendSettings.UNSPECIFIED, wanted, null, null);
    }

    private static ListenerSettings snat(boolean wanted) {
        return new ListenerSettings(null, BackendSettings.UNSPECIFIED, null, wanted, null);
    }

    private static ListenerSettings gzip(boolean wanted) {
        return new ListenerSettings(null, BackendSettings.UNSPECIFIED, null, null, wanted);
    }
}
