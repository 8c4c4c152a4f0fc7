package io.enidirect.operator.region.tasks;

import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.TaskId;
import io.enidirect.operator.snapshot.Timing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Asks the cloud how far the tasks of one region are, on daemon threads of its own, so that no worker waits. All tasks
 * share the rate limit fairly: who has waited longest is asked first, and each less often the longer it runs (200 ms, 400
 * ms, 800 ms, 1.5 s; up to 15 s while the cloud cannot be reached). A task without end for 10 minutes is given up, and so
 * is one that the cloud does not know after 10 polls. A call without an answer holds up no other.
 *
 * <p>Every method may be called from any thread and returns at once.
 */
public final class TaskPoller implements AutoCloseable {
    /** Far beyond the deadline of a call. */
    /** So long a call is waited for before the next: one without a permit answers at once, and then no other is asked. */
    private static final long PATIENCE_MILLIS = 50;
    /** Calls without an answer; at their deadline of 8 s they end. */
    private static final int CALLS = 32;

    private final Clock clock;
    private final PollQueue polls = new PollQueue();
    private final PollRound round;
    private final Semaphore wakeUps = new Semaphore(0);
    private final ExecutorService calls = new ThreadPoolExecutor(
            0,
            CALLS,
            Timing.HOUSE.tasks().stuck().toSeconds(),
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            TaskPoller::daemon,
            new ThreadPoolExecutor.CallerRunsPolicy());
    private final Thread thread;
    private volatile boolean closed;
    private volatile Optional<Instant> busySince = Optional.empty();

    /**
     * Starts nothing yet.
     *
     * @param ended told once of each task that ended or was given up, on one of the poller's threads: it must not block
     */
    public TaskPoller(LoadBalancers cloud, Clock clock, Consumer<EndedTask> ended) {
        this.clock = clock;
        this.round = new PollRound(cloud, polls, clock, ended, this::ask);
        this.thread = daemon(this::run);
    }

    private static Thread daemon(Runnable run) {
        Thread thread = new Thread(run, "tasks");
        thread.setDaemon(true);
        return thread;
    }

    public void start() {
        thread.start();
    }

    /** Follows a task from now on; one that is already followed is left as it is. */
    public void watch(String key, TaskId task) {
        if (polls.add(Poll.first(new PolledTask(key, task, clock.instant())))) {
            wakeUps.release();
        }
    }

    /** The oldest task of this key that has not ended. */
    public Optional<PolledTask> running(String key) {
        return polls.oldest(key);
    }

    /** How many tasks there are that have not ended. */
    public int count() {
        return polls.size();
    }

    /** Why tasks are not followed any more, if so: for the process's health. A cloud that fails is no reason. */
    public Optional<String> trouble() {
        if (!thread.isAlive()) {
            return Optional.of("not running");
        }
        return polls.askingSince()
                .or(() -> busySince)
                .filter(since -> since.plus(Timing.HOUSE.tasks().stuck()).isBefore(clock.instant()))
                .map(since -> "stuck since " + since);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        calls.shutdownNow();
    }

    private void run() {
        while (!closed) {
            busySince = Optional.of(clock.instant());
            Duration wait = round.next();
            busySince = Optional.empty();
            sleep(wait);
        }
    }

    private void ask(Runnable call) {
        Future<?> asked = calls.submit(() -> {
            call.run();
            wakeUps.release();
        });
        try {
            asked.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return; // the others go on meanwhile
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Asking for a task throws nothing", e);
        }
    }

    private void sleep(Duration wait) {
        try {
            if (wakeUps.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                wakeUps.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
