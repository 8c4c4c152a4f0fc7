package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.Frontend.Upstream;
import io.enidirect.simulator.dataplane.HttpRule.Session;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The cookie that keeps a client with its target. It names the target without telling its address. */
record SessionCookie(String ruleId, Session session) {

    String name() {
        return session.cookie();
    }

    String token(Upstream target) {
        byte[] name = (ruleId + " " + target.address()).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(name).toString().replace("-", "");
    }

    /** The value of Set-Cookie. Each answer renews it, so that the time counts from the last request. */
    String setting(Upstream target, TimeScale timeScale) {
        long seconds = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(timeScale.nanos(session.seconds())));
        return name() + "=" + token(target) + "; Max-Age=" + seconds + "; Path=/";
    }
}
