package io.enidirect.operator.kinds;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** What is kept of a kind of source: anybody may make thousands of them, and a change of anything else is no event. */
public interface SourceTrim<P extends HasMetadata> {

    /** All that anybody looks at. */
    P full(P source);

    /** Whether it is kept in full, although no load balancer is concerned with it. */
    boolean alwaysFull(P source);

    /** What is kept of one that no load balancer is concerned with, bearing the mark of {@link Outline}. */
    P outline(P source);

    /** What its front looks at: with its status, to publish it. */
    P forFront(P source);

    /** What the main reconciler looks at: without its status, from which nothing is decided. */
    P forMain(P source);
}
