package io.enidirect.cloud.tencent;

import static java.util.stream.Collectors.toMap;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BackendId;
import io.enidirect.cloud.BatchResult;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.Network;
import io.enidirect.cloud.NewListeners;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Target;
import io.enidirect.cloud.TaskState;
import io.enidirect.simulator.Simulator;
import io.enidirect.simulator.SimulatorOptions;
import io.enidirect.simulator.cloud.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** Simulators that know the tests' credentials, without a limit of their own to calls. */
final class Simulators {
    static final Network NETWORK = new Network(Network.Type.PUBLIC, "vpc-1", null, Network.IpVersion.IPV4);

    private Simulators() {}

    static Simulator start() {
        return Simulator.start(SimulatorOptions.of(Adapters.SECRET_ID, Adapters.SECRET_KEY)
                .withSettings(Settings.DEFAULT.withRate(0).withTaskMillis(20)));
    }

    static LoadBalancers adapter(Simulator simulator) {
        return Adapters.at(URI.create(simulator.endpoint()));
    }

    /** Sends a call until it is no longer throttled. */
    static <T> T value(Supplier<Answer<T>> call) {
        return sent(call).value().orElseThrow();
    }

    /** Sends a call and waits for the end of its task. */
    static <T> T end(LoadBalancers cloud, Supplier<Answer<T>> call) {
        Answer<T> answer = sent(call);
        answer.task()
                .ifPresent(task -> Awaitility.await()
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> value(() -> cloud.task(task)).phase() == TaskState.Phase.SUCCEEDED));
        return answer.value().orElseThrow();
    }

    private static <T> Answer<T> sent(Supplier<Answer<T>> call) {
        return Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(call::get, answer -> answer.retryAt().isEmpty());
    }

    /** Sends a batch until nothing of it is unsent. */
    static BatchResult all(Set<Binding> asked, Function<Set<Binding>, Answer<BatchResult>> call) {
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

    static LoadBalancerId newLoadBalancer(LoadBalancers cloud) {
        NewLoadBalancer order =
                new NewLoadBalancer("web", NETWORK, Map.of(), UUID.randomUUID().toString());
        return Simulators.<Optional<LoadBalancerId>>end(cloud, () -> cloud.create(order))
                .orElseThrow();
    }

    /** A load balancer with one listener, on port 80, and two targets behind it. */
    static LoadBalancerId createWithTargets(LoadBalancers cloud) {
        LoadBalancerId id = newLoadBalancer(cloud);
        ListenerId listener =
                end(cloud, () -> cloud.createListeners(id, listeners(80))).get(0);
        Set<Binding> some = Set.of(binding(listener, 1), binding(listener, 2));
        all(some, rest -> cloud.register(id, weights(rest)));
        return id;
    }

    static ListenerId firstListener(LoadBalancers cloud, LoadBalancerId id) {
        return value(() -> cloud.listeners(id)).get(0).id();
    }

    static NewListeners listeners(Integer... ports) {
        return new NewListeners(Protocol.TCP, List.of(ports), ListenerSettings.UNSPECIFIED.named("web"));
    }

    static Map<Binding, Integer> weights(Set<Binding> bindings) {
        return bindings.stream().collect(toMap(Function.identity(), each -> 10));
    }

    /** The target 10.0.x.y:8080 of that number. */
    static Binding binding(ListenerId listener, int number) {
        return new Binding(
                BackendId.of(listener), new Target("10.0.%d.%d".formatted(number / 250, number % 250 + 1), 8080));
    }
}
