package io.enidirect.operator.kubernetes;

import java.util.List;

/** The annotations that are read at all: those whose keys mean something to us, under whatever name behind the prefix. */
public final class KeptAnnotations {
    private static final List<String> PREFIXES = List.of(
            "eni-direct.io/",
            "service.cloud.tencent.com/",
            "service.kubernetes.io/",
            "ingress.cloud.tencent.com/",
            "kubernetes.io/ingress.",
            "kubernetes.io/service.",
            "nginx.ingress.kubernetes.io/",
            // Kubernetes' own word for source ranges, from before there was the field
            "service.beta.kubernetes.io/load-balancer-source-ranges");

    private KeptAnnotations() {}

    public static boolean contains(String key) {
        return PREFIXES.stream().anyMatch(key::startsWith);
    }
}
