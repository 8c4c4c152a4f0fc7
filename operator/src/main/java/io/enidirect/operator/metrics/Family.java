package io.enidirect.operator.metrics;

import java.util.List;

/** Every metric there is; the reference is written from these rows. */
enum Family {
    CLOUD_CALL(
            "eni_direct_cloud_call",
            Type.TIMER,
            List.of("action", "outcome"),
            "Calls that were sent to the cloud, or failed on the way, by the cloud's name of the call. `outcome` is `ok`"
                    + " (of an asynchronous call: accepted) or the kind of failure: `throttled`, `busy`, `not_found`,"
                    + " `conflict`, `quota`, `rejected`, `denied`, `unknown_outcome`, `unavailable`."),
    RECONCILE(
            "eni_direct_reconcile",
            Type.TIMER,
            List.of("kind", "result"),
            "Reconciles by kind of object. `result` is `done`, or `failed`: by an exception, and then tried again."),
    RECONCILE_PHASE(
            "eni_direct_reconcile_phase",
            Type.TIMER,
            List.of("phase"),
            "The steps of the reconciles of load balancers, each as often as it is taken: `observe` (caches to values),"
                    + " `desired`, `plan`, `apply` (one step to the cloud, with the record written ahead of it) and"
                    + " `report` (the status)."),
    EVENT_TO_CALL(
            "eni_direct_event_to_call",
            Type.HISTOGRAM,
            List.of(),
            "From a change of a Service, an EndpointSlice or a pod being seen to the first write to the cloud that"
                    + " follows from it being sent. Waiting for a task or for the rate limit is part of it."),
    LOAD_BALANCERS(
            "eni_direct_load_balancers",
            Type.GAUGE,
            List.of("condition"),
            "Load balancers for which the condition is true; `all` counts each."),
    TARGETS(
            "eni_direct_targets",
            Type.GAUGE,
            List.of("state"),
            "Targets that are `wanted`, and those of them that a read of the cloud has `confirmed`, as the status of"
                    + " the load balancers has it."),
    TASKS_RUNNING(
            "eni_direct_tasks_running", Type.GAUGE, List.of(), "Calls that the cloud has accepted and not ended yet."),
    PROBLEMS(
            "eni_direct_problems",
            Type.GAUGE,
            List.of("code"),
            "What users have to mend, by code, of sources without a load balancer and load balancers without a source, too;"
                    + " of each at most 8.");

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
