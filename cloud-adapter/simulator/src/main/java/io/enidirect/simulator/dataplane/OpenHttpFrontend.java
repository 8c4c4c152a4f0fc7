package io.enidirect.simulator.dataplane;

import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An HTTP listener that listens: its server, and its rules with their targets. */
final class OpenHttpFrontend implements OpenListener {
    private final HttpServers servers;
    private final HttpServers.Bound bound;
    private final EventLoopGroup group;
    private final Dialler dialler;
    private final TimeScale timeScale;
    private final Requests requests;
    private HttpFrontend frontend;
    private Map<String, OpenRule> rules = Map.of();

    private OpenHttpFrontend(
            HttpFrontend frontend, HttpServers servers, EventLoopGroup group, Dialler dialler, TimeScale timeScale) {
        this.frontend = frontend;
        this.servers = servers;
        this.group = group;
        this.dialler = dialler;
        this.timeScale = timeScale;
        this.requests = new Requests(new Forwarder(servers.client(), dialler));
        this.bound = servers.listen(frontend, requests);
    }

    static OpenHttpFrontend open(
            HttpFrontend frontend, HttpServers servers, EventLoopGroup group, Dialler dialler, TimeScale timeScale) {
        OpenHttpFrontend opened = new OpenHttpFrontend(frontend, servers, group, dialler, timeScale);
        opened.update(frontend);
        return opened;
    }

    @Override
    public Served served() {
        return frontend;
    }

    @Override
    public void update(Served next) {
        frontend = (HttpFrontend) next;
        Map<String, OpenRule> before = rules;
        Map<String, OpenRule> now = new HashMap<>();
        for (HttpRule rule : frontend.rules()) {
            now.put(rule.id(), open(before.get(rule.id()), rule));
        }
        rules = Map.copyOf(now);
        requests.follow(new Router<>(frontend.rules(), frontend.defaultDomain()), rules);
        before.forEach((id, rule) -> {
            if (!now.containsKey(id)) {
                rule.close();
            }
        });
    }

    private OpenRule open(@Nullable OpenRule before, HttpRule rule) {
        if (before != null) {
            before.update(rule);
            return before;
        }
        InetAddress source = bound.address().getAddress();
        return OpenRule.open(rule, group.next(), dialler, source, timeScale);
    }

    @Override
    public void timeScaleChanged() {
        rules.values().forEach(OpenRule::timeScaleChanged);
    }

    @Override
    public InetSocketAddress address() {
        return bound.address();
    }

    @Override
    public Map<String, DataPlane.Health> health(String backendId) {
        @Nullable OpenRule rule = rules.get(backendId);
        return rule == null ? Map.of() : rule.health();
    }

    @Override
    public void close() {
        rules.values().forEach(OpenRule::close);
        servers.close(bound.server());
    }
}
