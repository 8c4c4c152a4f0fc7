package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.Frontend.Check;
import io.enidirect.simulator.dataplane.Frontend.Scheduler;
import io.enidirect.simulator.dataplane.Frontend.Upstream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule of an HTTP listener.
 *
 * @param session how a client stays with its target; round robin only (CLB documentation 214/6154)
 * @param redirect where requests are sent instead of to a target; null forwards them
 */
public record HttpRule(
        String id,
        String domain,
        String url,
        Scheduler scheduler,
        Session session,
        HttpCheck check,
        @Nullable Redirect redirect,
        List<Upstream> upstreams)
        implements Router.Location {

    /**
     * Persistence by an inserted cookie.
     *
     * @param seconds 0 for none, or how long after its last request a client keeps its target
     */
    public record Session(int seconds, String cookie) {}

    /**
     * How a target is probed over HTTP.
     *
     * @param host what is sent as Host; empty for the target's own address
     * @param codes bits of the status classes that are healthy: 1 for 1xx, 2 for 2xx up to 16 for 5xx
     */
    public record HttpCheck(Check timing, String method, String version, String host, String path, int codes) {

        boolean accepts(int status) {
            int statusClass = status / 100;
            return statusClass >= 1 && statusClass <= 5 && (codes & 1 << (statusClass - 1)) != 0;
        }
    }

    /**
     * The answer of a rule that is the source of a redirect.
     *
     * @param code 301, 302 or 307
     * @param path the path without query; empty where the client's path and query stay
     */
    public record Redirect(int code, Origin origin, String path) {}

    /** Where a redirect leads: {@code host} is empty where the client's own stays. */
    public record Origin(String scheme, String host, int port) {

        String with(String clientHost) {
            boolean usual = port == (scheme.equals("https") ? 443 : 80);
            return scheme + "://" + (host.isEmpty() ? clientHost : host) + (usual ? "" : ":" + port);
        }
    }

    public HttpRule {
        upstreams = List.copyOf(upstreams);
    }

    Backend backend() {
        return new Backend(id, scheduler, 0, check.timing(), upstreams);
    }
}
