package io.enidirect.operator.metrics;

import java.util.List;

/** Every metric there is; the reference is written from these rows. */
enum Family {
    CLOUD_CALL(
            "eni_direct_cloud_call",
            Type.TIMER,
            List.of("action", "access", "outcome"),
            "Calls to the cloud, by the cloud's name of the call. `access` is `read` or `write`. `outcome` is `done`,"
                    + " `accepted` (a task goes on), `unsent` (its share of the rate limit was used up), or the kind of"
                    + " failure: `throttled`, `busy`, `not_found`, `conflict`, `quota`, `rejected`, `denied`,"
                    + " `unknown_outcome`, `unavailable`, `failed` (a fault of ours)."),
    RECONCILE(
            "eni_direct_reconcile",
            Type.TIMER,
            List.of("kind", "result"),
            "Reconciles by kind of object and by how they ended."),
    EVENT_TO_CALL(
            "eni_direct_event_to_call",
            Type.HISTOGRAM,
            List.of(),
            "From a change of a pod being seen to the call that follows from it being sent."),
    LOAD_BALANCERS(
            "eni_direct_load_balancers",
            Type.GAUGE,
            List.of("condition"),
            "Load balancers for which the condition is true; `all` counts each."),
    TARGETS(
            "eni_direct_targets",
            Type.GAUGE,
            List.of("state"),
            "Targets that are `wanted`, and those of them that a read of the cloud has `confirmed`."),
    TASKS_RUNNING(
            "eni_direct_tasks_running", Type.GAUGE, List.of(), "Calls that the cloud has accepted and not ended yet."),
    PROBLEMS("eni_direct_problems", Type.GAUGE, List.of("code"), "What users have to mend, by code.");

    enum Type {
        /** Exposed as {@code _seconds_count}, {@code _seconds_sum} and {@code _seconds_max}. */
        TIMER,
        /** As a timer, and {@code _seconds_bucket}. */
        HISTOGRAM,
        GAUGE
    }

    private final String id;
    private final Type type;
    private final List<String> labels;
    private final String meaning;

    Family(String id, Type type, List<String> labels, String meaning) {
        this.id = id;
        this.type = type;
        this.labels = labels;
        this.meaning = meaning;
    }

    String id() {
        return id;
    }

    Type type() {
        return type;
    }

    List<String> labels() {
        return labels;
    }

    String meaning() {
        return meaning;
    }

    /** As Prometheus sees it. */
    String exposed() {
        return type == Type.GAUGE ? id : id + "_seconds";
    }
}
