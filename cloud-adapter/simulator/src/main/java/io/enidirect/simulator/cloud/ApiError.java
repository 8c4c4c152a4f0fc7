package io.enidirect.simulator.cloud;

/** The cloud's refusal of a call, which was not executed. Its message is the one that the cloud sends. */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final String BUSY = "FailedOperation.ResourceInOperating";

    private final String code;

    public ApiError(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** For example {@code InvalidParameter.LBIdNotFound}. */
    public String code() {
        return code;
    }

    /** The message, which an error of the API always has. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** A task is running on this load balancer. */
    public static ApiError busy(String loadBalancer) {
        return new ApiError(
                BUSY,
                "Loadbalancer(" + loadBalancer
                        + ") is not in normal desState, maybe some tasks are being processed, please try later.");
    }

    static ApiError missing(String parameter) {
        return new ApiError("MissingParameter", "The request is missing the required parameter `" + parameter + "`.");
    }

    static ApiError invalidValue(String message) {
        return new ApiError("InvalidParameterValue", message);
    }

    static ApiError outOfRange(Object value, String parameter) {
        return new ApiError(
                "InvalidParameterValue.Range",
                "The value `" + value + "` of parameter `" + parameter + "` is out of range.");
    }

    static ApiError badFormat(String parameter, String value) {
        return new ApiError(
                "InvalidParameter.FormatError",
                "The value `" + value + "` of parameter `" + parameter + "` is not valid.");
    }

    static ApiError twice(String parameter, Object value) {
        return new ApiError(
                "InvalidParameterValue.Duplicate", "The value `" + value + "` comes twice in `" + parameter + "`.");
    }

    static ApiError tooLong(String parameter, int limit) {
        return new ApiError(
                "InvalidParameterValue.Length", "Length of ." + parameter + " should be less than " + limit);
    }

    static ApiError noLoadBalancer(String id) {
        return new ApiError("InvalidParameter.LBIdNotFound", "LB not exist: " + id);
    }

    static ApiError noListener(String id) {
        return new ApiError("InvalidParameter.ListenerIdNotFound", "some ListenerId " + id + " not found");
    }
}
