package io.enidirect.cloud.tencent;

import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import io.enidirect.cloud.Answer;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.Share;
import io.enidirect.cloud.TaskId;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one way to the cloud: the circuit breaker, the rate limit, the credentials, the call, and what its failure means.
 * Views with other shares have all of these in common.
 */
record Calls(
        CredentialsCache credentials,
        Errors errors,
        RateLimits limits,
        CircuitBreaker breaker,
        CallObserver observer,
        Share share) {

    /** What getting credentials may take, so that a call still ends within the port's 8 s. */
    static final Duration HEAD_START = Duration.ofSeconds(1);

    private static final int RECENT_CALLS = 20;
    private static final int FEWEST_CALLS = 10;
    private static final int TRIAL_CALLS = 3;
    private static final Duration OPEN = Duration.ofSeconds(5);

    private static final String TOO_LATE = "TooLate";
    private static final Set<String> NOT_SENT = Set.of(TOO_LATE, CredentialsCache.PENDING);

    /** A method of one of the SDK's clients. */
    @FunctionalInterface
    interface SdkCall<R> {
        R send(Signed clients) throws TencentCloudSDKException;
    }

    /** Open for 5 s once most of the region's recent calls were unavailable; then three calls try. */
    static CircuitBreaker breaker(String region, Clock clock) {
        return CircuitBreaker.of(
                region,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(RECENT_CALLS)
                        .minimumNumberOfCalls(FEWEST_CALLS)
                        .failureRateThreshold(51)
                        .permittedNumberOfCallsInHalfOpenState(TRIAL_CALLS)
                        .waitDurationInOpenState(OPEN)
                        .clock(clock)
                        .build());
    }

    Calls within(Share other) {
        return new Calls(credentials, errors, limits, breaker, observer, other);
    }

    /**
     * Sends a call, if it may go now.
     *
     * @param about whose time slot it takes, as a rule a load balancer's id
     * @return the cloud's answer, or when to ask again
     */
    <R> Answer<R> send(Action action, String about, SdkCall<R> call) {
        if (!breaker.tryAcquirePermission()) {
            throw new CloudException.Unavailable(
                    action.title(), "CircuitOpen", "Most of the recent calls failed; not sent", null);
        }
        Optional<Instant> until = limits.admit(action, share, about);
        if (until.isPresent()) {
            breaker.releasePermission();
            return new Answer.Throttled<>(until.get());
        }
        long began = System.nanoTime();
        try {
            R answer = sendNow(action, call, began);
            settle(action, began, null);
            return new Answer.Done<>(answer);
        } catch (CloudException e) {
            settle(action, began, e);
            throw e;
        }
    }

    /** Sends a call as {@link #send} does and reads its answer; one that cannot be read is as good as lost. */
    <R, T> Answer<T> ask(Action action, String about, SdkCall<R> call, Function<R, T> read) {
        return send(action, about, call).map(answer -> readable(action, () -> read.apply(answer)));
    }

    /**
     * Sends a call that is accepted now and done later.
     *
     * @param early what its answer tells already
     */
    <R, T> Answer<T> order(
            Action action, String about, SdkCall<R> call, Function<R, String> requestId, Function<R, T> early) {
        Answer<R> sent = send(action, about, call);
        if (sent.value().isEmpty()) {
            return sent.map(early);
        }
        R answer = sent.value().get();
        return readable(
                action,
                () -> new Answer.Accepted<>(
                        new TaskId(action.require(requestId.apply(answer), "RequestId")), early.apply(answer)));
    }

    private static <T> T readable(Action action, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | ArithmeticException e) {
            // from the port's records: a port 0, a blank id; or a number past all bounds
            throw action.lost("MalformedAnswer", "The answer has a value that cannot be");
        }
    }

    private <R> R sendNow(Action action, SdkCall<R> call, long began) {
        Signed clients = credentials.current();
        try {
            return sendOnce(action, call, clients, began);
        } catch (CloudException.Denied refusal) {
            if (!Errors.staleCredentials(refusal)) {
                throw refusal;
            }
            Signed others = credentials.insteadOf(clients);
            if (others.equals(clients)) {
                throw refusal;
            }
            // the only call that is ever sent again, and at once: the first was surely not executed
            return sendOnce(action, call, others, began);
        }
    }

    private <R> R sendOnce(Action action, SdkCall<R> call, Signed clients, long began) {
        if (System.nanoTime() - began > HEAD_START.toNanos()) {
            throw new CloudException.Unavailable(
                    action.title(), TOO_LATE, "Getting credentials took the time of the call; not sent", null);
        }
        try {
            return action.require(call.send(clients), "Response");
        } catch (TencentCloudSDKException e) {
            throw errors.of(action, e);
        } catch (CloudException e) {
            throw e;
        } catch (RuntimeException e) {
            throw errors.of(action, e);
        }
    }

    private void settle(Action action, long began, @Nullable CloudException failure) {
        long took = System.nanoTime() - began;
        if (failure != null && tellsNothingOfTheCloud(failure)) {
            breaker.releasePermission();
        } else if (failure instanceof CloudException.Unavailable) {
            breaker.onError(took, TimeUnit.NANOSECONDS, failure);
        } else {
            breaker.onSuccess(took, TimeUnit.NANOSECONDS);
        }
        if (failure instanceof CloudException.Throttled throttled
                && throttled.action().equals(action.title())) {
            limits.pause(action, throttled.until());
        }
        observer.called(action.title(), outcome(failure), Duration.ofNanos(took));
    }

    /** A write that may have been done, and a call that was not sent for want of credentials. */
    private static boolean tellsNothingOfTheCloud(CloudException failure) {
        return failure instanceof CloudException.UnknownOutcome
                || NOT_SENT.contains(failure.code())
                || failure instanceof CloudException.Denied denied
                        && denied.ground() == CloudException.Denied.Ground.CREDENTIALS;
    }

    private static String outcome(@Nullable CloudException failure) {
        return failure == null
                ? "ok"
                : failure.getClass()
                        .getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                        .toLowerCase(Locale.ROOT);
    }
}
