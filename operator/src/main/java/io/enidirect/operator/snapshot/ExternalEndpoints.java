package io.enidirect.operator.snapshot;

import io.enidirect.crd.ExternalBackend;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An origin outside the cluster.
 *
 * @param object null where a live GET says that it is gone
 * @param inCluster those of its addresses, as it spells them, that the system gave to a pod, a node, a Service or a load
 *     balancer of ours: such an address is no target, whatever the ranges say
 */
public record ExternalEndpoints(@Nullable ExternalBackend object, Set<String> inCluster) {
    public ExternalEndpoints {
        inCluster = Set.copyOf(inCluster);
    }
}
