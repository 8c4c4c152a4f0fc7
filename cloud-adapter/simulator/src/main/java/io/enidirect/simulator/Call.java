package io.enidirect.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call as it arrived.
 *
 * @param loadBalancer the load balancer it is for or has made; null if it names none, or several
 * @param request its parameters, private keys left out
 * @param result {@code OK}, the error's code, or {@code HTTP 502} and the like. What the cloud made of it: with some
 *     faults the caller never saw it
 * @param executed whether it was executed: with a fault, also a call whose answer was lost
 * @param fault the fault that struck it
 */
public record Call(
        Instant time,
        String action,
        String region,
        @Nullable String loadBalancer,
        JsonNode request,
        String result,
        boolean executed,
        String requestId,
        Fault.@Nullable Kind fault) {
    static final String OK = "OK";

    /** Whether it is a write: everything but {@code Describe…}. */
    public boolean mutating() {
        return !action.startsWith("Describe");
    }
}
