package io.enidirect.operator.loadbalancer;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * How many load balancers are reconciled at once. The framework's threads are shared by all controllers, so that the
 * fronts keep some: a turn that is not granted is asked for again, and no thread waits for it.
 */
public final class Workers {
    static final Duration SOON = Duration.ofMillis(20);

    private final Semaphore permits;

    public Workers(int workers) {
        permits = new Semaphore(workers);
    }

    Turn turn() {
        return new Turn(permits.tryAcquire());
    }

    /** One reconcile's turn; to be closed. */
    final class Turn implements AutoCloseable {
        private final boolean granted;

        Turn(boolean granted) {
            this.granted = granted;
        }

        boolean granted() {
            return granted;
        }

        @Override
        public void close() {
            if (granted) {
                permits.release();
            }
        }
    }
}
