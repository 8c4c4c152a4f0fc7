package io.enidirect.quickstart;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other processes bring about. */
final class Patience {

    private static final long PAUSE_MILLIS = 100;

    private Patience() {}

    /** Asks again and again until there is an answer, or the time is over: then it is empty. */
    static <T> Optional<T> until(Duration deadline, Supplier<Optional<T>> question) {
        long end = System.nanoTime() + deadline.toNanos();
        Optional<T> answer = question.get();
        while (answer.isEmpty() && System.nanoTime() < end) {
            pause();
            answer = question.get();
        }
        return answer;
    }

    /** Asks again and again until it is so, or the time is over: then it is false. */
    static boolean untilTrue(Duration deadline, BooleanSupplier question) {
        return until(deadline, () -> question.getAsBoolean() ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
