package io.enidirect.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the port says of targets behind L4 listeners; the part of {@link LoadBalancersContract} that every implementation passes. */
abstract class TargetsContract extends CloudContract {

    @Test
    void registersReweighsAndDeregisters() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.TCP, 80).get(0);
        Binding one = binding(listener, 1);
        Binding two = binding(listener, 2);
        assertThat(end(() -> loadBalancers().register(id, Map.of(one, 10, two, 0))))
                .isEqualTo(new BatchResult(Set.of(one, two), Map.of(), Set.of()));
        assertThat(targets(id)).isEqualTo(Map.of(one, 10, two, 0));

        assertThat(end(() -> loadBalancers().setWeights(id, Map.of(one, 0, two, 100))))
                .isEqualTo(new BatchResult(Set.of(one, two), Map.of(), Set.of()));
        assertThat(targets(id)).isEqualTo(Map.of(one, 0, two, 100));

        assertThat(end(() -> loadBalancers().deregister(id, Set.of(one))))
                .isEqualTo(new BatchResult(Set.of(one), Map.of(), Set.of()));
        assertThat(targets(id)).isEqualTo(Map.of(two, 100));
    }

    @Test
    void leavesUnsentWhatIsPastTheCapOfACall() {
        LoadBalancerId id = create();
        List<ListenerId> listeners = listen(id, Protocol.TCP, 80, 81, 82);
        Map<Binding, Integer> wanted = IntStream.range(0, 501)
                .boxed()
                .collect(Collectors.toMap(i -> binding(listeners.get(i % 3), i), i -> 10));
        BatchResult first = end(() -> loadBalancers().register(id, wanted));

        assertPartsOf(wanted.keySet(), first);
        assertThat(first.refused()).isEmpty();
        assertThat(first.done()).isNotEmpty();
        assertThat(first.unsent()).isNotEmpty();
        assertThat(targets(id)).containsOnlyKeys(first.done());

        registerAll(id, only(first.unsent(), wanted));
        assertThat(targets(id)).isEqualTo(wanted);

        Map<Binding, Integer> drained =
                wanted.keySet().stream().collect(Collectors.toMap(Function.identity(), each -> 0));
        BatchResult reweighed =
                endBatch(wanted.keySet(), rest -> loadBalancers().setWeights(id, only(rest, drained)));
        assertThat(reweighed).isEqualTo(new BatchResult(wanted.keySet(), Map.of(), Set.of()));
        assertThat(targets(id)).isEqualTo(drained);

        BatchResult gone = endBatch(wanted.keySet(), rest -> loadBalancers().deregister(id, rest));
        assertThat(gone).isEqualTo(new BatchResult(wanted.keySet(), Map.of(), Set.of()));
        assertThat(targets(id)).isEmpty();
    }

    @Test
    void oneRefusedTargetDoesNotBlockTheOthers() {
        LoadBalancerId id = create();
        List<ListenerId> listeners = listen(id, Protocol.TCP, 80, 81);
        registerAll(id, Map.of(binding(listeners.get(0), 7), 10));
        Map<Binding, Integer> wanted =
                IntStream.range(0, 20).boxed().collect(Collectors.toMap(i -> binding(listeners.get(1), i), i -> 10));
        BatchResult result = registerAll(id, wanted);

        Binding culprit = binding(listeners.get(1), 7);
        Set<Binding> others = new HashSet<>(wanted.keySet());
        others.remove(culprit);
        assertThat(result.refused()).containsOnlyKeys(culprit);
        assertThat(result.done()).isEqualTo(others);
        assertThat(result.unsent()).isEmpty();
        others.add(binding(listeners.get(0), 7));
        assertThat(targets(id)).containsOnlyKeys(others);
    }

    @Test
    void anAddressStandsBehindOneListenerOfEachClass() {
        LoadBalancerId id = create();
        Binding tcp = binding(listen(id, Protocol.TCP, 53).get(0), 1);
        Binding udp = binding(listen(id, Protocol.UDP, 53).get(0), 1);

        assertThat(registerAll(id, Map.of(tcp, 10, udp, 10)))
                .isEqualTo(new BatchResult(Set.of(tcp, udp), Map.of(), Set.of()));
        assertThat(targets(id)).isEqualTo(Map.of(tcp, 10, udp, 10));
    }

    @Test
    void refusesATargetOfAListenerThatIsGone() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.TCP, 80).get(0);
        Binding good = binding(listener, 1);
        Binding lost = binding(new ListenerId("lbl-ffffffff"), 2);
        BatchResult result = registerAll(id, Map.of(good, 10, lost, 10));

        assertThat(result.done()).containsExactly(good);
        assertThat(result.refused()).containsOnlyKeys(lost);
    }

    @Test
    void deregisteringWhatWasNotRegisteredIsDone() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.TCP, 80).get(0);
        Binding bound = binding(listener, 1);
        Binding unbound = binding(listener, 2);
        registerAll(id, Map.of(bound, 10));
        Set<Binding> both = Set.of(bound, unbound);

        assertThat(endBatch(both, rest -> loadBalancers().deregister(id, rest)))
                .isEqualTo(new BatchResult(both, Map.of(), Set.of()));
        assertThat(targets(id)).isEmpty();
    }

    @Test
    void refusesAWeightForWhatIsNotRegistered() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.TCP, 80).get(0);
        Binding bound = binding(listener, 1);
        Binding unbound = binding(listener, 2);
        registerAll(id, Map.of(bound, 10));
        Map<Binding, Integer> wanted = Map.of(bound, 0, unbound, 0);
        BatchResult result = endBatch(wanted.keySet(), rest -> loadBalancers().setWeights(id, only(rest, wanted)));

        assertThat(result.done()).containsExactly(bound);
        assertThat(result.refused()).containsOnlyKeys(unbound);
        assertThat(targets(id)).isEqualTo(Map.of(bound, 0));
    }

    @Test
    void aListenerTakesItsTargetsAlong() {
        LoadBalancerId id = create();
        List<ListenerId> listeners = listen(id, Protocol.TCP, 80, 81);
        Binding stays = binding(listeners.get(1), 2);
        registerAll(id, Map.of(binding(listeners.get(0), 1), 10, stays, 10));
        end(() -> loadBalancers().deleteListeners(id, Set.of(listeners.get(0))));

        assertThat(targets(id)).isEqualTo(Map.of(stays, 10));
    }

    @Test
    void aLoadBalancerWithTwentyTargetsIsDeletedOnlyAfterSomeAreGone() {
        LoadBalancerId id = create();
        ListenerId listener = listen(id, Protocol.TCP, 80).get(0);
        Map<Binding, Integer> wanted =
                IntStream.range(0, 20).boxed().collect(Collectors.toMap(i -> binding(listener, i), i -> 10));
        registerAll(id, wanted);
        CloudException.Rejected refusal =
                refusal(CloudException.Rejected.class, () -> loadBalancers().delete(id));
        assertThat(refusal.code()).isEqualTo("FailedOperation.TargetNumCheckRisk");

        end(() -> loadBalancers().deregister(id, Set.of(binding(listener, 0))));
        end(() -> loadBalancers().delete(id));
        assertThat(end(() -> loadBalancers().describe(Set.of(id)))).isEmpty();
    }

    @Test
    void tellsTheHealthOfEachTarget() {
        LoadBalancerId id = create();
        LoadBalancerId empty = create();
        ListenerId listener = listen(id, Protocol.TCP, 80).get(0);
        Set<Binding> bound = Set.of(binding(listener, 1), binding(listener, 2));
        registerAll(id, bound.stream().collect(Collectors.toMap(Function.identity(), each -> 10)));
        Map<LoadBalancerId, Map<Binding, Health>> health =
                end(() -> loadBalancers().health(Set.of(id, empty)));

        assertThat(health.getOrDefault(id, Map.of())).containsOnlyKeys(bound);
        assertThat(health.getOrDefault(empty, Map.of())).isEmpty();
    }

    private BatchResult registerAll(LoadBalancerId id, Map<Binding, Integer> wanted) {
        return endBatch(wanted.keySet(), rest -> loadBalancers().register(id, only(rest, wanted)));
    }

    private static Map<Binding, Integer> only(Set<Binding> some, Map<Binding, Integer> of) {
        Map<Binding, Integer> part = new HashMap<>(of);
        part.keySet().retainAll(some);
        return part;
    }

    /** The target 10.0.x.y:8080 of that number. */
    private static Binding binding(ListenerId listener, int number) {
        return new Binding(
                BackendId.of(listener), new Target("10.0.%d.%d".formatted(number / 250, number % 250 + 1), 8080));
    }
}
