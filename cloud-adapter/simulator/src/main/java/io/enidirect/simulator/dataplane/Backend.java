package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.Frontend.Check;
import io.enidirect.simulator.dataplane.Frontend.Scheduler;
import io.enidirect.simulator.dataplane.Frontend.Upstream;
import java.util.List;

/**
 * Targets among which traffic is balanced.
 *
 * @param id of the listener on L4, of the rule on L7
 * @param sessionSeconds 0, or how long a source address stays with its target after its last new connection
 */
public record Backend(String id, Scheduler scheduler, int sessionSeconds, Check check, List<Upstream> upstreams) {

    public Backend {
        upstreams = List.copyOf(upstreams);
    }
}
