package io.enidirect.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.enidirect.cloud.BackendSettings.ForwardType;
import io.enidirect.cloud.HealthCheck.Kind;
import io.enidirect.cloud.HealthCheck.Source;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the port says of each setting of a rule. */
public abstract class RuleSettingsContract extends CloudContract {
    private static final RuleKey KEY = new RuleKey("a.test", "/");
    private static final HealthCheck.Http ASKED =
            new HealthCheck.Http("/up", "up.test", HealthCheck.Method.GET, 6, HealthCheck.Version.HTTP_1_0);

    static Stream<Arguments> settings() {
        return Stream.of(
                Arguments.of(Protocol.HTTP, new BackendSettings(Scheduler.LEAST_CONN, null, null)),
                Arguments.of(Protocol.HTTPS, new BackendSettings(Scheduler.IP_HASH, null, null)),
                Arguments.of(Protocol.HTTP, session(86400)),
                Arguments.of(Protocol.HTTP, session(30)),
                Arguments.of(Protocol.HTTP, check(probed(HealthCheck.DEFAULT.from(Source.SHARED_SPACE)))),
                Arguments.of(Protocol.HTTP, check(probed(new HealthCheck(false, 4, 9, 2, 10, Source.VIP)))),
                Arguments.of(Protocol.HTTP, check(HealthCheck.DEFAULT.with(Kind.HTTP, null, ASKED))),
                Arguments.of(Protocol.HTTP, check(HealthCheck.DEFAULT.with(Kind.GRPC, null, ASKED))),
                Arguments.of(Protocol.HTTPS, check(HealthCheck.DEFAULT.with(Kind.HTTPS, null, ASKED))),
                Arguments.of(
                        Protocol.HTTPS,
                        forwarding(ForwardType.HTTPS, HealthCheck.DEFAULT.with(Kind.HTTPS, null, ASKED))),
                Arguments.of(
                        Protocol.HTTPS,
                        forwarding(ForwardType.GRPCS, HealthCheck.DEFAULT.with(Kind.GRPC, null, ASKED))));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aRuleHasWhatItWasCreatedWithAndTheRestByDefault(Protocol protocol, BackendSettings wanted) {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, protocol, 80).get(0);
        DomainSettings domain = domain(protocol);
        RuleId plain = make(id, listener, new NewRule(KEY, BackendSettings.UNSPECIFIED, domain));
        BackendSettings defaults = settings(id, listener, plain);
        RuleId told = make(id, listener, new NewRule(new RuleKey("a.test", "/x"), wanted, DomainSettings.UNSPECIFIED));

        assertThat(wanted.satisfiedBy(defaults))
                .as("what is wanted is nothing new")
                .isFalse();
        assertThat(settings(id, listener, told)).isEqualTo(wanted.over(defaults));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aModificationChangesWhatItSaysAndTheNextLeavesThat(Protocol protocol, BackendSettings wanted) {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, protocol, 80).get(0);
        RuleId rule = make(id, listener, new NewRule(KEY, BackendSettings.UNSPECIFIED, domain(protocol)));
        BackendSettings defaults = settings(id, listener, rule);
        end(() -> loadBalancers().modifyRule(id, listener, rule, KEY, wanted));
        assertThat(settings(id, listener, rule)).isEqualTo(wanted.over(defaults));

        BackendSettings next = wanted.scheduler() == null ? new BackendSettings(Scheduler.WRR, null, null) : session(0);
        end(() -> loadBalancers().modifyRule(id, listener, rule, KEY, next));
        assertThat(settings(id, listener, rule)).isEqualTo(next.over(wanted.over(defaults)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aSettingGoesBackToItsDefaultWhereThatIsSaid(Protocol protocol, BackendSettings wanted) {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, protocol, 80).get(0);
        DomainSettings domain = domain(protocol);
        RuleKey other = new RuleKey("a.test", "/x");
        BackendSettings defaults =
                settings(id, listener, make(id, listener, new NewRule(other, BackendSettings.UNSPECIFIED, domain)));
        RuleId told = make(id, listener, new NewRule(KEY, wanted, DomainSettings.UNSPECIFIED));
        BackendSettings back = protocol == Protocol.HTTPS ? defaults : withoutForwarding(defaults);
        end(() -> loadBalancers().modifyRule(id, listener, told, KEY, back));

        assertThat(settings(id, listener, told)).isEqualTo(defaults);
    }

    @ParameterizedTest
    @CsvSource({"HTTP, HTTP", "HTTPS, HTTPS", "GRPC, GRPC", "GRPCS, GRPC"})
    void probesOfANewRuleSpeakWhatItsTargetsSpeak(ForwardType type, Kind kind) {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTPS, 443).get(0);
        BackendSettings wanted = new BackendSettings(null, null, null, null, null, type, List.of());
        RuleId rule = make(id, listener, new NewRule(KEY, wanted, domain(Protocol.HTTPS)));

        assertThat(settings(id, listener, rule))
                .isEqualTo(new BackendSettings(
                        Scheduler.WRR,
                        0,
                        HealthCheck.DEFAULT.with(kind, null, usual("a.test")),
                        null,
                        null,
                        type,
                        List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "a.test, a.test",
        "*.a.test, probe.a.test",
        "a.*, a.probe",
        "'~^[^.]+\\.a\\.test$', probe.a.test",
        "'~^www[0-9]+$', probe.invalid"
    })
    void probesGoToAHostOfTheDomain(String domain, String host) {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);
        RuleKey key = new RuleKey(domain, "/");
        RuleId rule = make(id, listener, new NewRule(key, check(HealthCheck.DEFAULT), DomainSettings.UNSPECIFIED));
        assertThat(settings(id, listener, rule).healthCheck())
                .isEqualTo(HealthCheck.DEFAULT.with(Kind.HTTP, null, usual(host)));

        HealthCheck slow = new HealthCheck(true, 5, 30, 3, 3, Source.VIP);
        end(() -> loadBalancers().modifyRule(id, listener, rule, key, check(slow)));
        assertThat(settings(id, listener, rule).healthCheck()).isEqualTo(slow.with(Kind.HTTP, null, usual(host)));
    }

    @Test
    void whatAModifiedCheckLeavesOutStaysOrGoesBack() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);
        HealthCheck whole = HealthCheck.DEFAULT.with(Kind.GRPC, null, ASKED);
        RuleId rule = make(id, listener, new NewRule(KEY, check(whole), DomainSettings.UNSPECIFIED));
        end(() -> loadBalancers().modifyRule(id, listener, rule, KEY, check(HealthCheck.DEFAULT)));

        HealthCheck.Http stays =
                new HealthCheck.Http("/", "up.test", HealthCheck.Method.GET, 6, HealthCheck.Version.HTTP_1_0);
        assertThat(settings(id, listener, rule).healthCheck())
                .isEqualTo(
                        cloud().followsOtherReadings()
                                ? probed(HealthCheck.DEFAULT)
                                : HealthCheck.DEFAULT.with(Kind.GRPC, null, stays));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(Protocol.HTTP, forwarding(ForwardType.GRPC, null)),
                Arguments.of(Protocol.HTTP, forwarding(ForwardType.GRPCS, probed(HealthCheck.DEFAULT))),
                Arguments.of(Protocol.HTTP, forwarding(ForwardType.HTTPS, probed(HealthCheck.DEFAULT))),
                Arguments.of(Protocol.HTTP, check(HealthCheck.DEFAULT.with(Kind.HTTPS, null, ASKED))),
                Arguments.of(Protocol.HTTP, check(HealthCheck.DEFAULT.with(Kind.TCP, null, ASKED))),
                Arguments.of(Protocol.HTTPS, check(HealthCheck.DEFAULT.with(Kind.PING, null, ASKED))),
                Arguments.of(Protocol.HTTPS, check(HealthCheck.DEFAULT.with(Kind.HTTP, 8080, ASKED))));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatRulesOfAProtocolDoNotHave(Protocol protocol, BackendSettings wanted) {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, protocol, 80).get(0);
        DomainSettings domain = domain(protocol);
        RuleId rule = make(id, listener, new NewRule(KEY, BackendSettings.UNSPECIFIED, domain));
        Listener before = listener(id, listener);
        NewRule another = new NewRule(new RuleKey("a.test", "/x"), wanted, DomainSettings.UNSPECIFIED);
        refusal(CloudException.Rejected.class, () -> loadBalancers().createRules(id, listener, List.of(another)));
        refusal(CloudException.Rejected.class, () -> loadBalancers().modifyRule(id, listener, rule, KEY, wanted));

        assertThat(listener(id, listener)).isEqualTo(before);
    }

    @Test
    void whatRulesNeverHaveIsNotSent() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);
        RuleId rule = make(id, listener, rule("a.test", "/"));
        for (BackendSettings wanted : List.of(
                new BackendSettings(null, null, null, 60, null, null, List.of()),
                new BackendSettings(null, null, null, null, false, null, List.of()),
                new BackendSettings(null, null, null, null, null, null, List.of(new CertificateId("cert-1"))))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> loadBalancers().modifyRule(id, listener, rule, KEY, wanted));
            assertThatIllegalArgumentException().isThrownBy(() -> new NewRule(KEY, wanted, DomainSettings.UNSPECIFIED));
        }
    }

    @Test
    void theTargetsProtocolOfAnHttpListenersRuleStaysWhatItIs() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);
        RuleId rule = make(id, listener, new NewRule(KEY, forwarding(ForwardType.HTTP, null), domain(Protocol.HTTP)));

        refusal(
                CloudException.Rejected.class,
                () -> loadBalancers().modifyRule(id, listener, rule, KEY, forwarding(ForwardType.HTTP, null)));
        assertThat(settings(id, listener, rule).forwardType()).isEqualTo(ForwardType.HTTP);
    }

    @Test
    void grpcNeedsHttp2OrDoesNot() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTPS, 443).get(0);
        CertificateId certificate = upload(certificate(unique()));
        NewRule wanted = new NewRule(
                KEY, forwarding(ForwardType.GRPC, null), new DomainSettings(List.of(certificate), false, false));
        if (cloud().followsOtherReadings()) {
            refusal(CloudException.Rejected.class, () -> loadBalancers().createRules(id, listener, List.of(wanted)));
        } else {
            RuleId rule = make(id, listener, wanted);
            assertThat(settings(id, listener, rule).forwardType()).isEqualTo(ForwardType.GRPC);
        }
    }

    @Test
    void aSessionBesideAnotherSchedulerIsRefusedOrHasNoEffect() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.HTTP, 80).get(0);
        RuleId rule = make(id, listener, rule("a.test", "/"));
        BackendSettings wanted = new BackendSettings(Scheduler.IP_HASH, 60, null);
        if (cloud().followsOtherReadings()) {
            refusal(CloudException.Rejected.class, () -> loadBalancers().modifyRule(id, listener, rule, KEY, wanted));
        } else {
            end(() -> loadBalancers().modifyRule(id, listener, rule, KEY, wanted));
            assertThat(wanted.satisfiedBy(settings(id, listener, rule))).isTrue();
        }
    }

    private RuleId make(LoadBalancerId id, ListenerId listener, NewRule wanted) {
        return create(id, listener, wanted).get(0);
    }

    /** What a new domain needs, and HTTP/2 for gRPC. */
    private DomainSettings domain(Protocol protocol) {
        return protocol == Protocol.HTTPS
                ? new DomainSettings(List.of(upload(certificate(unique()))), true, false)
                : DomainSettings.UNSPECIFIED;
    }

    private BackendSettings settings(LoadBalancerId id, ListenerId listener, RuleId rule) {
        return listener(id, listener)
                .rules()
                .filter(each -> each.id().equals(rule))
                .findFirst()
                .orElseThrow()
                .settings();
    }

    private static BackendSettings withoutForwarding(BackendSettings settings) {
        return new BackendSettings(settings.scheduler(), settings.sessionSeconds(), settings.healthCheck());
    }

    private static HealthCheck.Http usual(String domain) {
        return new HealthCheck.Http("/", domain, HealthCheck.Method.HEAD, 31, HealthCheck.Version.HTTP_1_1);
    }

    private static HealthCheck probed(HealthCheck check) {
        return check.with(Kind.HTTP, null, usual("a.test"));
    }

    private static BackendSettings check(HealthCheck check) {
        return new BackendSettings(null, null, check);
    }

    private static BackendSettings session(int seconds) {
        return new BackendSettings(null, seconds, null);
    }

    private static BackendSettings forwarding(ForwardType type, @Nullable HealthCheck check) {
        return new BackendSettings(null, null, check, null, null, type, List.of());
    }
}
