package io.enidirect.cloud.tencent;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BackendId;
import io.enidirect.cloud.BatchResult;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches against a cloud that refuses what the test says. */
final class BatchSenderTest {
    private static final LoadBalancerId LB = new LoadBalancerId("lb-1");

    private final List<Set<Integer>> batches = new CopyOnWriteArrayList<>();
    private volatile Function<Set<Integer>, Reply> cloud = ports -> Reply.fields("");
    private final LoopbackServer server = server();
    private final LoadBalancers adapter = Adapters.at(server.endpoint());

    private LoopbackServer server() {
        try {
            return new LoopbackServer(request -> {
                Set<Integer> ports = ports(request.body());
                batches.add(ports);
                return cloud.apply(ports);
            });
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void oneCulpritInFiveHundredIsFoundInFewCallsAndAllOthersAreDone() {
        cloud = ports -> ports.contains(77)
                ? Reply.error("InvalidParameterValue", "no such ENI")
                : Reply.fields("\"FailListenerIdSet\":[]");
        BatchResult result = registerAll(bindings(500));

        assertThat(result.refused()).containsOnlyKeys(binding(77));
        assertThat(result.refused().values()).allMatch(CloudException.Rejected.class::isInstance);
        assertThat(result.done()).hasSize(499);
        assertThat(batches).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void severalCulpritsAreFound() {
        Set<Integer> culprits = Set.of(1, 250, 251, 500);
        cloud = ports -> ports.stream().anyMatch(culprits::contains)
                ? Reply.error("InvalidParameterValue", "no such ENI")
                : Reply.fields("");

        assertThat(registerAll(bindings(500)).refused().keySet())
                .isEqualTo(culprits.stream().map(BatchSenderTest::binding).collect(toSet()));
    }

    @Test
    void aKnownCulpritGoesLastAndAloneWhenItIsAskedAgain() {
        cloud = ports -> ports.contains(3) ? Reply.error("InvalidParameterValue", "no") : Reply.fields("");
        registerAll(bindings(4));
        batches.clear();
        BatchResult first = register(Set.of(binding(3), binding(8), binding(9)));

        assertThat(first).isEqualTo(new BatchResult(Set.of(binding(8), binding(9)), Map.of(), Set.of(binding(3))));
        assertThat(register(first.unsent()).refused()).containsOnlyKeys(binding(3));
        assertThat(batches).containsExactly(Set.of(8, 9), Set.of(3));
    }

    @Test
    void aKnownCulpritGoesAfterThoseThatAreOnlySuspects() {
        cloud = ports -> ports.contains(1) ? Reply.error("InvalidParameterValue", "no") : Reply.fields("");
        BatchResult result = register(bindings(4));
        while (result.refused().isEmpty()) {
            result = register(bindings(4));
        }
        batches.clear();

        assertThat(register(bindings(4)).done()).containsExactly(binding(2));
        assertThat(batches).containsExactly(Set.of(2));
    }

    @Test
    void whatIsNewGoesBeforeSuspects() {
        cloud = ports -> ports.contains(1) ? Reply.error("InvalidParameterValue", "no") : Reply.fields("");
        BatchResult first = register(bindings(8));
        Set<Binding> more = new HashSet<>(first.unsent());
        more.add(binding(100));
        BatchResult second = register(more);

        assertThat(first.unsent()).isEqualTo(bindings(8));
        assertThat(second.done()).containsExactly(binding(100));
    }

    @Test
    void aListenerThatFailsWithoutAnErrorIsSplitAndTheOthersAreDone() {
        cloud = ports -> ports.contains(1001)
                ? Reply.fields("\"FailListenerIdSet\":[\"lbl-1\"],\"Message\":\"bind failed\"")
                : Reply.fields("\"FailListenerIdSet\":null");
        Set<Binding> asked =
                Stream.of(1, 2, 1001, 1002, 1003).map(BatchSenderTest::binding).collect(toSet());
        BatchResult first = register(asked);

        assertThat(first.done()).containsExactlyInAnyOrder(binding(1), binding(2));
        assertThat(first.refused()).isEmpty();
        BatchResult rest = registerAll(first.unsent());
        assertThat(rest.done()).containsExactlyInAnyOrder(binding(1002), binding(1003));
        assertThat(rest.refused()).containsOnlyKeys(binding(1001));
        assertThat(rest.refused().get(binding(1001))).hasMessageContaining("bind failed");
    }

    @Test
    void busyAndThrottledAndDeniedAndALoadBalancerThatIsGoneAreThrownAndSplitNothing() {
        for (String code : List.of(
                "FailedOperation.ResourceInOperating", "UnauthorizedOperation", "InvalidParameter.LBIdNotFound")) {
            cloud = ports -> Reply.error(code, "no");
            assertThatThrownBy(() -> register(bindings(4))).isInstanceOf(CloudException.class);
        }
        cloud = ports -> Reply.fields("");
        batches.clear();

        assertThat(register(bindings(4)).done()).isEqualTo(bindings(4));
        assertThat(batches).hasSize(1);
    }

    @Test
    void whatWasLostIsAskedAgainInHalves() {
        cloud = ports -> Reply.closed();
        assertThatThrownBy(() -> register(bindings(4))).isInstanceOf(CloudException.UnknownOutcome.class);
        cloud = ports -> Reply.fields("");
        BatchResult result = registerAll(bindings(4));

        assertThat(result.done()).isEqualTo(bindings(4));
        assertThat(batches).containsExactly(Set.of(1, 2, 3, 4), Set.of(1, 2), Set.of(3, 4));
    }

    @Test
    void aSplitOfOneLoadBalancerOrActionIsNoneOfAnother() {
        cloud = ports -> Reply.error("InvalidParameterValue", "no");
        register(bindings(4));
        cloud = ports -> Reply.fields("");

        assertThat(adapter.deregister(LB, bindings(4)).value().orElseThrow().done())
                .hasSize(4);
        assertThat(adapter.register(new LoadBalancerId("lb-2"), weights(bindings(4)))
                        .value()
                        .orElseThrow()
                        .done())
                .hasSize(4);
    }

    @Test
    void deregisteringWhatIsNotBoundIsDoneOnceItStoodAlone() {
        cloud = ports -> ports.contains(2) ? Reply.error("InvalidParameter", "not bound") : Reply.fields("");
        BatchResult result = all(bindings(4), rest -> adapter.deregister(LB, rest));

        assertThat(result).isEqualTo(new BatchResult(bindings(4), Map.of(), Set.of()));
    }

    @Test
    void nothingAskedIsNothingSent() {
        assertThat(register(Set.of())).isEqualTo(new BatchResult(Set.of(), Map.of(), Set.of()));
        assertThat(batches).isEmpty();
    }

    @Test
    void weightsGoFiftyAnEntryAndAHundredEntriesACall() {
        Answer<BatchResult> answer = adapter.setWeights(LB, weights(bindings(501)));

        assertThat(answer.task()).isPresent();
        assertThat(answer.value().orElseThrow().done()).hasSize(500);
        assertThat(answer.value().orElseThrow().unsent()).containsExactly(binding(501));
        assertThat(entries()).hasSize(10).allMatch(entry -> entry.size() == 50);
    }

    @Test
    void weightsOfManyListenersStopAtAHundredEntries() {
        Set<Binding> asked =
                IntStream.range(0, 120).mapToObj(i -> binding(i * 1000 + 1)).collect(toSet());
        Answer<BatchResult> answer = adapter.setWeights(LB, weights(asked));

        assertThat(answer.value().orElseThrow().done()).hasSize(100);
        assertThat(answer.value().orElseThrow().unsent()).hasSize(20);
        assertThat(entries()).hasSize(100);
    }

    private List<List<JsonElement>> entries() {
        JsonObject body =
                JsonParser.parseString(server.received().get(0).body()).getAsJsonObject();
        return StreamSupport.stream(body.getAsJsonArray("ModifyList").spliterator(), false)
                .map(entry -> StreamSupport.stream(
                                entry.getAsJsonObject()
                                        .getAsJsonArray("Targets")
                                        .spliterator(),
                                false)
                        .toList())
                .toList();
    }

    private BatchResult register(Set<Binding> asked) {
        return patiently(rest -> adapter.register(LB, weights(rest)), asked);
    }

    private BatchResult registerAll(Set<Binding> asked) {
        return all(asked, rest -> adapter.register(LB, weights(rest)));
    }

    private static BatchResult all(Set<Binding> asked, Function<Set<Binding>, Answer<BatchResult>> call) {
        Set<Binding> done = new HashSet<>();
        Map<Binding, CloudException> refused = new HashMap<>();
        Set<Binding> unsent = asked;
        for (int calls = 0; !unsent.isEmpty() && calls < 200; calls++) {
            BatchResult result = patiently(call, unsent);
            List<Binding> parts = new ArrayList<>(result.done());
            parts.addAll(result.refused().keySet());
            parts.addAll(result.unsent());
            assertThat(parts).containsExactlyInAnyOrderElementsOf(unsent);
            done.addAll(result.done());
            refused.putAll(result.refused());
            unsent = result.unsent();
        }
        return new BatchResult(done, refused, unsent);
    }

    /** Two calls within a millisecond may be one too many for the limiter. */
    private static BatchResult patiently(Function<Set<Binding>, Answer<BatchResult>> call, Set<Binding> asked) {
        return Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> call.apply(asked), answer -> answer.retryAt().isEmpty())
                .value()
                .orElseThrow();
    }

    private static Set<Binding> bindings(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(BatchSenderTest::binding)
                .collect(toSet());
    }

    /** Port number 1–999 of each thousand behind a listener of its own. */
    private static Binding binding(int number) {
        ListenerId listener = new ListenerId("lbl-" + number / 1000);
        return new Binding(BackendId.of(listener), new Target("10.0." + number / 1000 + ".1", number % 1000));
    }

    private static Map<Binding, Integer> weights(Set<Binding> bindings) {
        return bindings.stream().collect(toMap(Function.identity(), each -> 10));
    }

    /** The numbers of the bindings in a request. */
    private static Set<Integer> ports(String body) {
        JsonObject json = JsonParser.parseString(body).getAsJsonObject();
        Set<Integer> ports = new HashSet<>();
        if (json.has("Targets")) {
            json.getAsJsonArray("Targets").forEach(each -> {
                JsonObject target = each.getAsJsonObject();
                int listener =
                        Integer.parseInt(target.get("ListenerId").getAsString().substring(4));
                ports.add(listener * 1000 + target.get("Port").getAsInt());
            });
        }
        return ports;
    }
}
