package io.enidirect.operator.snapshot;

import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Target;
import java.util.Optional;

/**
 * What may stand behind one L4 backend only: on one load balancer, the port class and the target (CLB documentation
 * 214/6151; TKE's E4036).
 */
public record Slot(Protocol.PortClass portClass, Target target) {

    /** Empty on an L7 listener, whose rules are exempt. */
    public static Optional<Slot> of(Backend backend, Target target) {
        return backend.rule() == null
                ? Optional.of(new Slot(backend.listener().protocol().portClass(), target))
                : Optional.empty();
    }
}
