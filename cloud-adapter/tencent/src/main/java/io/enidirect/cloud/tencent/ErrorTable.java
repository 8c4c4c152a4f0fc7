package io.enidirect.cloud.tencent;

import java.util.List;
import java.util.regex.Pattern;

/** What the cloud's codes mean. The first row that fits decides; a code without a row is the user's mistake. */
final class ErrorTable {
    enum Kind {
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
            row("FailedOperation.ResourceInOperating", Kind.BUSY),
            row("FailedOperation.InvalidLBStatus", Kind.BUSY),
            row("FailedOperation.ResourceInCloning", Kind.BUSY),
            row("FailedOperation", BUSY, Kind.BUSY),
            row("InternalError", BUSY, Kind.BUSY),
            row("InvalidParameter", BUSY, Kind.BUSY),
            row("RequestLimitExceeded", Kind.THROTTLED),
            row("LimitExceeded.RateLimitExceeded", Kind.THROTTLED),
            row("FailedOperation.FrequencyCheckRisk", Kind.PAUSED),
            row("ServiceUnavailable", Kind.UNAVAILABLE),
            row("ActionOffline", Kind.UNAVAILABLE),
            row("FailedOperation.ResourceTagProcessing", Kind.LOST),
            row("FailedOperation.NetworkError", Kind.LOST),
            row("FailedOperation.SystemError", Kind.LOST),
            row("FailedOperation.CertificateDeployHasPendingRecord", Kind.LOST),
            row("AuthFailure", Kind.DENIED),
            row("IpInBlacklist", Kind.DENIED),
            row("IpNotInWhitelist", Kind.DENIED),
            row("FailedOperation.AuthError", Kind.DENIED),
            row("FailedOperation.CAMAuthorizedFail", Kind.DENIED),
            row("FailedOperation.RoleNotFoundAuthorization", Kind.DENIED),
            row("FailedOperation.NoRealNameAuth", Kind.DENIED),
            row("FailedOperation.NoProjectPermission", Kind.DENIED),
            row("InvalidParameter.AccountNotAvaliable", Kind.DENIED),
            row("UnauthorizedOperation", Kind.DENIED),
            row("LimitExceeded", Kind.QUOTA),
            row("ResourceInsufficient", Kind.QUOTA),
            row("ResourcesSoldOut", Kind.QUOTA),
            row("FailedOperation.InsufficientBalance", Kind.QUOTA),
            row("InvalidParameter.PortCheckFailed", Kind.CONFLICT),
            row("InvalidParameter.RewriteAlreadyExist", Kind.CONFLICT),
            row("InvalidParameter.LBIdNotFound", Kind.NOT_FOUND),
            row("InvalidParameter.ListenerIdNotFound", Kind.NOT_FOUND),
            row("InvalidParameter.LocationNotFound", Kind.NOT_FOUND),
            row("FailedOperation.CertificateNotFound", Kind.NOT_FOUND),
            row("ResourceNotFound", Kind.NOT_FOUND),
            row("InvalidParameter", LB_GONE + "|" + PART_GONE, Kind.NOT_FOUND),
            row("InvalidParameterValue.Duplicate", Kind.CONFLICT),
            row("ResourceInUse", Kind.CONFLICT),
            row("InvalidParameter", THERE, Kind.CONFLICT),
            row("InvalidParameterValue", THERE, Kind.CONFLICT),
            row("FailedOperation", THERE, Kind.CONFLICT),
            row("InternalError", Kind.LOST),
            row("ServerSideError", Kind.LOST),
            row("ResourceUnavailable", Kind.LOST),
            row("FailedOperation", "^\\s*$", Kind.LOST));

    private ErrorTable() {}

    static Kind kind(String code, String message) {
        return ROWS.stream()
                .filter(row -> row.fits(code, message))
                .findFirst()
                .map(Row::kind)
                .orElse(Kind.REJECTED);
    }

    /** Whether a refusal means the load balancer itself, not something on it. */
    static boolean loadBalancerGone(String code, String message) {
        return code.equals("InvalidParameter.LBIdNotFound")
                || LB_GONE_TEXT.matcher(message).find();
    }

    private static Row row(String code, Kind kind) {
        return row(code, "", kind);
    }

    private static Row row(String code, String text, Kind kind) {
        return new Row(code, Pattern.compile(text, Pattern.CASE_INSENSITIVE), kind);
    }

    /**
     * @param code itself, or what comes before the dot of a longer one
     * @param text is found in the message
     */
    private record Row(String code, Pattern text, Kind kind) {
        boolean fits(String actual, String message) {
            return (actual.equals(code) || actual.startsWith(code + "."))
                    && text.matcher(message).find();
        }
    }
}
