package io.enidirect.operator.desired.model;

import io.enidirect.cloud.Target;
import io.enidirect.crd.Origin;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A part that sends its traffic to targets.
 *
 * @param origins one or several, each with its share
 * @param targets in no order; never changed by whoever made it
 */
public record Forward(Asked asked, List<Origin> origins, Map<Target, TargetWish> targets) implements Part {
    public Forward {
        origins = List.copyOf(origins);
        if (origins.isEmpty()) {
            throw new IllegalArgumentException(asked.backend() + " forwards to nobody");
        }
        targets = Collections.unmodifiableMap(targets);
    }

    @Override
    public Forward with(Asked other) {
        return new Forward(other, origins, targets);
    }

    public Forward withTargets(Map<Target, TargetWish> other) {
        return new Forward(asked, origins, other);
    }
}
