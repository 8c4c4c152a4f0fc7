package io.enidirect.operator.plan.step;

import static io.enidirect.operator.plan.step.Drafts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.snapshot.Memory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DraftTest {
    private static final Step READ = new ReadStep.ReadListeners();
    private static final Step ONE = Drafts.deletion(List.of(1));
    private static final Step TWO = Drafts.deletion(List.of(2));

    @Test
    void whatTheRestWaitsForIsReadFirstAndWhatChecksForDriftLast() {
        Draft draft = Drafts.of(Map.of());
        draft.drift(new ReadStep.ReadTargets(), NOW);
        draft.write(Draft.Stage.REMOVE, ONE);
        draft.write(Draft.Stage.CREATE, TWO);
        draft.read(READ);

        assertThat(draft.steps()).extracting(Planned::step).containsExactly(READ, TWO, ONE, new ReadStep.ReadTargets());
    }

    @Test
    void whatHasWaitedFor5SecondsGoesBeforeTheOthers() {
        Draft draft = Drafts.of(Map.of(
                ONE.key(), new Memory.Entry(NOW.minus(Duration.ofSeconds(5)), 0, NOW, null),
                TWO.key(), new Memory.Entry(NOW.minus(Duration.ofMillis(4_999)), 0, NOW, null)));
        draft.write(Draft.Stage.CREATE, TWO);
        draft.write(Draft.Stage.REMOVE, ONE);

        assertThat(draft.steps()).extracting(Planned::step).containsExactly(ONE, TWO);
    }

    @Test
    void whatWasRefusedIsNotDueBeforeItsTime() {
        Draft draft = Drafts.of(Map.of(ONE.key(), Drafts.failed(NOW, NOW.plusSeconds(60))));
        draft.write(Draft.Stage.REMOVE, ONE);

        assertThat(draft.steps()).extracting(Planned::due).containsExactly(NOW.plusSeconds(60));
        assertThat(draft.steps().get(0).isDue(NOW.plusSeconds(59))).isFalse();
    }

    @Test
    void whatIsWantedNoMoreIsForgotten() {
        Draft draft = Drafts.of(Map.of(
                ONE.key(), Drafts.failed(NOW, NOW),
                TWO.key(), Drafts.failed(NOW, NOW)));
        draft.write(Draft.Stage.REMOVE, ONE);

        assertThat(draft.remembered()).containsExactly(ONE.key());
    }
}
