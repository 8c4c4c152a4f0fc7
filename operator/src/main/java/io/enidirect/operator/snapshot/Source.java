package io.enidirect.operator.snapshot;

import io.enidirect.crd.SourceRef;
import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * A Service or Ingress that exists and concerns the load balancer.
 *
 * @param object never changed: it belongs to a cache
 */
public record Source(SourceRef ref, Claim claim, HasMetadata object) {

    /** When it was made, as RFC 3339 in UTC, whose order as text is that of time. */
    public String created() {
        String timestamp = object.getMetadata().getCreationTimestamp();
        return timestamp == null ? "" : timestamp;
    }
}
