package io.enidirect.operator.desired.model;

import io.enidirect.operator.snapshot.Backend;

/**
 * A part that sends its clients to a rule of another listener of the same load balancer.
 *
 * @param target a rule that forwards
 * @param code 301, 302 or 307
 * @param keepsPath the client's path and query stay; otherwise the target's URL takes their place
 */
public record Redirect(Asked asked, Backend target, int code, boolean keepsPath) implements Part {
    public Redirect {
        if (asked.backend().rule() == null || target.rule() == null) {
            throw new IllegalArgumentException(
                    "A redirect leads from a rule to a rule, not from " + asked.backend() + " to " + target);
        }
    }

    @Override
    public Redirect with(Asked other) {
        return new Redirect(other, target, code, keepsPath);
    }
}
