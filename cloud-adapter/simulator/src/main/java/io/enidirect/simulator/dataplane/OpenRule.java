package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.DataPlane.Health;
import io.enidirect.simulator.dataplane.Frontend.Scheduler;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/** A rule in service: its targets and their probes. Changed by the data plane, read by the threads of requests. */
final class OpenRule {
    private final EventLoop loop;
    private final Dialler dialler;
    private final InetAddress source;
    private final TimeScale timeScale;
    private final Pool pool;
    private volatile HttpRule rule;
    private Probes probes;

    private OpenRule(HttpRule rule, EventLoop loop, Dialler dialler, InetAddress source, TimeScale timeScale) {
        this.rule = rule;
        this.loop = loop;
        this.dialler = dialler;
        this.source = source;
        this.timeScale = timeScale;
        this.pool = new Pool(rule.backend(), new Balancer(new Sessions(System::nanoTime)), timeScale);
        this.probes = probes(rule);
    }

    /** Its probes come from {@code source}. */
    static OpenRule open(HttpRule rule, EventLoop loop, Dialler dialler, InetAddress source, TimeScale timeScale) {
        OpenRule opened = new OpenRule(rule, loop, dialler, source, timeScale);
        opened.probes.restart();
        return opened;
    }

    private Probes probes(HttpRule of) {
        return new Probes(of.backend(), loop, new HttpProbe(of.check(), loop, dialler, source), pool, timeScale);
    }

    HttpRule rule() {
        return rule;
    }

    void update(HttpRule next) {
        boolean sameCheck = next.check().equals(rule.check());
        rule = next;
        pool.update(next.backend());
        if (sameCheck) {
            probes.update(next.backend());
        } else {
            probes.stop();
            probes = probes(next);
            probes.restart();
        }
    }

    void timeScaleChanged() {
        probes.restart();
    }

    Map<String, Health> health() {
        return pool.health();
    }

    /** A target for a request, and for clients that are to stay with it the cookie by which they will. */
    Optional<Turn> turn(InetAddress client, CookieJar sent) {
        HttpRule now = rule;
        if (now.session().seconds() == 0 || now.scheduler() != Scheduler.WRR) {
            return pool.lease(client).map(lease -> new Turn(lease, Optional.empty()));
        }
        SessionCookie cookie = new SessionCookie(now.id(), now.session());
        return sent.get(cookie.name())
                .flatMap(token -> pool.lease(target -> cookie.token(target).equals(token)))
                .or(() -> pool.lease(client))
                .map(lease -> new Turn(lease, Optional.of(cookie.setting(lease.target(), timeScale))));
    }

    /** The cookies of a request. */
    interface CookieJar {
        Optional<String> get(String name);
    }

    /** A request's right to its target; {@code setCookie} goes with the answer. */
    record Turn(Lease lease, Optional<String> setCookie) {}

    void close() {
        probes.stop();
    }
}
