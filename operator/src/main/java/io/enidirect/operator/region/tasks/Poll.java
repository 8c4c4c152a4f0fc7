package io.enidirect.operator.region.tasks;

import io.enidirect.operator.snapshot.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When a task is asked for next.
 *
 * @param due not before this time
 * @param asked how often the cloud said that it is running
 * @param missed how often the cloud did not know it
 * @param failed how often in a row it could not be asked
 */
record Poll(PolledTask running, Instant due, int asked, int missed, int failed) {
    /** The cloud answers 20 of these calls a second for all load balancers together (CLB API, DescribeTaskStatus). */
    private static final List<Duration> STEPS = Timing.HOUSE.tasks().polls();

    /** A task is not known yet for a while after it was accepted. */
    private static final int UNKNOWN = 10;

    static Poll first(PolledTask running) {
        return new Poll(running, running.since().plus(STEPS.get(0)), 0, 0, 0);
    }

    Poll stillRunning(Instant now) {
        return new Poll(running, now.plus(step(asked + 1)), asked + 1, missed, 0);
    }

    Poll unknown(Instant now) {
        return new Poll(running, now.plus(step(asked + missed + 1)), asked, missed + 1, 0);
    }

    Poll unreachable(Instant now) {
        Duration wait = STEPS.get(STEPS.size() - 1).multipliedBy(1L << Math.min(failed, 4));
        return new Poll(
                running,
                now.plus(
                        wait.compareTo(Timing.HOUSE.retries().longest()) < 0
                                ? wait
                                : Timing.HOUSE.retries().longest()),
                asked,
                missed,
                failed + 1);
    }

    /** Whether the cloud has forgotten it, or never knew it. */
    boolean lost() {
        return missed >= UNKNOWN;
    }

    Instant end() {
        return running.since().plus(Timing.HOUSE.steps().taskLife());
    }

    private static Duration step(int number) {
        return STEPS.get(Math.min(number, STEPS.size() - 1));
    }
}
