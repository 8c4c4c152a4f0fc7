package io.enidirect.cloud.tencent;

import io.enidirect.cloud.LoadBalancerId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Load balancers whose listeners were read and not deleted since: those for which "no listeners at all" is no answer. */
final class KnownListeners {
    private final Set<LoadBalancerId> some = ConcurrentHashMap.newKeySet();

    boolean hasListeners(LoadBalancerId loadBalancer) {
        return some.contains(loadBalancer);
    }

    void read(LoadBalancerId loadBalancer, boolean any) {
        if (any) {
            some.add(loadBalancer);
        } else {
            some.remove(loadBalancer);
        }
    }

    void forget(LoadBalancerId loadBalancer) {
        some.remove(loadBalancer);
    }
}
