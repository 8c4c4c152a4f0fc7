package io.enidirect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.ManualClock;
import io.enidirect.operator.observe.EventTimes.Reaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventTimesTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<Duration> measured = new ArrayList<>();
    private final EventTimes times = new EventTimes(clock, measured::add);

    @BeforeEach
    void reconcileOnce() {
        times.open("lb").close();
    }

    @Test
    void measuresFromTheFirstOfSeveralEventsToTheFirstWrite() {
        times.seen("lb");
        clock.advance(Duration.ofMillis(30));
        times.seen("lb");
        try (Reaction reaction = times.open("lb")) {
            clock.advance(Duration.ofMillis(10));
            reaction.wrote(clock.instant());
            clock.advance(Duration.ofMillis(500));
            reaction.wrote(clock.instant());
        }
        assertThat(measured).containsExactly(Duration.ofMillis(40));
    }

    @Test
    void goesOnOverReconcilesThatHaveToWait() {
        times.seen("lb");
        times.open("lb").close();
        clock.advance(Duration.ofSeconds(2));
        times.seen("lb");
        try (Reaction reaction = times.open("lb")) {
            reaction.wrote(clock.instant());
        }
        assertThat(measured).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void somethingIsDueFromAnEventToTheNextLook() {
        try (Reaction reaction = times.open("lb")) {
            assertThat(reaction.due()).isFalse();
            times.seen("lb");
            assertThat(reaction.due()).isTrue();
        }
        try (Reaction reaction = times.open("lb")) {
            assertThat(reaction.due()).isTrue();
            reaction.looks();
            assertThat(reaction.due()).as("though no write has followed").isFalse();
            times.seen("lb");
            assertThat(reaction.due()).isTrue();
            reaction.wrote(clock.instant());
            assertThat(reaction.due()).as("seen after the look").isTrue();
            reaction.looks();
            assertThat(reaction.due()).isFalse();
        }
    }

    @Test
    void whatWasSeenBeforeALookInTheMiddleCountsForTheWriteAfterIt() {
        try (Reaction reaction = times.open("lb")) {
            times.seen("lb");
            clock.advance(Duration.ofMillis(70));
            reaction.looks();
            reaction.wrote(clock.instant());
        }
        assertThat(measured).containsExactly(Duration.ofMillis(70));
    }

    @Test
    void anEventWithoutAWriteIsForgotten() {
        times.seen("lb");
        try (Reaction reaction = times.open("lb")) {
            reaction.settled();
        }
        clock.advance(Duration.ofHours(1));
        times.seen("lb");
        try (Reaction reaction = times.open("lb")) {
            reaction.wrote(clock.instant());
        }
        assertThat(measured).containsExactly(Duration.ZERO);
    }

    @Test
    void whatIsSeenDuringAReconcileCountsForTheNext() {
        try (Reaction reaction = times.open("lb")) {
            times.seen("lb");
            clock.advance(Duration.ofMillis(5));
            reaction.wrote(clock.instant());
        }
        assertThat(measured).isEmpty();
        try (Reaction reaction = times.open("lb")) {
            reaction.wrote(clock.instant());
        }
        assertThat(measured).containsExactly(Duration.ofMillis(5));
    }

    @Test
    void whatAStandBySawIsNotMeasured() {
        times.seen("other");
        times.forget("lb");
        times.seen("lb");
        clock.advance(Duration.ofHours(1));
        for (String name : List.of("other", "lb")) {
            try (Reaction reaction = times.open(name)) {
                reaction.wrote(clock.instant());
            }
        }
        assertThat(measured).isEmpty();
    }
}
