package io.enidirect.cloud;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What a call answers at once. None of the three is an error; errors are thrown as {@link CloudException}. */
public sealed interface Answer<T> {

    /** The value, where the cloud has already said it: of a task, what is known before its end. */
    Optional<T> value();

    /** The task that has not ended yet. While it runs, the cloud refuses other writes on its load balancer as busy. */
    Optional<TaskId> task();

    /** When to ask again, of a call that was not sent. */
    Optional<Instant> retryAt();

    <R> Answer<R> map(Function<T, R> change);

    /** The call has been executed. */
    record Done<T>(T result) implements Answer<T> {
        @Override
        public Optional<T> value() {
            return Optional.of(result);
        }

        @Override
        public Optional<TaskId> task() {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> retryAt() {
            return Optional.empty();
        }

        @Override
        public <R> Answer<R> map(Function<T, R> change) {
            return new Done<>(change.apply(result));
        }
    }

    /** The call has been accepted and goes on in the cloud. */
    record Accepted<T>(TaskId id, T early) implements Answer<T> {
        @Override
        public Optional<T> value() {
            return Optional.of(early);
        }

        @Override
        public Optional<TaskId> task() {
            return Optional.of(id);
        }

        @Override
        public Optional<Instant> retryAt() {
            return Optional.empty();
        }

        @Override
        public <R> Answer<R> map(Function<T, R> change) {
            return new Accepted<>(id, change.apply(early));
        }
    }

    /** The call was not sent: its share of the rate limit is used up until then. Asked earlier, the same comes back. */
    record Throttled<T>(Instant until) implements Answer<T> {
        @Override
        public Optional<T> value() {
            return Optional.empty();
        }

        @Override
        public Optional<TaskId> task() {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> retryAt() {
            return Optional.of(until);
        }

        @Override
        public <R> Answer<R> map(Function<T, R> change) {
            return new Throttled<>(until);
        }
    }
}
