package io.enidirect.simulator.dataplane;

import java.util.List;

/** A listener as the data plane serves it: one immutable state, replaced as a whole. */
public sealed interface Served permits Frontend, HttpFrontend {

    /** Identifies it over all changes. */
    String listenerId();

    /** The address that clients of the cloud would use. */
    String vip();

    int port();

    /** {@code PROTOCOL vip:port}, as it is shown. */
    String address();

    /** {@code TRANSPORT vip:port}, the place that only one listener can have. */
    String place();

    /** What its targets stand behind: on L4 the listener itself, on L7 its rules. */
    List<Backend> backends();
}
