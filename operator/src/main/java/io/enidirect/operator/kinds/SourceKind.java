package io.enidirect.operator.kinds;

import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.model.Contribution;
import io.enidirect.operator.snapshot.Claim;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One kind of source: the one door through which the house knows it. Pure, and read from any thread. */
public interface SourceKind<P extends HasMetadata> {

    Class<P> type();

    /** As {@code Service}. */
    default String name() {
        return HasMetadata.getKind(type());
    }

    /** What is kept of one in memory. */
    SourceTrim<P> trim();

    /** The other kinds of objects on which its claims hang. */
    List<Related<?, P>> related();

    /** Whether it may ask to be ours, whatever the answer. One that does not, and never was, is not looked at. */
    boolean asks(P source);

    /** @param claimed a CloudLoadBalancer names its uid */
    Claim claim(P source, boolean claimed, ClusterView cluster);

    /** What it says of the load balancer that is made for it. */
    OwnLoadBalancer own(P source, ClusterView cluster);

    /** The LoadBalancerProfiles that may count for it, beside those that what it hangs on names. */
    default Set<String> profiles(P source) {
        return Asking.profiles(source, false, Optional.empty());
    }

    /** All that it names as backends beside itself, be it possible or not. */
    Backends names(P source);

    /**
     * What feeds the parts that it could have: of what can't be made nothing is looked for, so that it costs nothing.
     *
     * @param most rules that a listener holds
     */
    Backends origins(P source, SourceRef ref, CloudLoadBalancerStatus record, int most);

    /** All that it asks for. */
    Contribution contribution(Source source, Snapshot seen);

    /** How it shows what it got. */
    StatusView<P> status();

    /** Where TKE's own controller writes on such a source what scripts read there; empty: it knows none. */
    default Optional<TkeKeys> tkeKeys() {
        return Optional.empty();
    }

    /** Whether that is written by us on one that is ours, option {@code --write-tke-annotations}. */
    default boolean writesAsTke(P source) {
        return false;
    }

    /** What of a TkeServiceConfig that is made for it addresses its parts: each once, in the order of its spec. */
    default List<Fragment> fragments(P source) {
        return List.of();
    }

    /** How it stands in a file. */
    Manifest<P> manifest();
}
