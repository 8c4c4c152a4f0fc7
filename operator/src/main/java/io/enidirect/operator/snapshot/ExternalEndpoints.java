package io.enidirect.operator.snapshot;

import io.enidirect.crd.ExternalBackend;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An origin outside the cluster.
 *
 * @param object null where a live GET says that it is gone
 * @param inCluster those of its addresses that are a pod's, a node's or a Service's, with whose, for people: such an
 *     address is no target, whatever the ranges say
 */
public record ExternalEndpoints(@Nullable ExternalBackend object, Map<String, String> inCluster) {
    public ExternalEndpoints {
        inCluster = Map.copyOf(inCluster);
    }
}
