package io.enidirect.cloud;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that did not succeed, in one of nine kinds. What to do next is a property of the kind, not of the code.
 *
 * <p>Messages name the action, the cloud's code and text and the request id, never a parameter or a credential.
 */
public abstract sealed class CloudException extends RuntimeException {

    /** What a caller does about it. */
    public enum Reaction {
        /** Nothing is wrong: the same call again, soon. */
        WAIT,
        /** What is known of the load balancer may be wrong: read it again, then plan anew. */
        REREAD,
        /** The cloud cannot be reached or is broken: again with back-off of seconds. */
        RETRY,
        /** Somebody has to act first: again with back-off up to minutes, and a problem meanwhile. */
        REPORT
    }

    private static final long serialVersionUID = 1L;

    private final String action;
    private final String code;
    private final String said;
    private final String text;
    private final @Nullable String requestId;

    private CloudException(
            String action, String code, String message, @Nullable String requestId, @Nullable Throwable cause) {
        super(action + ": " + code + ": " + message + (requestId == null ? "" : " (request " + requestId + ")"), cause);
        this.action = action;
        this.code = code;
        this.said = message;
        this.text = action + ": " + code + ": " + message;
        this.requestId = requestId;
    }

    public abstract Reaction reaction();

    /** The cloud's name of the call, for example {@code CreateListener}. */
    public final String action() {
        return action;
    }

    /** The cloud's code, or the name of what went wrong on the way there. */
    public final String code() {
        return code;
    }

    /** The message without the request's id, so that it is the same for the same refusal. */
    public final String text() {
        return text;
    }

    /** What was said, and nothing else: neither the action nor the code nor the request. */
    public final String said() {
        return said;
    }

    /** What somebody can do about it, where that is another thing than the kind says. */
    public Optional<String> remedy() {
        return Optional.empty();
    }

    public final @Nullable String requestId() {
        return requestId;
    }

    /** The cloud refused the call for its rate; it was not executed. */
    public static final class Throttled extends CloudException {
        private static final long serialVersionUID = 1L;
        private final Instant until;

        public Throttled(String action, String code, String message, @Nullable String requestId, Instant until) {
            super(action, code, message, requestId, null);
            this.until = until;
        }

        /** Not before this time. */
        public Instant until() {
            return until;
        }

        @Override
        public Reaction reaction() {
            return Reaction.WAIT;
        }
    }

    /** A task is running on the load balancer, ours or another's; not executed. */
    public static final class Busy extends CloudException {
        private static final long serialVersionUID = 1L;

        public Busy(String action, String code, String message, @Nullable String requestId) {
            super(action, code, message, requestId, null);
        }

        @Override
        public Reaction reaction() {
            return Reaction.WAIT;
        }
    }

    /** What the call names is not there. For a deletion that is success. */
    public static final class NotFound extends CloudException {
        private static final long serialVersionUID = 1L;

        public NotFound(String action, String code, String message, @Nullable String requestId) {
            super(action, code, message, requestId, null);
        }

        @Override
        public Reaction reaction() {
            return Reaction.REREAD;
        }
    }

    /** Something stands in its place: perhaps our own earlier call, perhaps another's object. */
    public static final class Conflict extends CloudException {
        private static final long serialVersionUID = 1L;

        public Conflict(String action, String code, String message, @Nullable String requestId) {
            super(action, code, message, requestId, null);
        }

        @Override
        public Reaction reaction() {
            return Reaction.REREAD;
        }
    }

    /** A quota or the cloud's stock is used up, or the account is in arrears. */
    public static final class Quota extends CloudException {
        private static final long serialVersionUID = 1L;
        private final @Nullable String remedy;

        public Quota(String action, String code, String message, @Nullable String requestId) {
            this(action, code, message, requestId, null);
        }

        public Quota(String action, String code, String message, @Nullable String requestId, @Nullable String remedy) {
            super(action, code, message, requestId, null);
            this.remedy = remedy;
        }

        @Override
        public Optional<String> remedy() {
            return Optional.ofNullable(remedy);
        }

        @Override
        public Reaction reaction() {
            return Reaction.REPORT;
        }
    }

    /** The cloud does not accept what was asked: the user's to mend. */
    public static final class Rejected extends CloudException {
        private static final long serialVersionUID = 1L;

        public Rejected(String action, String code, String message, @Nullable String requestId) {
            super(action, code, message, requestId, null);
        }

        @Override
        public Reaction reaction() {
            return Reaction.REPORT;
        }
    }

    /** The credentials can't be had, are wrong or expired, or are not allowed to do this; not executed. */
    public static final class Denied extends CloudException {
        private static final long serialVersionUID = 1L;
        private final Ground ground;

        /** Why. */
        public enum Ground {
            /** The cloud refuses these credentials, or what they may do. */
            RIGHTS(null),
            /** They are wrong or have expired, and no others came in their place. */
            KEYS("Put keys that hold, with their token if they have one, into the Secret of the controller and start it"
                    + " anew; with oidc or cvm-role see to the role, and new ones are taken by themselves. Until then"
                    + " what is programmed stays, and nothing of it follows the cluster"),
            /** None can be had; the call was not sent. */
            CREDENTIALS("Mend the source of the controller's credentials; it is asked again every few seconds"),
            /** This machine's clock is wrong, and so is every signature. */
            CLOCK("Set the clock of the controller's node, for example by NTP; it is tried again within seconds");

            private final @Nullable String remedy;

            Ground(@Nullable String remedy) {
                this.remedy = remedy;
            }
        }

        public Denied(String action, String code, String message, @Nullable String requestId) {
            this(action, code, message, requestId, Ground.RIGHTS);
        }

        public Denied(String action, String code, String message, @Nullable String requestId, Ground ground) {
            super(action, code, message, requestId, null);
            this.ground = ground;
        }

        public Ground ground() {
            return ground;
        }

        /** Whether it may end any moment, without a change of what the credentials may do. */
        public boolean passing() {
            return ground == Ground.CREDENTIALS || ground == Ground.CLOCK;
        }

        @Override
        public Optional<String> remedy() {
            return Optional.ofNullable(ground.remedy);
        }

        @Override
        public Reaction reaction() {
            return Reaction.REPORT;
        }
    }

    /** The answer was lost or made no sense: the call may have been executed, and must be looked for before a repeat. */
    public static final class UnknownOutcome extends CloudException {
        private static final long serialVersionUID = 1L;

        public UnknownOutcome(String action, String code, String message, @Nullable Throwable cause) {
            super(action, code, message, null, cause);
        }

        @Override
        public Reaction reaction() {
            return Reaction.REREAD;
        }
    }

    /** The cloud could not be reached, or the region's circuit breaker is open; not executed. */
    public static final class Unavailable extends CloudException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String action, String code, String message, @Nullable Throwable cause) {
            super(action, code, message, null, cause);
        }

        @Override
        public Reaction reaction() {
            return Reaction.RETRY;
        }
    }
}
