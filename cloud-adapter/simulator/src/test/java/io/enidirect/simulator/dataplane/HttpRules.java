package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.Frontend.Check;
import io.enidirect.simulator.dataplane.Frontend.Scheduler;
import io.enidirect.simulator.dataplane.Frontend.Upstream;
import io.enidirect.simulator.dataplane.HttpRule.HttpCheck;
import io.enidirect.simulator.dataplane.HttpRule.Redirect;
import io.enidirect.simulator.dataplane.HttpRule.Session;
import java.util.List;

/** HTTP rules and frontends as the tests need them. */
final class HttpRules {
    static final String LISTENER = "lbl-http";
    static final Session NO_SESSION = new Session(0, "tgw_l7_route");

    private HttpRules() {}

    static HttpFrontend frontend(HttpRule... rules) {
        return new HttpFrontend(
                LISTENER, Frontends.VIP, 18_088, rules.length == 0 ? null : rules[0].domain(), List.of(rules));
    }

    /** Its id is made of domain and URL; it is not probed. */
    static HttpRule rule(String domain, String url, Upstream... upstreams) {
        return new HttpRule(
                domain + url,
                domain,
                url,
                Scheduler.WRR,
                NO_SESSION,
                check(Frontends.OFF, "/", 31),
                null,
                List.of(upstreams));
    }

    static HttpCheck check(Check timing, String path, int codes) {
        return new HttpCheck(timing, "HEAD", "HTTP/1.1", "probe.x", path, codes);
    }

    static HttpRule with(Scheduler scheduler, HttpRule rule) {
        return new HttpRule(
                rule.id(),
                rule.domain(),
                rule.url(),
                scheduler,
                rule.session(),
                rule.check(),
                rule.redirect(),
                rule.upstreams());
    }

    static HttpRule with(Session session, HttpRule rule) {
        return new HttpRule(
                rule.id(),
                rule.domain(),
                rule.url(),
                rule.scheduler(),
                session,
                rule.check(),
                rule.redirect(),
                rule.upstreams());
    }

    static HttpRule with(HttpCheck check, HttpRule rule) {
        return new HttpRule(
                rule.id(),
                rule.domain(),
                rule.url(),
                rule.scheduler(),
                rule.session(),
                check,
                rule.redirect(),
                rule.upstreams());
    }

    static HttpRule with(Redirect redirect, HttpRule rule) {
        return new HttpRule(
                rule.id(),
                rule.domain(),
                rule.url(),
                rule.scheduler(),
                rule.session(),
                rule.check(),
                redirect,
                rule.upstreams());
    }
}
