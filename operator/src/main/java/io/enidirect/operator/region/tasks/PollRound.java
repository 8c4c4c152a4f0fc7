package io.enidirect.operator.region.tasks;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.TaskState;
import io.enidirect.operator.snapshot.Timing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the poller does again and again: it asks for at most one task, and says how long there is nothing to do. */
final class PollRound {
    private static final Logger log = LoggerFactory.getLogger(PollRound.class);

    private final LoadBalancers cloud;
    private final PollQueue polls;
    private final Clock clock;
    private final Consumer<EndedTask> ended;
    private final Executor calls;
    private volatile Instant held = Instant.MIN;

    /** @param calls where the cloud is asked; it may return before the answer is there */
    PollRound(LoadBalancers cloud, PollQueue polls, Clock clock, Consumer<EndedTask> ended, Executor calls) {
        this.cloud = cloud;
        this.polls = polls;
        this.clock = clock;
        this.ended = ended;
        this.calls = calls;
    }

    /** Never throws. Zero: ask again at once. */
    Duration next() {
        Instant now = clock.instant();
        polls.overdue(now).forEach(this::giveUp);
        Optional<Poll> first = polls.next();
        if (first.isEmpty()) {
            return Timing.HOUSE.tasks().idle();
        }
        Instant due = later(first.get().due(), held);
        if (due.isAfter(now)) {
            Instant end = polls.firstEnd().orElse(due);
            return Duration.between(now, due.isBefore(end) ? due : end);
        }
        polls.ask(first.get(), now);
        calls.execute(() -> ask(first.get()));
        return Duration.ZERO;
    }

    private void ask(Poll poll) {
        try {
            Answer<TaskState> answer = cloud.task(poll.running().task());
            // the slot that was given is this task's: it stays first until then
            answer.retryAt().ifPresent(until -> held = until);
            answer.value().ifPresent(state -> settle(poll, state));
        } catch (CloudException.Throttled e) {
            held = e.until();
        } catch (CloudException.NotFound e) {
            missed(poll.unknown(clock.instant()), poll);
        } catch (CloudException e) {
            log.atDebug()
                    .addKeyValue("task", poll.running().task())
                    .addKeyValue("error", e.getMessage())
                    .log("Task cannot be asked for");
            polls.replace(poll, poll.unreachable(clock.instant()));
        } catch (RuntimeException | Error e) {
            // no fault may end the following of a task
            log.atError().addKeyValue("task", poll.running().task()).setCause(e).log("Asking for a task failed");
            polls.replace(poll, poll.unreachable(clock.instant()));
        } finally {
            polls.back(poll);
        }
    }

    private void settle(Poll poll, TaskState state) {
        if (state.phase() == TaskState.Phase.RUNNING) {
            polls.replace(poll, poll.stillRunning(clock.instant()));
        } else {
            end(poll, Optional.of(state));
        }
    }

    private void missed(Poll after, Poll before) {
        if (after.lost()) {
            giveUp(before);
        } else {
            polls.replace(before, after);
        }
    }

    private void giveUp(Poll poll) {
        log.atWarn()
                .addKeyValue("key", poll.running().key())
                .addKeyValue("task", poll.running().task())
                .addKeyValue("since", poll.running().since())
                .log("Task given up: its end is not known");
        end(poll, Optional.empty());
    }

    private void end(Poll poll, Optional<TaskState> state) {
        // first, so that whoever is told finds it running no longer
        if (!polls.remove(poll)) {
            return; // given up while it was asked for, and told
        }
        PolledTask running = poll.running();
        try {
            ended.accept(new EndedTask(running.key(), running.task(), state));
        } catch (RuntimeException | Error e) {
            log.atError().addKeyValue("key", running.key()).setCause(e).log("Telling of an ended task failed");
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
