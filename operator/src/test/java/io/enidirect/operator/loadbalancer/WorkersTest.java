package io.enidirect.operator.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One worker, and who is triggered to take its turn. */
final class WorkersTest {
    private final Workers workers = new Workers(1);
    private final List<String> triggered = new ArrayList<>();

    @BeforeEach
    void listen() {
        workers.source()
                .setEventHandler(event ->
                        triggered.add(event.getRelatedCustomResourceID().getName()));
        workers.source().start();
    }

    @Test
    void whoGetsNoTurnIsTriggeredWhenItIsHisAndNotBefore() {
        Workers.Turn busy = workers.turn("a");
        assertThat(granted("b")).isFalse();
        assertThat(granted("b")).isFalse();
        assertThat(triggered).isEmpty();

        busy.close();

        assertThat(triggered).containsExactly("b");
        assertThat(granted("b")).isTrue();
    }

    @Test
    void turnsAreTakenInTheOrderInWhichTheyWereAskedFor() {
        Workers.Turn busy = workers.turn("a");
        List.of("b", "c", "a").forEach(this::granted);
        busy.close();

        List.of("b", "c", "a").forEach(this::granted);

        assertThat(triggered).containsExactly("b", "c", "a");
    }

    @Test
    void nobodyTakesTheTurnOfWhoWasCalled() {
        Workers.Turn busy = workers.turn("a");
        assertThat(granted("b")).isFalse();
        busy.close();

        assertThat(granted("a")).isFalse();
        assertThat(granted("b")).isTrue();
        assertThat(triggered).containsExactly("b", "a");
    }

    @Test
    void whoIsGoneLeavesHisTurnToTheNext() {
        Workers.Turn busy = workers.turn("a");
        List.of("b", "c", "d").forEach(this::granted);
        workers.forget("c");
        busy.close();

        workers.forget("b");

        assertThat(triggered).containsExactly("b", "d");
        assertThat(granted("d")).isTrue();
        assertThat(granted("e")).isTrue();
    }

    /** Takes the turn, if it is granted, and gives it back. */
    private boolean granted(String name) {
        try (Workers.Turn turn = workers.turn(name)) {
            return turn.granted();
        }
    }
}
