package io.enidirect.cloud.tencent;

import java.util.List;
import java.util.regex.Pattern;

/** What the cloud's codes mean. The first row that fits decides; a code without a row is the user's mistake. */
final class ErrorTable {
    enum Meaning {
        BUSY,
        /** For a second. */
        THROTTLED,
        /** For five minutes. */
        PAUSED,
        NOT_FOUND,
        CONFLICT,
        QUOTA,
        DENIED,
        LOST,
        /** Not executed, and nobody's fault. */
        UNAVAILABLE,
        REJECTED
    }

    /** The lock of a load balancer has a code of its own, but is also refused under broader ones. */
    private static final String BUSY =
            "is not in normal (status|desState)|desState is abnormal|des status abnormal|Your task is working";

    private static final String LB_GONE = "\\b(LoadBalancer|LB)\\S* (does )?not exist";
    private static final String PART_GONE =
            "\\b(Listener|Location|Rule|Domain)(Id)?s?\\b((?!cert).)* not (found|exist)";
    /** What a second rule of the same domain and url gets is documented nowhere; this is what such texts have in common. */
    private static final String THERE = "\\balready exist|\\bexists? already|\\bduplicate";

    private static final Pattern LB_GONE_TEXT = Pattern.compile(LB_GONE, Pattern.CASE_INSENSITIVE);

    private static final List<Row> ROWS = List.of(
            row("FailedOperation.ResourceInOperating", Meaning.BUSY),
            row("FailedOperation.InvalidLBStatus", Meaning.BUSY),
            row("FailedOperation.ResourceInCloning", Meaning.BUSY),
            row("FailedOperation", BUSY, Meaning.BUSY),
            row("InternalError", BUSY, Meaning.BUSY),
            row("InvalidParameter", BUSY, Meaning.BUSY),
            row("RequestLimitExceeded", Meaning.THROTTLED),
            row("LimitExceeded.RateLimitExceeded", Meaning.THROTTLED),
            row("FailedOperation.FrequencyCheckRisk", Meaning.PAUSED),
            row("ServiceUnavailable", Meaning.UNAVAILABLE),
            row("ActionOffline", Meaning.UNAVAILABLE),
            row("FailedOperation.ResourceTagProcessing", Meaning.LOST),
            row("FailedOperation.NetworkError", Meaning.LOST),
            row("FailedOperation.SystemError", Meaning.LOST),
            row("FailedOperation.CertificateDeployHasPendingRecord", Meaning.LOST),
            row("AuthFailure", Meaning.DENIED),
            row("IpInBlacklist", Meaning.DENIED),
            row("IpNotInWhitelist", Meaning.DENIED),
            row("FailedOperation.AuthError", Meaning.DENIED),
            row("FailedOperation.CAMAuthorizedFail", Meaning.DENIED),
            row("FailedOperation.RoleNotFoundAuthorization", Meaning.DENIED),
            row("FailedOperation.NoRealNameAuth", Meaning.DENIED),
            row("FailedOperation.NoProjectPermission", Meaning.DENIED),
            row("InvalidParameter.AccountNotAvaliable", Meaning.DENIED),
            row("UnauthorizedOperation", Meaning.DENIED),
            row("LimitExceeded", Meaning.QUOTA),
            row("ResourceInsufficient", Meaning.QUOTA),
            row("ResourcesSoldOut", Meaning.QUOTA),
            row("FailedOperation.InsufficientBalance", Meaning.QUOTA),
            row("InvalidParameter.PortCheckFailed", Meaning.CONFLICT),
            row("InvalidParameter.RewriteAlreadyExist", Meaning.CONFLICT),
            row("InvalidParameter.LBIdNotFound", Meaning.NOT_FOUND),
            row("InvalidParameter.ListenerIdNotFound", Meaning.NOT_FOUND),
            row("InvalidParameter.LocationNotFound", Meaning.NOT_FOUND),
            row("InvalidParameter.SomeRewriteNotFound", Meaning.NOT_FOUND),
            row("FailedOperation.CertificateNotFound", Meaning.NOT_FOUND),
            row("ResourceNotFound", Meaning.NOT_FOUND),
            row("InvalidParameter", LB_GONE + "|" + PART_GONE, Meaning.NOT_FOUND),
            row("InvalidParameterValue.Duplicate", Meaning.CONFLICT),
            row("ResourceInUse", Meaning.CONFLICT),
            row("InvalidParameter", THERE, Meaning.CONFLICT),
            row("InvalidParameterValue", THERE, Meaning.CONFLICT),
            row("FailedOperation", THERE, Meaning.CONFLICT),
            row("InternalError", Meaning.LOST),
            row("ServerSideError", Meaning.LOST),
            row("ResourceUnavailable", Meaning.LOST),
            row("FailedOperation", "^\\s*$", Meaning.LOST));

    private ErrorTable() {}

    static Meaning of(String code, String message) {
        return ROWS.stream()
                .filter(row -> row.fits(code, message))
                .findFirst()
                .map(Row::kind)
                .orElse(Meaning.REJECTED);
    }

    /** Whether a refusal means the load balancer itself, not something on it. */
    static boolean loadBalancerGone(String code, String message) {
        return code.equals("InvalidParameter.LBIdNotFound")
                || LB_GONE_TEXT.matcher(message).find();
    }

    private static Row row(String code, Meaning kind) {
        return row(code, "", kind);
    }

    private static Row row(String code, String text, Meaning kind) {
        return new Row(code, Pattern.compile(text, Pattern.CASE_INSENSITIVE), kind);
    }

    /**
     * @param code itself, or what comes before the dot of a longer one
     * @param text is found in the message
     */
    private record Row(String code, Pattern text, Meaning kind) {
        boolean fits(String actual, String message) {
            return (actual.equals(code) || actual.startsWith(code + "."))
                    && text.matcher(message).find();
        }
    }
}
