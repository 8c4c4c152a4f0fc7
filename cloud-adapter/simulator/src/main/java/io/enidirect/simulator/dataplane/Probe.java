package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.Frontend.Upstream;
import io.netty.util.concurrent.Future;

/** Asks a target once whether it lives. */
interface Probe {

    /** Never fails: a target that is nowhere on this machine is not alive. */
    Future<Boolean> of(Upstream target, int timeoutMillis);
}
