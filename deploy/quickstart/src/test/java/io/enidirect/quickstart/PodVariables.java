package io.enidirect.quickstart;

import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the kubelet would give a container: its variables by their sources, and its ServiceAccount's token. */
record PodVariables(Cluster cluster, String namespace, String pod) {
    /** What it gives every container as KUBERNETES_SERVICE_HOST: here the server has no other address. */
    private static final String API_SERVER = "127.0.0.1";

    private static final long HOUR = 3600;

    /** @throws IllegalStateException where the pod would not start */
    Map<String, String> of(Container container) {
        Map<String, String> variables = new HashMap<>();
        container
                .getEnv()
                .forEach(variable -> value(variable).ifPresent(value -> variables.put(variable.getName(), value)));
        return variables;
    }

    private Optional<String> value(EnvVar variable) {
        EnvVarSource from = variable.getValueFrom();
        if (from == null) {
            return Optional.of(variable.getValue().replace("$(KUBERNETES_SERVICE_HOST)", API_SERVER));
        }
        if (from.getSecretKeyRef() != null) {
            return secret(from.getSecretKeyRef());
        }
        return Optional.of(
                switch (from.getFieldRef().getFieldPath()) {
                    case "metadata.name" -> pod;
                    case "metadata.namespace" -> namespace;
                    default -> throw new IllegalStateException("not known here: " + variable);
                });
    }

    private Optional<String> secret(SecretKeySelector key) {
        Secret secret = cluster.client()
                .secrets()
                .inNamespace(namespace)
                .withName(key.getName())
                .require();
        Optional<String> value = Optional.ofNullable(secret.getData().get(key.getKey()))
                .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
        if (value.isEmpty() && !Boolean.TRUE.equals(key.getOptional())) {
            throw new IllegalStateException("the pod would not start: no " + key.getKey() + " in " + key.getName());
        }
        return value;
    }

    String token(String account) {
        return cluster.client()
                .serviceAccounts()
                .inNamespace(namespace)
                .withName(account)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(HOUR)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }
}
