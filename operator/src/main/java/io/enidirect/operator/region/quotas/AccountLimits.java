package io.enidirect.operator.region.quotas;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.Quotas;
import io.enidirect.operator.snapshot.Limits;
import io.enidirect.operator.snapshot.Timing;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the account may have in one region, asked for once this process leads and every hour since then (DescribeQuota), on a
 * daemon thread of its own. Until there is an answer, and wherever it says nothing, the cloud's own limits count; the last one
 * that was heard counts while there is no other.
 *
 * <p>Every method may be called from any thread and returns at once.
 */
public final class AccountLimits implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AccountLimits.class);

    private final LoadBalancers cloud;
    private final Clock clock;
    private final DoubleSupplier random;
    private final Runnable changed;
    private final AtomicBoolean started = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread;
    private volatile Limits heard = Limits.DEFAULT;
    private volatile Duration again = Timing.HOUSE.quotas().again();

    /**
     * Asks nothing yet.
     *
     * @param random from 0 to 1: so that not all controllers ask at once
     * @param changed told when there is more or less than before, on the thread that asks
     */
    public AccountLimits(LoadBalancers cloud, Clock clock, DoubleSupplier random, Runnable changed) {
        this.cloud = cloud;
        this.clock = clock;
        this.random = random;
        this.changed = changed;
        this.thread = new ScheduledThreadPoolExecutor(1, run -> {
            Thread made = new Thread(run, "quotas");
            made.setDaemon(true);
            return made;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Asks from now on. */
    public void start() {
        if (!started.getAndSet(true)) {
            in(Duration.ZERO);
        }
    }

    public Limits now() {
        return heard;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void in(Duration wait) {
        if (!thread.isShutdown()) {
            Future<?> unused = thread.schedule(() -> in(ask()), wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Never throws; answers when to ask again. */
    Duration ask() {
        Duration every = Timing.HOUSE.quotas().every();
        try {
            Answer<Quotas> answer = cloud.quotas();
            if (answer.retryAt().isPresent()) {
                return Duration.between(clock.instant(), answer.retryAt().get()).plusMillis(1);
            }
            again = Timing.HOUSE.quotas().again();
            answer.value().map(Limits::of).ifPresent(this::hear);
            return every.plusMillis((long) (random.getAsDouble() * every.toMillis() / 10));
        } catch (CloudException.Throttled e) {
            return Duration.between(clock.instant(), e.until()).plusMillis(1);
        } catch (CloudException e) {
            log.atWarn()
                    .addKeyValue("limits", heard)
                    .addKeyValue("error", e.getMessage())
                    .log("The account's quotas can't be asked for: these limits count until they can");
        } catch (RuntimeException | Error e) {
            log.atError().setCause(e).log("Asking for the account's quotas failed");
        }
        Duration wait = again;
        again = wait.multipliedBy(2).compareTo(every) < 0 ? wait.multipliedBy(2) : every;
        return wait;
    }

    private void hear(Limits limits) {
        if (limits.equals(heard)) {
            return;
        }
        heard = limits;
        log.atInfo()
                .addKeyValue("listeners", limits.listeners())
                .addKeyValue("rules", limits.rulesPerListener())
                .log("The account's limits for each load balancer and listener");
        changed.run();
    }
}
