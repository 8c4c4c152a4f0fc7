package io.enidirect.operator.snapshot;

import io.enidirect.crd.ExternalBackend;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An origin outside the cluster.
 *
 * @param object null where a live GET says that it is gone
 * @param inCluster those of its addresses, as it spells them, that the system gave to a pod, a node, a Service or a load
 *     balancer of ours: such an address is no target, whatever the ranges say
 * @param before the pods that stand behind what it feeds, from before it did: a Service's that may be named by nobody now
 */
public record ExternalEndpoints(@Nullable ExternalBackend object, Set<String> inCluster, ServiceEndpoints before) {
    public ExternalEndpoints {
        inCluster = Set.copyOf(inCluster);
    }

    /** Where no pod stands behind what it feeds. */
    public ExternalEndpoints(@Nullable ExternalBackend object, Set<String> inCluster) {
        this(object, inCluster, new ServiceEndpoints(null, List.of(), Map.of(), true));
    }
}
