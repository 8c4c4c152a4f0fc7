package io.enidirect.simulator.dataplane;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP listener.
 *
 * @param defaultDomain the domain whose rules answer for unknown hosts; null without rules
 * @param rules in the order of their creation, which decides among regular expressions
 */
public record HttpFrontend(
        String listenerId, String vip, int port, @Nullable String defaultDomain, List<HttpRule> rules)
        implements Served {

    public HttpFrontend {
        rules = List.copyOf(rules);
    }

    @Override
    public String address() {
        return "HTTP " + vip + ":" + port;
    }

    @Override
    public String place() {
        return Frontend.Transport.TCP + " " + vip + ":" + port;
    }

    @Override
    public List<Backend> backends() {
        return rules.stream().map(HttpRule::backend).toList();
    }
}
