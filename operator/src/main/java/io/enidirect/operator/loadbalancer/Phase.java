package io.enidirect.operator.loadbalancer;

import java.util.Locale;

/** The five steps of a reconcile, as the metric names them. */
enum Phase {
    OBSERVE,
    DESIRED,
    PLAN,
    APPLY,
    REPORT;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
