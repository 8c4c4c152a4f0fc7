package io.enidirect.cloud.tencent;

import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import io.enidirect.cloud.CloudException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From what the SDK throws to the port's kinds. No exception of the SDK or the engine becomes a cause: their texts may
 * quote an answer, and an answer may quote a credential.
 */
final class Errors {
    private static final Duration THROTTLED = Duration.ofSeconds(1);
    private static final Duration PAUSED = Duration.ofMinutes(5);
    private static final int LONGEST_TEXT = 500;
    private static final Pattern SECRETS = Pattern.compile("AKID\\w*|-----BEGIN[\\s\\S]*|TC3-HMAC-SHA256[\\s\\S]*");

    /** Refusals that other credentials can mend; a clock that is wrong (SignatureExpire) or a missing right is not one. */
    private static final Set<String> STALE_CREDENTIALS = Set.of(
            "AuthFailure.TokenFailure",
            "AuthFailure.SecretIdNotFound",
            "AuthFailure.InvalidSecretId",
            "AuthFailure.SignatureFailure");

    private final Clock clock;

    Errors(Clock clock) {
        this.clock = clock;
    }

    CloudException of(Action action, TencentCloudSDKException failure) {
        Throwable cause = failure.getCause();
        if (cause != null) {
            return broken(action, cause);
        }
        String code = failure.getErrorCode();
        if (code == null || code.isEmpty()) {
            return action.lost("MalformedAnswer", "The answer is not what the API documents");
        }
        return refused(action, code, clean(failure.getMessage()), failure.getRequestId());
    }

    /** The SDK runs into these on answers that are empty, null, or of the wrong JSON type. */
    CloudException of(Action action, RuntimeException failure) {
        return action.lost(
                "MalformedAnswer",
                "The answer is not what the API documents ("
                        + failure.getClass().getSimpleName() + ")");
    }

    static boolean staleCredentials(CloudException.Denied refusal) {
        return STALE_CREDENTIALS.contains(refusal.code());
    }

    private static CloudException broken(Action action, Throwable cause) {
        String notSent = HttpEngine.whyNotSent(cause);
        return notSent == null
                ? action.lost("AnswerLost", cause.getClass().getSimpleName() + ": " + clean(cause.getMessage()))
                : new CloudException.Unavailable(action.title(), "NotSent", clean(notSent), null);
    }

    private CloudException refused(Action action, String code, String message, @Nullable String requestId) {
        String title = action.title();
        return switch (kind(action, code, message)) {
            case BUSY -> new CloudException.Busy(title, code, message, requestId);
            case THROTTLED ->
                new CloudException.Throttled(
                        title, code, message, requestId, clock.instant().plus(THROTTLED));
            case PAUSED ->
                new CloudException.Throttled(
                        title, code, message, requestId, clock.instant().plus(PAUSED));
            case NOT_FOUND -> new CloudException.NotFound(title, code, message, requestId);
            case CONFLICT -> new CloudException.Conflict(title, code, message, requestId);
            case QUOTA -> new CloudException.Quota(title, code, message, requestId, quotaRemedy(code));
            case DENIED -> denied(title, code, message, requestId);
            case UNAVAILABLE -> new CloudException.Unavailable(title, code, withRequest(message, requestId), null);
            case REJECTED -> new CloudException.Rejected(title, code, message, requestId);
            case LOST -> action.lost(code, withRequest(message, requestId));
        };
    }

    private static CloudException denied(String title, String code, String message, @Nullable String requestId) {
        return switch (code) {
            case "AuthFailure.SignatureExpire" ->
                new CloudException.Denied(
                        title,
                        code,
                        message + "; the clock of this machine is more than 5 minutes off the cloud's",
                        requestId,
                        CloudException.Denied.Ground.CLOCK);
            case "AuthFailure.TokenFailure" ->
                new CloudException.Denied(
                        title,
                        code,
                        message + "; the token of the credentials is wrong or has expired",
                        requestId,
                        CloudException.Denied.Ground.KEYS);
            default ->
                new CloudException.Denied(
                        title,
                        code,
                        message,
                        requestId,
                        STALE_CREDENTIALS.contains(code)
                                ? CloudException.Denied.Ground.KEYS
                                : CloudException.Denied.Ground.RIGHTS);
        };
    }

    private static @Nullable String quotaRemedy(String code) {
        return code.equals("LimitExceeded.TagValue")
                ? "A tag key has as many values as it may: delete the values that nothing bears any more (the console's"
                        + " tags, key eni-direct-owner), or have the limit raised; it is tried again by itself"
                : null;
    }

    private static String withRequest(String message, @Nullable String requestId) {
        return requestId == null ? message : message + " (request " + requestId + ")";
    }

    private static ErrorTable.Meaning kind(Action action, String code, String message) {
        ErrorTable.Meaning kind = ErrorTable.of(code, message);
        // an id that is not known, or not known yet: its code is documented nowhere
        boolean unknownTask = action == Action.DESCRIBE_TASK_STATUS && kind == ErrorTable.Meaning.REJECTED;
        return unknownTask ? ErrorTable.Meaning.NOT_FOUND : kind;
    }

    private static String clean(@Nullable String text) {
        // not all of it comes from a body: the engine quotes status lines
        String clean = text == null ? "" : PlainText.of(SECRETS.matcher(text).replaceAll("[redacted]"));
        return clean.length() <= LONGEST_TEXT ? clean : clean.substring(0, LONGEST_TEXT) + "…";
    }
}
