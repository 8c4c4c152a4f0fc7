package io.enidirect.sandbox;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Set;

/** The refusals that only say that somebody was faster; a watch brings what is true now. */
final class Overtaken {

    private static final Set<Integer> CODES = Set.of(HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT);

    private Overtaken() {}

    static boolean isCauseOf(RuntimeException e) {
        return e instanceof KubernetesClientException refusal && CODES.contains(refusal.getCode());
    }
}
