package io.enidirect.cloud.tencent;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BackendId;
import io.enidirect.cloud.BatchResult;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.NewListeners;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.cloud.Page;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Target;
import io.enidirect.cloud.TaskId;
import io.enidirect.cloud.TaskState;
import io.enidirect.simulator.Call;
import io.enidirect.simulator.Fault;
import io.enidirect.simulator.Simulator;
import io.enidirect.simulator.SimulatorOptions;
import io.enidirect.simulator.cloud.Settings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        LoadBalancerId id = create(adapter);
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
        end(() -> adapter.create(order));

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
        LoadBalancerId id = withTargets();
        TaskId task = adapter.renameListener(id, anyListener(id), "x").task().orElseThrow();
        for (String how :
                kind == Fault.Kind.EMPTY ? List.of("body", "object", "null", "response", "lists") : List.of("")) {
            Map<String, Supplier<Answer<?>>> reads = Map.of(
                    "DescribeLoadBalancers", () -> adapter.describe(Set.of(id)),
                    "DescribeListeners", () -> adapter.listeners(id),
                    "DescribeTargets", () -> adapter.targets(id),
                    "DescribeTargetHealth", () -> adapter.health(Set.of(id)));
            reads.forEach((action, read) -> strike(kind, how, action, read));
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
        LoadBalancerId id = create(adapter);
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
        LoadBalancerId first = create(adapter);
        LoadBalancerId second = create(adapter);
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
                            "ap-guangzhou", URI.create(strict.endpoint()), Adapters.keys(), 18, Clock.systemUTC()),
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

    // ---- targets

    @Test
    void oneCulpritInFourHundredIsFoundInFewCalls() {
        LoadBalancerId id = create(adapter);
        List<ListenerId> ids = end(() -> adapter.createListeners(id, listeners(80, 81, 82, 83)));
        Binding holder = binding(ids.get(3), 7);
        all(Set.of(holder), rest -> adapter.register(id, weights(rest)));
        Set<Binding> asked = IntStream.range(0, 400)
                .mapToObj(i -> binding(ids.get(i % 3), i))
                .collect(toSet());
        SIMULATOR.control().clearCalls();
        BatchResult result = all(asked, rest -> adapter.register(id, weights(rest)));

        assertThat(result.refused()).containsOnlyKeys(binding(ids.get(7 % 3), 7));
        assertThat(result.done()).hasSize(399);
        assertThat(SIMULATOR.control().calls("BatchRegisterTargets")).hasSizeLessThanOrEqualTo(16);
        assertThat(value(() -> adapter.targets(id))).hasSize(400);
    }

    @Test
    void aListenerThatFailsForAWhileHasAllItsTargetsInTheEnd() {
        LoadBalancerId id = create(adapter);
        List<ListenerId> ids = end(() -> adapter.createListeners(id, listeners(80, 81)));
        Set<Binding> asked =
                Stream.of(1, 2, 3, 4).map(i -> binding(ids.get(i % 2), i)).collect(toSet());
        SIMULATOR
                .control()
                .fault(Fault.next(Fault.Kind.PARTIAL, "BatchRegisterTargets")
                        .listeners(Set.of(ids.get(0).value())));
        BatchResult first = value(() -> adapter.register(id, weights(asked)));

        assertThat(first.done())
                .allMatch(binding -> binding.backend().listener().equals(ids.get(1)))
                .hasSize(2);
        assertThat(all(first.unsent(), rest -> adapter.register(id, weights(rest)))
                        .done())
                .hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void deregisteringWhatIsNotBoundIsDoneHoweverTheCloudSaysIt(Settings.Unbound how) {
        SIMULATOR.control().settings(settings -> settings.withUnbound(how));
        LoadBalancerId id = withTargets();
        Set<Binding> bound = value(() -> adapter.targets(id)).keySet();
        Set<Binding> asked = new HashSet<>(bound);
        asked.add(binding(anyListener(id), 200));

        assertThat(all(asked, rest -> adapter.deregister(id, rest)))
                .isEqualTo(new BatchResult(asked, Map.of(), Set.of()));
        assertThat(value(() -> adapter.targets(id))).isEmpty();
    }

    @Test
    void aListenerThatCouldNotBeUnboundIsNotTakenForDone() {
        LoadBalancerId id = withTargets();
        Binding bound = value(() -> adapter.targets(id)).keySet().iterator().next();
        SIMULATOR.control().fault(Fault.next(Fault.Kind.PARTIAL, "BatchDeregisterTargets"));

        assertThat(value(() -> adapter.deregister(id, Set.of(bound))).refused()).containsOnlyKeys(bound);
    }

    private LoadBalancerId withTargets() {
        LoadBalancerId id = create(adapter);
        ListenerId listener = end(() -> adapter.createListeners(id, LISTENER)).get(0);
        Set<Binding> some = Set.of(binding(listener, 1), binding(listener, 2));
        all(some, rest -> adapter.register(id, weights(rest)));
        return id;
    }

    private ListenerId anyListener(LoadBalancerId id) {
        return value(() -> adapter.listeners(id)).get(0).id();
    }

    private static LoadBalancerId create(LoadBalancers cloud) {
        NewLoadBalancer order = new NewLoadBalancer(
                "web", Simulators.NETWORK, Map.of(), UUID.randomUUID().toString());
        return SimulatorFaultsTest.<Optional<LoadBalancerId>>end(cloud, () -> cloud.create(order))
                .orElseThrow();
    }

    private <T> T end(Supplier<Answer<T>> call) {
        return end(adapter, call);
    }

    private static <T> T end(LoadBalancers cloud, Supplier<Answer<T>> call) {
        Answer<T> answer = sent(call);
        answer.task()
                .ifPresent(task -> Awaitility.await()
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> value(() -> cloud.task(task)).phase() == TaskState.Phase.SUCCEEDED));
        return answer.value().orElseThrow();
    }

    private static <T> T value(Supplier<Answer<T>> call) {
        return sent(call).value().orElseThrow();
    }

    private static <T> Answer<T> sent(Supplier<Answer<T>> call) {
        return Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(call::get, answer -> answer.retryAt().isEmpty());
    }

    @SuppressWarnings("unchecked")
    private static <T> Answer<T> cast(Answer<?> answer) {
        return (Answer<T>) answer;
    }

    private BatchResult all(Set<Binding> asked, Function<Set<Binding>, Answer<BatchResult>> call) {
        Set<Binding> done = new HashSet<>();
        Map<Binding, CloudException> refused = new HashMap<>();
        Set<Binding> unsent = asked;
        for (int calls = 0; !unsent.isEmpty() && calls < 100; calls++) {
            Set<Binding> rest = unsent;
            BatchResult result = value(() -> call.apply(rest));
            done.addAll(result.done());
            refused.putAll(result.refused());
            unsent = result.unsent();
        }
        return new BatchResult(done, refused, unsent);
    }

    private static NewListeners listeners(Integer... ports) {
        return new NewListeners(Protocol.TCP, List.of(ports), "web", ListenerSettings.UNSPECIFIED);
    }

    private static Map<Binding, Integer> weights(Set<Binding> bindings) {
        return bindings.stream().collect(toMap(Function.identity(), each -> 10));
    }

    private static Binding binding(ListenerId listener, int number) {
        return new Binding(
                BackendId.of(listener), new Target("10.0.%d.%d".formatted(number / 250, number % 250 + 1), 8080));
    }

    private static CredentialsSource keys(String id, String key) {
        return CredentialsSource.env(Map.of("TENCENTCLOUD_SECRET_ID", id, "TENCENTCLOUD_SECRET_KEY", key));
    }
}
