package io.enidirect.cloud;

/** The cloud's refusals, with the codes of its documentation. */
final class Failures {
    private Failures() {}

    static CloudException.NotFound noLoadBalancer(String action, LoadBalancerId id) {
        return new CloudException.NotFound(action, "InvalidParameter.LBIdNotFound", id + " not found", null);
    }

    static CloudException.NotFound noListener(String action, ListenerId id) {
        return new CloudException.NotFound(action, "InvalidParameter.ListenerIdNotFound", id + " not found", null);
    }

    static CloudException.NotFound noRule(String action, Object rule) {
        return new CloudException.NotFound(action, "InvalidParameter.LocationNotFound", rule + " not found", null);
    }

    static CloudException.Busy busy(String action, LoadBalancerId id) {
        return new CloudException.Busy(
                action,
                "FailedOperation.ResourceInOperating",
                "Loadbalancer(" + id
                        + ") is not in normal desState, maybe some tasks are being processed, please try later.",
                null);
    }

    static CloudException.Quota quota(String action, String what) {
        return new CloudException.Quota(action, "LimitExceeded", what, null);
    }

    static CloudException.Conflict conflict(String action, String code, String what) {
        return new CloudException.Conflict(action, code, what, null);
    }

    static CloudException.Rejected rejected(String action, String code, String what) {
        return new CloudException.Rejected(action, code, what, null);
    }
}
