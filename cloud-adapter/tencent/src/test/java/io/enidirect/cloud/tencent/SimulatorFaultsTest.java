package io.enidirect.cloud.tencent;

import static io.enidirect.cloud.tencent.Simulators.createWithTargets;
import static io.enidirect.cloud.tencent.Simulators.end;
import static io.enidirect.cloud.tencent.Simulators.firstListener;
import static io.enidirect.cloud.tencent.Simulators.listeners;
import static io.enidirect.cloud.tencent.Simulators.newLoadBalancer;
import static io.enidirect.cloud.tencent.Simulators.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BackendId;
import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.NewListeners;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.cloud.NewRewrite;
import io.enidirect.cloud.NewRule;
import io.enidirect.cloud.Page;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Rewrite;
import io.enidirect.cloud.RuleId;
import io.enidirect.cloud.RuleKey;
import io.enidirect.cloud.TaskId;
import io.enidirect.simulator.Call;
import io.enidirect.simulator.Fault;
import io.enidirect.simulator.Simulator;
import io.enidirect.simulator.SimulatorOptions;
import io.enidirect.simulator.cloud.Settings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the adapter makes of a cloud that fails, throttles, refuses and misleads. */
final class SimulatorFaultsTest {
    private static final Simulator SIMULATOR = Simulators.start();
    private static final NewListeners LISTENER = listeners(80);

    private final LoadBalancers adapter = Simulators.adapter(SIMULATOR);

    @AfterEach
    void heal() {
        SIMULATOR.control().clearFaults();
        SIMULATOR
                .control()
                .settings(settings -> settings.withUnbound(Settings.DEFAULT.unbound())
                        .withExisting(Settings.DEFAULT.existing())
                        .withDeletionsIn5Minutes(Settings.DEFAULT.deletionsIn5Minutes()));
    }

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    // ---- executed once

    @ParameterizedTest
    @ValueSource(strings = {"close", "reset", "half-header", "half-body", "408", "503-retry-after"})
    void aCallWhoseAnswerIsLostWasExecutedOnce(String how) {
        LoadBalancerId id = newLoadBalancer(adapter);
        Fault lost =
                Fault.next(Fault.Kind.TIMEOUT_AFTER_SUCCESS, "CreateListener").how(how);
        LoadBalancers fresh = Simulators.adapter(SIMULATOR);
        for (LoadBalancers each : List.of(adapter, fresh)) {
            SIMULATOR.control().clearCalls();
            SIMULATOR.control().fault(lost);
            NewListeners wanted = each == fresh ? listeners(81) : LISTENER;

            assertThatThrownBy(() -> each.createListeners(id, wanted))
                    .isInstanceOf(CloudException.UnknownOutcome.class);
            assertThat(SIMULATOR.control().calls("CreateListener"))
                    .extracting(Call::executed)
                    .containsExactly(true);
            Awaitility.await().until(() -> SIMULATOR.control().runningTasks().isEmpty());
        }
        assertThat(value(() -> adapter.listeners(id)))
                .extracting(Listener::key)
                .containsExactlyInAnyOrder(new ListenerKey(Protocol.TCP, 80), new ListenerKey(Protocol.TCP, 81));
    }

    @Test
    void aRedirectWhoseAnswerIsLostWasMadeOnceAndIsSeen() {
        LoadBalancerId id = newLoadBalancer(adapter);
        ListenerId listener = end(
                        adapter,
                        () -> adapter.createListeners(
                                id, new NewListeners(Protocol.HTTP, List.of(80), ListenerSettings.UNSPECIFIED)))
                .get(0);
        List<RuleId> rules =
                end(adapter, () -> adapter.createRules(id, listener, List.of(rule("a.test"), rule("b.test"))));
        Rewrite rewrite = new Rewrite(listener, rules.get(1), 302, true);
        NewRewrite wanted = new NewRewrite(rules.get(0), "a.test", rewrite);
        SIMULATOR
                .control()
                .fault(Fault.next(Fault.Kind.TIMEOUT_AFTER_SUCCESS, "ManualRewrite")
                        .how("reset"));
        assertThatThrownBy(() -> adapter.createRewrites(id, listener, List.of(wanted)))
                .isInstanceOf(CloudException.UnknownOutcome.class);
        Awaitility.await().until(() -> SIMULATOR.control().runningTasks().isEmpty());
        assertThat(value(() -> adapter.rewrites(id))).isEqualTo(Map.of(BackendId.of(listener, rules.get(0)), rewrite));
        assertThatThrownBy(() -> value(() -> adapter.createRewrites(id, listener, List.of(wanted))))
                .isInstanceOf(CloudException.Conflict.class);

        SIMULATOR
                .control()
                .fault(Fault.next(Fault.Kind.TIMEOUT_AFTER_SUCCESS, "DeleteRewrite")
                        .how("close"));
        Map<RuleId, Rewrite> gone = Map.of(rules.get(0), rewrite);
        assertThatThrownBy(() -> adapter.deleteRewrites(id, listener, gone))
                .isInstanceOf(CloudException.UnknownOutcome.class);
        Awaitility.await().until(() -> SIMULATOR.control().runningTasks().isEmpty());
        assertThat(value(() -> adapter.rewrites(id))).isEmpty();
        assertThatThrownBy(() -> value(() -> adapter.deleteRewrites(id, listener, gone)))
                .isInstanceOf(CloudException.NotFound.class);
    }

    private static NewRule rule(String domain) {
        return new NewRule(new RuleKey(domain, "/"), BackendSettings.UNSPECIFIED, DomainSettings.UNSPECIFIED);
    }

    @Test
    void aCreationWhoseAnswerIsLostIsFoundByItsTagsAndItsTokenMakesNoSecond() {
        Map<String, String> tags = Map.of("owner", UUID.randomUUID().toString());
        NewLoadBalancer order = new NewLoadBalancer(
                "web", Simulators.NETWORK, tags, UUID.randomUUID().toString());
        SIMULATOR
                .control()
                .fault(Fault.next(Fault.Kind.TIMEOUT_AFTER_SUCCESS, "CreateLoadBalancer")
                        .how("reset"));
        assertThatThrownBy(() -> adapter.create(order)).isInstanceOf(CloudException.UnknownOutcome.class);
        Page<LoadBalancer> found = value(() -> adapter.find(tags, 0));
        end(adapter, () -> adapter.create(order));

        assertThat(value(() -> adapter.find(tags, 0)).items())
                .extracting(LoadBalancer::id)
                .containsExactly(found.items().get(0).id());
    }

    // ---- reads that make no sense

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"TRUNCATED", "MALFORMED", "WRONG_TYPE", "ERR_5XX", "ERR_INTERNAL", "RESET_BEFORE", "EMPTY"})
    void aReadThatMakesNoSenseIsUnavailable(Fault.Kind kind) {
        LoadBalancerId id = createWithTargets(adapter);
        TaskId task = adapter.modifyListener(id, firstListener(adapter, id), ListenerSettings.UNSPECIFIED.named("x"))
                .task()
                .orElseThrow();
        for (String how :
                kind == Fault.Kind.EMPTY ? List.of("body", "object", "null", "response", "lists") : List.of("")) {
            Map<String, Supplier<Answer<?>>> reads = Map.of(
                    "DescribeLoadBalancers", () -> adapter.describe(Set.of(id)),
                    "DescribeListeners", () -> adapter.listeners(id),
                    "DescribeRewrite", () -> adapter.rewrites(id),
                    "DescribeTargets", () -> adapter.targets(id),
                    "DescribeTargetHealth", () -> adapter.health(Set.of(id)));
            reads.entrySet().stream()
                    // of these the list may be null: nothing is told of any target, and listeners tell redirects as
                    // well
                    .filter(read ->
                            !how.equals("lists") || !read.getKey().matches("DescribeTargetHealth|DescribeRewrite"))
                    .forEach(read -> strike(kind, how, read.getKey(), read.getValue()));
            if (!how.equals("lists")) {
                strike(kind, how, "DescribeTaskStatus", () -> adapter.task(task));
            }
        }
    }

    private void strike(Fault.Kind kind, String how, String action, Supplier<Answer<?>> read) {
        // each success in between keeps the circuit closed
        value(() -> adapter.find(Map.of("none", "none"), 0));
        Fault fault = Fault.next(kind, action);
        SIMULATOR.control().fault(how.isEmpty() ? fault : fault.how(how));
        assertThatThrownBy(() -> value(() -> cast(read.get())))
                .as(action + " " + how)
                .isInstanceOf(CloudException.Unavailable.class);
    }

    // ---- refusals

    @Test
    void signaturesThatAreWrongAreDenied() {
        Map<String, CredentialsSource> wrong = Map.of(
                "AuthFailure.SignatureFailure", keys(Adapters.SECRET_ID, "another key"),
                "AuthFailure.SecretIdNotFound", keys("AKIDPLANTEDother", Adapters.SECRET_KEY));
        wrong.forEach((code, source) -> {
            LoadBalancers denied = TencentLoadBalancers.connect(
                    Adapters.options(URI.create(SIMULATOR.endpoint()), source), CallObserver.NONE);
            assertDenied(denied, code);
        });
        SIMULATOR
                .control()
                .fault(Fault.next(Fault.Kind.CLOCK_SKEW, "DescribeLoadBalancers")
                        .seconds(600));
        assertDenied(adapter, "AuthFailure.SignatureExpire");
        SIMULATOR.control().fault(Fault.next(Fault.Kind.AUTH_EXPIRED, "DescribeLoadBalancers"));
        assertDenied(adapter, "AuthFailure.TokenFailure");
        SIMULATOR.control().fault(Fault.next(Fault.Kind.AUTH_DENIED, "DescribeLoadBalancers"));
        assertDenied(adapter, "UnauthorizedOperation");
    }

    private static void assertDenied(LoadBalancers denied, String code) {
        assertThatThrownBy(() -> value(() -> denied.describe(Set.of(new LoadBalancerId("lb-1")))))
                .isInstanceOf(CloudException.Denied.class)
                .hasMessageNotContaining("PLANTED")
                .extracting(e -> ((CloudException) e).code())
                .isEqualTo(code);
    }

    @Test
    void refusalsHaveTheirKinds() {
        LoadBalancerId id = newLoadBalancer(adapter);
        Map<Fault.Kind, Class<?>> kinds = Map.of(
                Fault.Kind.THROTTLE, CloudException.Throttled.class,
                Fault.Kind.LOCKED, CloudException.Busy.class,
                Fault.Kind.QUOTA, CloudException.Quota.class,
                Fault.Kind.ARREARS, CloudException.Quota.class,
                Fault.Kind.SOLD_OUT, CloudException.Quota.class,
                Fault.Kind.ERR_INTERNAL, CloudException.UnknownOutcome.class,
                Fault.Kind.ERR_5XX, CloudException.UnknownOutcome.class);
        kinds.forEach((fault, kind) -> {
            LoadBalancers fresh = Simulators.adapter(SIMULATOR);
            SIMULATOR.control().fault(Fault.next(fault, "CreateListener"));
            assertThatThrownBy(() -> fresh.createListeners(id, LISTENER))
                    .as(fault.name())
                    .isInstanceOf(kind);
        });
    }

    @Test
    void deletionsOfTheWholeRegionWaitAfterTooMany() {
        LoadBalancerId first = newLoadBalancer(adapter);
        LoadBalancerId second = newLoadBalancer(adapter);
        SIMULATOR.control().settings(settings -> settings.withDeletionsIn5Minutes(0));

        assertThatThrownBy(() -> adapter.delete(first)).isInstanceOf(CloudException.Throttled.class);
        assertThat(adapter.delete(second).retryAt())
                .get()
                .satisfies(until -> assertThat(until).isAfter(Instant.now().plus(Duration.ofMinutes(4))));
    }

    // ---- the rate

    @Test
    void keepsToTheCloudsRateFromManyThreads() throws Exception {
        try (Simulator strict = Simulator.start(SimulatorOptions.of(Adapters.SECRET_ID, Adapters.SECRET_KEY)
                .withSettings(Settings.DEFAULT.withRate(20)))) {
            LoadBalancers paced = TencentLoadBalancers.connect(
                    new TencentOptions(
                            "ap-guangzhou",
                            URI.create(strict.endpoint()),
                            TencentOptions.ROOT_DOMAIN,
                            Adapters.keys(),
                            18,
                            Clock.systemUTC()),
                    CallObserver.NONE);
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                List<Callable<Boolean>> calls = IntStream.range(0, 60)
                        .<Callable<Boolean>>mapToObj(i -> () -> answered(paced, new LoadBalancerId("lb-" + i)))
                        .toList();
                threads.invokeAll(calls);
            } finally {
                threads.shutdownNow();
            }

            // spaced when sent; a machine that stalls may deliver some together
            assertThat(strict.control().calls("DescribeLoadBalancers"))
                    .hasSizeGreaterThanOrEqualTo(60)
                    .filteredOn(call -> !call.result().equals("OK"))
                    .hasSizeLessThan(6);
        }
    }

    private static boolean answered(LoadBalancers cloud, LoadBalancerId id) {
        return Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .ignoreException(CloudException.Throttled.class)
                .until(() -> cloud.describe(Set.of(id)).value().isPresent(), done -> done);
    }

    @SuppressWarnings("unchecked")
    private static <T> Answer<T> cast(Answer<?> answer) {
        return (Answer<T>) answer;
    }

    private static CredentialsSource keys(String id, String key) {
        return CredentialsSource.env(Map.of("TENCENTCLOUD_SECRET_ID", id, "TENCENTCLOUD_SECRET_KEY", key));
    }
}
