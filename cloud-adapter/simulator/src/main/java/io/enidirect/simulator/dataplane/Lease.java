package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.Frontend.Upstream;

/**
 * A connection's right to its target, which counts as one connection until it ends.
 *
 * @param end to be run exactly once
 */
record Lease(Upstream target, Runnable end) {}
