package io.enidirect.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.enidirect.cloud.BackendSettings.ForwardType;
import io.enidirect.cloud.HealthCheck.Http;
import io.enidirect.cloud.HealthCheck.Kind;
import io.enidirect.cloud.HealthCheck.Method;
import io.enidirect.cloud.HealthCheck.Version;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the port's settings refuse, compare and change. */
final class SettingsRecordsTest {
    private static final CertificateId ONE = new CertificateId("c1");
    private static final Http HTTP = new Http("/up", "up.test", Method.GET, 6, Version.HTTP_1_0);
    private static final HealthCheck CHECK = HealthCheck.DEFAULT.with(Kind.HTTP, 8080, HTTP);
    private static final ListenerSettings READ = new ListenerSettings(
            "web", new BackendSettings(Scheduler.WRR, 0, CHECK, 900, false, null, List.of(ONE)), true, true, false);

    /** Each says one thing that is not so. */
    static Stream<ListenerSettings> others() {
        return Stream.of(
                ListenerSettings.UNSPECIFIED.named("other"),
                new ListenerSettings(null, BackendSettings.UNSPECIFIED, false, null, null),
                new ListenerSettings(null, BackendSettings.UNSPECIFIED, null, false, null),
                new ListenerSettings(null, BackendSettings.UNSPECIFIED, null, null, true),
                ListenerSettings.of(new BackendSettings(null, null, null, 60, null, null, List.of())),
                ListenerSettings.of(new BackendSettings(null, null, null, null, true, null, List.of())),
                check(HealthCheck.DEFAULT.with(Kind.TCP, null, Http.UNSPECIFIED)),
                check(HealthCheck.DEFAULT.with(null, HealthCheck.OWN_PORT, Http.UNSPECIFIED)),
                check(HealthCheck.DEFAULT.with(null, null, new Http("/", null, null, null, null))),
                check(HealthCheck.DEFAULT.with(null, null, new Http(null, "a.test", null, null, null))),
                check(HealthCheck.DEFAULT.with(null, null, new Http(null, null, Method.HEAD, null, null))),
                check(HealthCheck.DEFAULT.with(null, null, new Http(null, null, null, 31, null))),
                check(HealthCheck.DEFAULT.with(null, null, new Http(null, null, null, null, Version.HTTP_1_1))));
    }

    private static ListenerSettings check(HealthCheck check) {
        return ListenerSettings.of(new BackendSettings(null, null, check));
    }

    @ParameterizedTest
    @MethodSource("others")
    void aWishIsNotSatisfiedWhereOneThingIsOtherwiseAndIsOnceItWasGranted(ListenerSettings wish) {
        assertThat(wish.satisfiedBy(READ)).isFalse();
        ListenerSettings after = wish.over(READ);
        assertThat(wish.satisfiedBy(after)).isTrue();
        assertThat(READ.over(after)).as("all else stays").isEqualTo(READ);
        assertThat(READ.satisfiedBy(after)).isFalse();
    }

    @Test
    void aWishThatSaysNothingIsSatisfiedByAnything() {
        assertThat(ListenerSettings.UNSPECIFIED.satisfiedBy(READ)).isTrue();
        assertThat(ListenerSettings.UNSPECIFIED.over(READ)).isEqualTo(READ);
        assertThat(check(HealthCheck.DEFAULT).satisfiedBy(READ)).isTrue();
        assertThat(check(HealthCheck.DEFAULT).over(READ)).isEqualTo(READ);
        assertThat(DomainSettings.UNSPECIFIED.satisfiedBy(DomainSettings.DEFAULT_SERVER))
                .isTrue();
    }

    @Test
    void aRuleIsProbedAtItsTargetsOwnPortWithoutSayingSo() {
        HealthCheck own = HealthCheck.DEFAULT.with(null, HealthCheck.OWN_PORT, Http.UNSPECIFIED);

        assertThat(own.satisfiedBy(HealthCheck.DEFAULT)).isTrue();
        assertThat(own.satisfiedBy(CHECK)).isFalse();
    }

    static Stream<DomainSettings> otherDomains() {
        return Stream.of(
                new DomainSettings(List.of(new CertificateId("c2")), null, false),
                new DomainSettings(List.of(), false, false),
                DomainSettings.DEFAULT_SERVER);
    }

    @ParameterizedTest
    @MethodSource("otherDomains")
    void aWishForADomainIsSatisfiedOnceItWasGranted(DomainSettings wish) {
        DomainSettings read = new DomainSettings(List.of(ONE), true, false);

        assertThat(wish.satisfiedBy(read)).isFalse();
        assertThat(wish.satisfiedBy(wish.over(read))).isTrue();
        assertThat(read.over(wish.over(read)).withDefaultServer(false)).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 3601})
    void anIdleTimeIsTenSecondsToAnHour(int seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackendSettings(null, null, null, seconds, null, null, List.of()))
                .withMessageContaining(seconds + " s");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 32})
    void statusClassesAreASumOfOneToThirtyOne(int codes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Http(null, null, null, codes, null))
                .withMessageContaining("status classes of " + codes);
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 0, 65536})
    void probesGoToAPortOrToTheTargetsOwn(int port) {
        assertThatIllegalArgumentException().isThrownBy(() -> HealthCheck.DEFAULT.with(null, port, Http.UNSPECIFIED));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 303, 308})
    void aRedirectHasOneOfThreeCodes(int code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rewrite(new ListenerId("lbl-1"), new RuleId("loc-1"), code, true))
                .withMessageContaining("" + code);
    }

    @Test
    void aNameHasEightyCharactersAtMost() {
        assertThat(ListenerSettings.UNSPECIFIED.named("n".repeat(80)).name()).hasSize(80);
        assertThatIllegalArgumentException().isThrownBy(() -> ListenerSettings.UNSPECIFIED.named("n".repeat(81)));
    }

    static Stream<LoadBalancerSettings> otherLoadBalancers() {
        return Stream.of(
                new LoadBalancerSettings(false, null, null),
                new LoadBalancerSettings(null, false, null),
                new LoadBalancerSettings(null, null, 11),
                new LoadBalancerSettings(false, true, 10));
    }

    @ParameterizedTest
    @MethodSource("otherLoadBalancers")
    void aWishForALoadBalancerIsSatisfiedOnceItWasGranted(LoadBalancerSettings wish) {
        LoadBalancerSettings read = new LoadBalancerSettings(true, true, 10);

        assertThat(wish.isUnspecified()).isFalse();
        assertThat(wish.satisfiedBy(read)).isFalse();
        assertThat(wish.satisfiedBy(wish.over(read))).isTrue();
        assertThat(read.over(wish.over(read))).as("all else stays").isEqualTo(read);
        assertThat(wish.satisfiedBy(LoadBalancerSettings.UNSPECIFIED)).isFalse();
    }

    @Test
    void aWishForALoadBalancerThatSaysNothingIsSatisfiedByAnythingAndNeverSent() {
        LoadBalancerSettings nothing = LoadBalancerSettings.UNSPECIFIED;

        assertThat(nothing.isUnspecified()).isTrue();
        assertThat(nothing.satisfiedBy(new LoadBalancerSettings(true, true, 1))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(nothing::requireWish);
    }

    /** One of somebody else's may have more: that is no reason not to read it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2049})
    void aBandwidthIsAskedForWithinItsRangeAndReadOutsideOfIt(int mbps) {
        LoadBalancerSettings settings = new LoadBalancerSettings(null, null, mbps);
        Network network = new Network(Network.Type.PUBLIC, "vpc-1", null, Network.IpVersion.IPV4);

        assertThatIllegalArgumentException().isThrownBy(settings::requireWish).withMessageContaining(mbps + " Mbps");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewLoadBalancer("web", network, Map.of(), "t", null, mbps))
                .withMessageContaining(mbps + " Mbps");
    }

    @Test
    void whatTargetsSpeakIsSaidOfRulesOnly() {
        BackendSettings forwarding = new BackendSettings(null, null, null, null, null, ForwardType.HTTP, List.of());

        assertThat(forwarding.requireOfRule()).isSameAs(forwarding);
        assertThatIllegalArgumentException().isThrownBy(() -> ListenerSettings.of(forwarding));
    }
}
