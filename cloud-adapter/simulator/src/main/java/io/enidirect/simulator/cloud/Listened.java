package io.enidirect.simulator.cloud;

import io.enidirect.simulator.dataplane.Frontend;
import io.enidirect.simulator.dataplane.Frontend.Transport;
import io.enidirect.simulator.dataplane.Frontend.Upstream;
import io.enidirect.simulator.dataplane.HttpFrontend;
import io.enidirect.simulator.dataplane.HttpRule;
import io.enidirect.simulator.dataplane.HttpRule.HttpCheck;
import io.enidirect.simulator.dataplane.HttpRule.Origin;
import io.enidirect.simulator.dataplane.HttpRule.Redirect;
import io.enidirect.simulator.dataplane.HttpRule.Session;
import io.enidirect.simulator.dataplane.Served;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Listeners and their rules, as the data plane knows them. */
final class Listened {
    /** The cookie that CLB inserts where a rule names none. */
    private static final String COOKIE = "tgw_l7_route";

    private Listened() {}

    /** What listens on a load balancer, by listener id: nothing without an address, or in arrears. */
    static Map<String, Served> by(LoadBalancer loadBalancer) {
        Map<String, Served> listened = new LinkedHashMap<>();
        String vip = loadBalancer.vip();
        if (vip != null && !loadBalancer.isolated()) {
            loadBalancer.listeners().forEach((id, listener) -> listened.put(id, of(loadBalancer, listener, vip)));
        }
        return listened;
    }

    private static Served of(LoadBalancer loadBalancer, Listener listener, String vip) {
        return listener.protocol().layer7() ? layer7(loadBalancer, listener, vip) : layer4(listener, vip);
    }

    private static Frontend layer4(Listener listener, String vip) {
        Params settings = listener.settings();
        return new Frontend(
                listener.id(),
                listener.protocol().udp() ? Transport.UDP : Transport.TCP,
                vip,
                listener.port(),
                scheduler(settings),
                settings.numberOr("SessionExpireTime", 0),
                Defaults.check(settings),
                upstreams(listener.targets()));
    }

    private static HttpFrontend layer7(LoadBalancer loadBalancer, Listener listener, String vip) {
        List<HttpRule> rules = listener.rules().values().stream()
                .map(rule -> rule(loadBalancer, rule))
                .toList();
        return new HttpFrontend(listener.id(), vip, listener.port(), listener.defaultDomain(), rules);
    }

    private static HttpRule rule(LoadBalancer loadBalancer, Rule rule) {
        Params settings = rule.settings();
        return new HttpRule(
                rule.id(),
                rule.domain(),
                rule.url(),
                scheduler(settings),
                new Session(settings.numberOr("SessionExpireTime", 0), settings.textOr("CookieName", COOKIE)),
                check(rule),
                redirect(loadBalancer, rule),
                upstreams(rule.targets()));
    }

    private static HttpCheck check(Rule rule) {
        Params check = rule.settings().object("HealthCheck").orElseThrow();
        return new HttpCheck(
                Defaults.check(rule.settings()),
                check.textOr("HttpCheckMethod", "HEAD"),
                check.textOr("HttpVersion", "HTTP/1.1"),
                check.textOr("HttpCheckDomain", literal(rule.domain())),
                check.textOr("HttpCheckPath", "/"),
                check.numberOr("HttpCode", 31));
    }

    /** A host that requests can name, or nothing for a domain that stands for many. */
    private static String literal(String domain) {
        return domain.startsWith("~") || domain.contains("*") ? "" : domain;
    }

    private static @Nullable Redirect redirect(LoadBalancer loadBalancer, Rule rule) {
        return rule.settings()
                .object(Rewrites.FIELD)
                .map(rewrite -> redirect(loadBalancer, rule, rewrite))
                .orElse(null);
    }

    /** Within one domain the client's own host stays, which is what a wildcard or the default domain needs. */
    private static Redirect redirect(LoadBalancer loadBalancer, Rule from, Params rewrite) {
        Listener listener = Ordered.require(loadBalancer.listeners(), rewrite.text("TargetListenerId"));
        Rule to = Ordered.require(listener.rules(), rewrite.text("TargetLocationId"));
        String host = to.domain().equals(from.domain()) ? "" : literal(to.domain());
        return new Redirect(
                rewrite.numberOr("RewriteCode", 301),
                new Origin(listener.protocol() == Protocol.HTTPS ? "https" : "http", host, listener.port()),
                rewrite.flag("TakeUrl") ? "" : path(to.url()));
    }

    /** The path of a URL, or the root for a regular expression. */
    private static String path(String url) {
        return url.startsWith("~") ? "/" : url.substring(url.indexOf('/'));
    }

    private static Frontend.Scheduler scheduler(Params settings) {
        return Frontend.Scheduler.valueOf(settings.textOr("Scheduler", "WRR"));
    }

    private static List<Upstream> upstreams(List<Target> targets) {
        return targets.stream()
                .map(target -> new Upstream(target.ip(), target.port(), target.weight()))
                .toList();
    }
}
