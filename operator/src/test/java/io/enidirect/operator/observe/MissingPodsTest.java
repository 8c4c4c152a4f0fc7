package io.enidirect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.cloud.ManualClock;
import io.enidirect.operator.observe.PodQuestions.Question;
import io.enidirect.operator.snapshot.PodRef;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.javaoperatorsdk.operator.processing.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MissingPodsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final PodRef WEB = new PodRef("web-0", "uid-1");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T00:00:00Z"));
    private final Map<String, Pod> there = new ConcurrentHashMap<>();
    private final List<Instant> asked = new CopyOnWriteArrayList<>();
    private final List<String> triggered = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final MissingPods missing = new MissingPods(this::pod, clock);

    @BeforeEach
    void start() {
        var source = missing.source();
        source.setEventHandler((Event event) ->
                triggered.add(event.getRelatedCustomResourceID().getName()));
        source.start();
    }

    @AfterEach
    void stop() {
        released.countDown();
        missing.source().stop();
    }

    private Optional<Pod> pod(Question question) {
        asked.add(Instant.now());
        String name = question.pod().name();
        if (name.startsWith("hangs")) {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (name.startsWith("fails")) {
            throw new IllegalStateException("no answer");
        }
        return Optional.ofNullable(there.get(question.namespace() + "/" + name));
    }

    private void thereIs(String name, String uid) {
        there.put(
                "shop/" + name,
                new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("shop")
                        .withName(name)
                        .withUid(uid)
                        .endMetadata()
                        .build());
    }

    @Test
    void aDeletionThatTheWatchSawIsKnownWithoutAQuestion() {
        thereIs("web-0", "uid-1");

        missing.deleted(there.get("shop/web-0"));

        assertThat(missing.gone("shop", WEB)).isTrue();
        assertThat(missing.gone("other", WEB)).isFalse();
        assertThat(asked).isEmpty();
    }

    @Test
    void theAnswerTriggersWhomItConcerns() {
        missing.ask("shop", WEB, "service.shop.web");

        await().atMost(SOON).untilAsserted(() -> assertThat(triggered).containsExactly("service.shop.web"));
        assertThat(missing.gone("shop", WEB)).isTrue();
        clock.advance(Duration.ofHours(1));
        assertThat(missing.gone("shop", WEB)).as("no uid comes back").isTrue();
    }

    @Test
    void aPodOfThatNameWithAnotherUidIsAnother() {
        thereIs("web-0", "uid-2");

        missing.ask("shop", WEB, "lb");

        await().atMost(SOON).until(() -> missing.gone("shop", WEB));
        assertThat(missing.found("shop", WEB)).isEmpty();
    }

    @Test
    void aPodThatIsThereCountsForTenSeconds() {
        thereIs("web-0", "uid-1");

        missing.ask("shop", WEB, "lb");

        await().atMost(SOON).until(() -> missing.found("shop", WEB).isPresent());
        assertThat(missing.gone("shop", WEB)).isFalse();
        clock.advance(Duration.ofSeconds(10));
        assertThat(missing.found("shop", WEB)).isEmpty();
        assertThat(missing.gone("shop", WEB)).isFalse();
    }

    @Test
    void askingTakesTheCallerNoTimeAndIsPaced() {
        Instant begin = Instant.now();
        for (int i = 0; i < 1_000; i++) {
            missing.ask("flood", new PodRef("invented-" + i, "uid-" + i), "lb");
        }
        Duration took = Duration.between(begin, Instant.now());

        await().atMost(SOON).until(() -> asked.size() > 20);
        // 50 s, did each wait for its turn
        assertThat(took).isLessThan(Duration.ofSeconds(10));
        // 20 a second: one each 50 ms, whatever waits
        assertThat(Duration.between(asked.get(0), asked.get(20))).isGreaterThanOrEqualTo(Duration.ofMillis(900));
    }

    @Test
    void oneThatHangsHoldsUpNoOther() {
        missing.ask("slow", new PodRef("hangs", "uid-9"), "slow");
        missing.ask("shop", WEB, "lb");

        await().atMost(SOON).until(() -> missing.gone("shop", WEB));
    }

    @Test
    void withoutAnAnswerItIsAskedAgainAFewTimesAndNothingIsKnown() {
        PodRef pod = new PodRef("fails", "uid-1");

        missing.ask("shop", pod, "lb");

        await().atMost(SOON).until(() -> asked.size() == 5);
        await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> asked.size() == 5);
        assertThat(missing.gone("shop", pod)).isFalse();
        assertThat(triggered).isEmpty();
    }
}
