package io.enidirect.simulator;

import io.enidirect.simulator.cloud.ApiError;
import io.enidirect.simulator.cloud.Drift;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fault and the calls it strikes. Only {@code match} and {@code fault} are needed; what else counts depends on the kind
 * (see {@code docs/reference/simulator.md}).
 *
 * @param times how many matching calls it strikes, from the {@code nth} on; 0 for all. 1 by default
 * @param n the times of {@code LOCKED}, {@code STALE_READ} and {@code HIDDEN_READ}, or the polls of a task fault
 * @param how the variant
 * @param millis the delay of {@code SLOW}, or how long {@code REFUSE} keeps the port closed
 * @param seconds how far the server's clock is off
 * @param status of {@code ERR_5XX}
 * @param code another error code than the kind's own
 * @param message another text than the kind's own
 * @param before {@code HOLD} keeps the call back before it is executed
 * @param effect a task that fails has its effect all the same
 * @param listeners the listeners, by id or port, that fail in a batch; all without it
 * @param change what {@code DRIFT} changes before the call
 */
public record Fault(
        Match match,
        Kind fault,
        @Nullable Integer times,
        @Nullable Integer n,
        @Nullable String how,
        @Nullable Long millis,
        @Nullable Long seconds,
        @Nullable Integer status,
        @Nullable String code,
        @Nullable String message,
        @Nullable Boolean before,
        @Nullable Boolean effect,
        @Nullable Set<String> listeners,
        @Nullable Drift change) {

    /**
     * Which calls.
     *
     * @param action the API's name, or {@code *}
     * @param object {@code lb-id}, {@code lb-id/port}, or {@code *} (the default) for any
     * @param nth the first call that is struck, counted per action and object since the fault was given; 1 by default
     */
    public record Match(
            String action,
            @Nullable String object,
            @Nullable Integer nth) {
        // from JSON anything may be missing
        public Match {
            if (action == null || action.isBlank()) {
                throw new IllegalArgumentException("A fault's match needs an action");
            }
        }

        int first() {
            return nth == null ? 1 : nth;
        }
    }

    /** What goes wrong; with a code, the cloud refuses the call. */
    public enum Kind {
        THROTTLE(
                "RequestLimitExceeded",
                "Your current request times equals to `21` in a second, which exceeds the frequency limit `20` for a"
                        + " second. Please reduce the frequency of calls."),
        ERR_5XX,
        ERR_INTERNAL("InternalError", "An internal error has occurred. Retry your request."),
        REFUSE,
        RESET_BEFORE,
        TIMEOUT_BEFORE,
        TIMEOUT_AFTER_SUCCESS,
        SLOW,
        TRUNCATED,
        MALFORMED,
        WRONG_TYPE,
        EMPTY,
        TASK_FAIL,
        TASK_STUCK,
        TASK_UNKNOWN,
        PARTIAL,
        LOCKED(
                "FailedOperation.ResourceInOperating",
                "Loadbalancer is not in normal desState, maybe some tasks are being processed, please try later."),
        STALE_READ,
        HIDDEN_READ,
        AUTH_EXPIRED("AuthFailure.TokenFailure", "The token has expired."),
        AUTH_DENIED("UnauthorizedOperation", "You are not authorized to perform this operation."),
        QUOTA("LimitExceeded", "The quota is exceeded."),
        ARREARS("FailedOperation.InsufficientBalance", "The account's balance is insufficient."),
        SOLD_OUT("ResourcesSoldOut", "The resources are sold out."),
        GONE,
        DRIFT,
        CLOCK_SKEW,
        HOLD;

        private final @Nullable String code;
        private final String message;

        Kind() {
            this(null, "");
        }

        Kind(@Nullable String code, String message) {
            this.code = code;
            this.message = message;
        }
    }

    private static final Map<Kind, Set<String>> VARIANTS = Map.of(
            Kind.TIMEOUT_AFTER_SUCCESS,
            Set.of("hang", "reset", "close", "half-header", "half-body", "408", "503-retry-after"),
            Kind.EMPTY,
            Set.of("body", "object", "null", "response", "lists"));

    public Fault {
        if (match == null || fault == null) {
            throw new IllegalArgumentException("A fault needs a match and a fault");
        }
        if (how != null && !VARIANTS.getOrDefault(fault, Set.of()).contains(how)) {
            throw new IllegalArgumentException(fault + " has no variant " + how);
        }
    }

    /** Strikes the next call of this action, whatever it is for. */
    public static Fault next(Kind kind, String action) {
        return nth(kind, action, "*", 1);
    }

    /** Strikes one call. */
    public static Fault nth(Kind kind, String action, String object, int nth) {
        return new Fault(
                new Match(action, object, nth),
                kind,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** The same fault striking this often; 0 for ever. */
    public Fault times(int newTimes) {
        return new Fault(
                match, fault, newTimes, n, how, millis, seconds, status, code, message, before, effect, listeners,
                change);
    }

    public Fault how(String newHow) {
        return new Fault(
                match, fault, times, n, newHow, millis, seconds, status, code, message, before, effect, listeners,
                change);
    }

    public Fault millis(long newMillis) {
        return new Fault(
                match, fault, times, n, how, newMillis, seconds, status, code, message, before, effect, listeners,
                change);
    }

    public Fault polls(int polls) {
        return new Fault(
                match, fault, times, polls, how, millis, seconds, status, code, message, before, effect, listeners,
                change);
    }

    public Fault seconds(long newSeconds) {
        return new Fault(
                match,
                fault,
                times,
                n,
                how,
                millis,
                newSeconds,
                status,
                code,
                message,
                before,
                effect,
                listeners,
                change);
    }

    /** Another error than the kind's own. */
    public Fault error(String newCode, String newMessage) {
        return new Fault(
                match,
                fault,
                times,
                n,
                how,
                millis,
                seconds,
                status,
                newCode,
                newMessage,
                before,
                effect,
                listeners,
                change);
    }

    /** Holds the call back before it is executed. */
    public Fault beforeExecution() {
        return new Fault(
                match, fault, times, n, how, millis, seconds, status, code, message, true, effect, listeners, change);
    }

    /** The task that fails has its effect all the same. */
    public Fault withEffect() {
        return new Fault(
                match, fault, times, n, how, millis, seconds, status, code, message, before, true, listeners, change);
    }

    public Fault listeners(Set<String> newListeners) {
        return new Fault(
                match,
                fault,
                times,
                n,
                how,
                millis,
                seconds,
                status,
                code,
                message,
                before,
                effect,
                newListeners,
                change);
    }

    public Fault change(Drift newChange) {
        return new Fault(
                match, fault, times, n, how, millis, seconds, status, code, message, before, effect, listeners,
                newChange);
    }

    /** The first call that is no longer struck. */
    long end() {
        boolean countsCalls = fault == Kind.LOCKED || fault == Kind.STALE_READ || fault == Kind.HIDDEN_READ;
        int count = times != null ? times : countsCalls && n != null ? n : 1;
        return count == 0 ? Long.MAX_VALUE : (long) match.first() + count;
    }

    /** The refusal, of a kind that is one. */
    Optional<ApiError> refusal() {
        String ownCode = fault.code;
        return ownCode == null
                ? Optional.empty()
                : Optional.of(new ApiError(code == null ? ownCode : code, message == null ? fault.message : message));
    }
}
