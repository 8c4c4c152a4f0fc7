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

    /** Whether exactly that stands in our place now. */
    boolean shows(P source, Publication publication);

    /** Whether it shows that it is programmed; nothing but a message hangs on it. */
    boolean showsProgrammed(P source);

    /**
     * To be applied to the status of that source as it was seen: its uid and resourceVersion stand in it. Without the
     * latter the answer would bring along what others changed meanwhile, a deletion for instance, and the framework would
     * take all of it for our own write, which triggers nothing.
     */
    P showing(P source, Publication publication);
}
