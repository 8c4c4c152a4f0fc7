package io.enidirect.operator.kinds.service;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.HealthCheck;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.record.Setting;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Service's spec says of all its listeners.
 *
 * @param sessionSeconds 30–3600; null: it says nothing of sessions, as Kubernetes' default does
 */
record ServiceSettings(@Nullable Integer sessionSeconds, List<Problem> problems) {
    /** The cloud's range for a session by source address (CLB documentation 214/6154). */
    private static final int SHORTEST = 30;

    private static final int LONGEST = 3600;
    /** What Kubernetes writes where the user says nothing: to move it into the range is no news. */
    private static final int KUBERNETES_DEFAULT = 10800;

    static ServiceSettings of(Service service) {
        String name = "Service " + service.getMetadata().getNamespace() + "/"
                + service.getMetadata().getName();
        List<Problem> problems = new ArrayList<>();
        return new ServiceSettings(session(service.getSpec(), name, problems), List.copyOf(problems));
    }

    /** With what is ours to say of each listener. */
    BackendSettings over(HealthCheck healthCheck) {
        return new BackendSettings(null, sessionSeconds, healthCheck);
    }

    /** Which of them a user's word set. */
    Set<Setting> named() {
        return sessionSeconds == null ? Set.of() : Set.of(Setting.SESSION);
    }

    /** Clients of rules are told apart by a cookie, not by their address. */
    Problem notOfRules(SourceRef source) {
        return Problem.of(
                Code.UNSUPPORTED,
                new Place(source.toString(), "spec.sessionAffinity"),
                "ClientIP",
                new Wording(
                        "behind an HTTP listener a client does not stay with its target by its address",
                        "Set a session for that listener in a TkeServiceConfig; the other ports have it"));
    }

    private static @Nullable Integer session(ServiceSpec spec, String name, List<Problem> problems) {
        if (!"ClientIP".equals(spec.getSessionAffinity())) {
            return null;
        }
        Integer asked = spec.getSessionAffinityConfig() == null
                        || spec.getSessionAffinityConfig().getClientIP() == null
                ? null
                : spec.getSessionAffinityConfig().getClientIP().getTimeoutSeconds();
        int seconds = asked == null ? KUBERNETES_DEFAULT : asked;
        int clamped = Math.max(SHORTEST, Math.min(LONGEST, seconds));
        if (clamped != seconds && seconds != KUBERNETES_DEFAULT) {
            problems.add(Problem.of(
                    Code.CLAMPED,
                    new Place(name, "spec.sessionAffinityConfig.clientIP.timeoutSeconds"),
                    Integer.toString(seconds),
                    new Wording(
                            "a session lasts " + SHORTEST + "–" + LONGEST + " s, so " + clamped + " is used",
                            "Write a value in that range")));
        }
        return clamped;
    }
}
