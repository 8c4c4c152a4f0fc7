package io.enidirect.sandbox;

import java.time.Instant;

/** Rolls a Deployment over as {@code kubectl rollout restart} does. */
final class Rolling {

    private Rolling() {}

    static void restart(Cluster cluster, String namespace, String deployment) {
        cluster.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName(deployment)
                .edit(found -> found.edit()
                        .editSpec()
                        .editTemplate()
                        .editOrNewMetadata()
                        .addToAnnotations(
                                "kubectl.kubernetes.io/restartedAt",
                                Instant.now().toString())
                        .endMetadata()
                        .endTemplate()
                        .endSpec()
                        .build());
    }
}
