package io.enidirect.operator.front;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The sources that were seen to give up their claim since they were last looked at. One that is changed twice in a moment is
 * looked at once, and what it said in between would be lost: that it gives up the load balancer that it has. In memory only,
 * and a new list shows the last word only: then a source keeps what it has, and is told so.
 */
final class Departures<P extends HasMetadata> {
    private final Set<String> uids = ConcurrentHashMap.newKeySet();
    private final Predicate<P> holds;

    /** @param holds whether one that is ours stays so by what it says */
    Departures(Predicate<P> holds) {
        this.holds = holds;
    }

    /** By the informer's thread, before anybody is triggered. */
    void changed(P now) {
        if (now.hasFinalizer(SourcePlan.FINALIZER) && !holds.test(now)) {
            uids.add(now.getMetadata().getUid());
        }
    }

    void add(P source) {
        uids.add(source.getMetadata().getUid());
    }

    /** Whether it did; it is forgotten with the answer. */
    boolean take(P source) {
        return uids.remove(source.getMetadata().getUid());
    }
}
