package io.enidirect.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the port's own values refuse and compare. */
final class RecordsTest {
    private static final CertificateId ONE = new CertificateId("c1");
    private static final CertificateId TWO = new CertificateId("c2");
    private static final BackendSettings READ =
            new BackendSettings(Scheduler.WRR, 30, HealthCheck.DEFAULT, null, null, null, List.of(ONE, TWO));

    @ParameterizedTest
    @CsvSource({
        "TCP, 80, TCP, 80, true",
        "TCP, 443, TCP_SSL, 443, true",
        "TCP, 443, HTTPS, 443, true",
        "HTTP, 80, TCP, 80, true",
        "UDP, 443, QUIC, 443, true",
        "TCP, 53, UDP, 53, false",
        "HTTPS, 443, QUIC, 443, false",
        "TCP, 80, TCP, 81, false"
    })
    void listenersExcludeEachOtherOnOnePortOfOneClass(
            Protocol one, int port, Protocol other, int otherPort, boolean excluded) {
        ListenerKey first = new ListenerKey(one, port);
        ListenerKey second = new ListenerKey(other, otherPort);

        assertThat(first.excludes(second)).isEqualTo(excluded);
        assertThat(second.excludes(first)).isEqualTo(excluded);
    }

    static Stream<BackendSettings> satisfied() {
        return Stream.of(
                BackendSettings.UNSPECIFIED,
                READ,
                new BackendSettings(Scheduler.WRR, null, null),
                new BackendSettings(null, 30, null),
                new BackendSettings(null, null, HealthCheck.DEFAULT),
                new BackendSettings(null, null, null, null, null, null, List.of(ONE, TWO)));
    }

    @ParameterizedTest
    @MethodSource("satisfied")
    void aWishIsSatisfiedWhereAllThatItSaysIsTrue(BackendSettings wish) {
        assertThat(wish.satisfiedBy(READ)).isTrue();
    }

    static Stream<BackendSettings> unsatisfied() {
        return Stream.of(
                new BackendSettings(Scheduler.LEAST_CONN, null, null),
                new BackendSettings(Scheduler.WRR, 0, null),
                new BackendSettings(null, null, new HealthCheck(false, 2, 5, 3, 3, HealthCheck.Source.VIP)),
                new BackendSettings(null, null, null, null, null, null, List.of(ONE)));
    }

    @ParameterizedTest
    @MethodSource("unsatisfied")
    void aWishIsNotSatisfiedWhereOneThingThatItSaysIsNotTrue(BackendSettings wish) {
        assertThat(wish.satisfiedBy(READ)).isFalse();
        assertThat(wish.satisfiedBy(BackendSettings.UNSPECIFIED)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30, 3600, 86400})
    void aSessionIsOffOrHalfAMinuteToADay(int seconds) {
        assertThat(new BackendSettings(null, seconds, null).sessionSeconds()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 29, 86401})
    void refusesOtherSessions(int seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackendSettings(null, seconds, null))
                .withMessageContaining(seconds + " s");
    }

    @Test
    void aListenersSessionLastsAnHourAtMost() {
        BackendSettings longer = new BackendSettings(null, 3601, null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewListeners(Protocol.TCP, List.of(80), ListenerSettings.of(longer)))
                .withMessageContaining("3601");
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 2, 2", "60, 300, 10, 10", "2, 5, 3, 3"})
    void aHealthCheckReachesTheEndsOfItsRanges(int timeout, int interval, int healthy, int unhealthy) {
        assertThat(new HealthCheck(true, timeout, interval, healthy, unhealthy, HealthCheck.Source.VIP))
                .extracting(HealthCheck::timeoutSeconds, HealthCheck::intervalSeconds)
                .containsExactly(timeout, interval);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 5, 3, 3, timeout",
        "61, 300, 3, 3, timeout",
        "2, 1, 3, 3, interval",
        "2, 301, 3, 3, interval",
        "2, 5, 1, 3, healthy",
        "2, 5, 11, 3, healthy",
        "2, 5, 3, 1, unhealthy",
        "2, 5, 3, 11, unhealthy",
        "5, 5, 3, 3, not less than its interval"
    })
    void refusesAHealthCheckOutOfItsRanges(int timeout, int interval, int healthy, int unhealthy, String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HealthCheck(true, timeout, interval, healthy, unhealthy, HealthCheck.Source.VIP))
                .withMessageContaining(what);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100})
    void aWeightIsZeroToAHundred(int weight) {
        assertThat(Binding.requireWeight(weight)).isEqualTo(weight);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void refusesOtherWeights(int weight) {
        assertThatIllegalArgumentException().isThrownBy(() -> Binding.requireWeight(weight));
    }

    static Stream<Function<String, Object>> ids() {
        return Stream.of(LoadBalancerId::new, ListenerId::new, RuleId::new, TaskId::new, CertificateId::new);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void anIdIsItsTextAndNeverBlank(Function<String, Object> id) {
        assertThat(id.apply("x-1")).hasToString("x-1").isEqualTo(id.apply("x-1"));
        assertThatIllegalArgumentException().isThrownBy(() -> id.apply(" "));
    }

    @Test
    void bindingsReadAsPeopleWriteThem() {
        BackendId rule = BackendId.of(new ListenerId("lbl-1"), new RuleId("loc-1"));

        assertThat(new Binding(rule, new Target("10.0.0.1", 80))).hasToString("10.0.0.1:80 behind lbl-1/loc-1");
        assertThat(new Target("fd00::1", 80)).hasToString("[fd00::1]:80");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65536})
    void refusesPortsThatAreNone(int port) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Target("10.0.0.1", port));
        assertThatIllegalArgumentException().isThrownBy(() -> new ListenerKey(Protocol.TCP, port));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewListeners(Protocol.TCP, List.of(port), ListenerSettings.UNSPECIFIED));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 50})
    void createsOneToFortyNineListenersAtOnce(int count) {
        List<Integer> ports = Collections.nCopies(count, 80);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewListeners(Protocol.TCP, ports, ListenerSettings.UNSPECIFIED));
    }

    @Test
    void anInternalNetworkNeedsASubnet() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Network(Network.Type.INTERNAL, "vpc-1", null, Network.IpVersion.IPV4));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65})
    void aClientTokenHasAtMost64Characters(int length) {
        Network network = new Network(Network.Type.PUBLIC, "vpc-1", null, Network.IpVersion.IPV4);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewLoadBalancer("web", network, Map.of(), "t".repeat(length)));
    }

    @Test
    void aPrivateKeyIsNeverPrinted() {
        assertThat(new NewCertificate("web", "chain", "secret")).hasToString("NewCertificate[alias=web]");
    }

    @Test
    void anAnswerKeepsWhatItIsWhenItsValueChanges() {
        TaskId task = new TaskId("t");

        assertThat(new Answer.Done<>(1).map(i -> "" + i)).isEqualTo(new Answer.Done<>("1"));
        assertThat(new Answer.Accepted<>(task, 1).map(i -> "" + i)).isEqualTo(new Answer.Accepted<>(task, "1"));
        assertThat(new Answer.Throttled<Integer>(Instant.EPOCH).map(i -> "" + i))
                .isEqualTo(new Answer.Throttled<>(Instant.EPOCH));
    }
}
