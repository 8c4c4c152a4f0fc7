package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.DataPlane.Health;
import java.net.InetSocketAddress;
import java.util.Map;

/** A listener that listens. */
sealed interface OpenListener permits OpenFrontend, OpenHttpFrontend {

    Served served();

    /** Takes over another state of the same kind for the same place. */
    void update(Served next);

    void timeScaleChanged();

    /** Where it really listens. */
    InetSocketAddress address();

    /** Of the targets of one of its backends; empty for an unknown one. */
    Map<String, Health> health(String backendId);

    /** Ends what is open, and returns when the port is free. */
    void close();
}
