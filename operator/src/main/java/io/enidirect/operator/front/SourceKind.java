package io.enidirect.operator.front;

import io.enidirect.operator.claim.Claim;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** What is particular to one kind of source. Read from any thread. */
public interface SourceKind<P extends HasMetadata> {

    Class<P> type();

    /** Whether it may ask to be ours, whatever the answer. One that does not, and never was, is not looked at. */
    boolean asks(P source);

    /** @param claimed a CloudLoadBalancer names its uid */
    Claim claim(P source, boolean claimed);

    /** What it says of the load balancer that is made for it. */
    Wish wish(P source);

    /** How it shows a publication. */
    StatusView<P> view();
}
