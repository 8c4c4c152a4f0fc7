package io.enidirect.simulator.dataplane;

/** What a {@link Router} says about a request. */
public sealed interface Route<L> {

    /** A location answers. */
    record To<L>(L location) implements Route<L> {}

    /** A 301 to the path that only lacked its last slash. */
    record Slash<L>(String path) implements Route<L> {}

    /** A 404: the domain has no such URL, or there is no domain at all. */
    record Nowhere<L>() implements Route<L> {}
}
