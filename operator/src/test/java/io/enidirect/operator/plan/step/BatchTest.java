package io.enidirect.operator.plan.step;

import static io.enidirect.operator.plan.step.Drafts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.StepKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Listeners are deleted three at a time. */
class BatchTest {
    private final Map<StepKey, Memory.Entry> memory = new HashMap<>();
    private final List<List<Integer>> told = new ArrayList<>();

    @Test
    void goesInAsFewCallsAsItFits() {
        assertThat(calls(7)).containsExactly(List.of(1, 2, 3), List.of(4, 5, 6), List.of(7));
        assertThat(told).containsExactlyElementsOf(calls(7));
    }

    @Test
    void whereACallForSeveralWasRefusedEachIsAskedForAlone() {
        blame(1, 2, 3);

        assertThat(calls(3)).containsExactly(List.of(1), List.of(2), List.of(3));
    }

    @Test
    void whatFailedAloneIsNeverAskedForWithOthersAgain() {
        blame(2);

        assertThat(calls(4)).containsExactly(List.of(1, 3, 4), List.of(2));
    }

    @Test
    void whileOneIsSoughtTheCallForSeveralStaysRemembered() {
        blame(1, 2, 3);
        Draft draft = Drafts.of(memory);
        batch(draft).write(List.of(1, 2, 3));

        assertThat(draft.remembered())
                .contains(Drafts.deletion(List.of(1, 2, 3)).key());
    }

    private void blame(Integer... ports) {
        memory.put(Drafts.deletion(List.of(ports)).key(), Drafts.failed(NOW, NOW));
    }

    private List<List<Integer>> calls(int ports) {
        Draft draft = Drafts.of(memory);
        told.clear();
        batch(draft).write(IntStream.rangeClosed(1, ports).boxed().toList());
        return draft.steps().stream()
                .map(planned -> ((ListenerStep.DeleteListeners) planned.step())
                        .listeners().keySet().stream().map(key -> key.port()).toList())
                .toList();
    }

    private Batch<Integer> batch(Draft draft) {
        return new Batch<>(
                draft, Draft.Stage.REMOVE, 3, Drafts::deletion, (members, key) -> told.add(List.copyOf(members)));
    }
}
