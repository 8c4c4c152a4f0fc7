package io.enidirect.cloud.tencent;

import static io.enidirect.cloud.tencent.Simulators.all;
import static io.enidirect.cloud.tencent.Simulators.binding;
import static io.enidirect.cloud.tencent.Simulators.createWithTargets;
import static io.enidirect.cloud.tencent.Simulators.end;
import static io.enidirect.cloud.tencent.Simulators.firstListener;
import static io.enidirect.cloud.tencent.Simulators.listeners;
import static io.enidirect.cloud.tencent.Simulators.newLoadBalancer;
import static io.enidirect.cloud.tencent.Simulators.value;
import static io.enidirect.cloud.tencent.Simulators.weights;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.BatchResult;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.simulator.Fault;
import io.enidirect.simulator.Simulator;
import io.enidirect.simulator.cloud.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches over a cloud that applies them listener by listener. */
final class SimulatorBatchesTest {
    private static final Simulator SIMULATOR = Simulators.start();

    private final LoadBalancers adapter = Simulators.adapter(SIMULATOR);

    @AfterEach
    void heal() {
        SIMULATOR.control().clearFaults();
        SIMULATOR.control().settings(settings -> settings.withUnbound(Settings.DEFAULT.unbound()));
    }

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @Test
    void oneCulpritInFourHundredIsFoundInFewCalls() {
        LoadBalancerId id = newLoadBalancer(adapter);
        List<ListenerId> ids = end(adapter, () -> adapter.createListeners(id, listeners(80, 81, 82, 83)));
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
        LoadBalancerId id = newLoadBalancer(adapter);
        List<ListenerId> ids = end(adapter, () -> adapter.createListeners(id, listeners(80, 81)));
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
        LoadBalancerId id = createWithTargets(adapter);
        Set<Binding> bound = value(() -> adapter.targets(id)).keySet();
        Set<Binding> asked = new HashSet<>(bound);
        asked.add(binding(firstListener(adapter, id), 200));

        assertThat(all(asked, rest -> adapter.deregister(id, rest)))
                .isEqualTo(new BatchResult(asked, Map.of(), Set.of()));
        assertThat(value(() -> adapter.targets(id))).isEmpty();
    }

    @Test
    void aListenerThatCouldNotBeUnboundIsNotTakenForDone() {
        LoadBalancerId id = createWithTargets(adapter);
        Binding bound = value(() -> adapter.targets(id)).keySet().iterator().next();
        SIMULATOR.control().fault(Fault.next(Fault.Kind.PARTIAL, "BatchDeregisterTargets"));

        assertThat(value(() -> adapter.deregister(id, Set.of(bound))).refused()).containsOnlyKeys(bound);
    }
}
