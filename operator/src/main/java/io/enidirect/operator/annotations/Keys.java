package io.enidirect.operator.annotations;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The keys that are read: what they begin with, and the name that follows. */
final class Keys {
    static final String SERVICE = "service.cloud.tencent.com/";
    static final String SERVICE_OLD = "service.kubernetes.io/";
    static final String SERVICE_OLDEST = "kubernetes.io/service.";
    static final String INGRESS = "ingress.cloud.tencent.com/";
    static final String INGRESS_OLD = "kubernetes.io/ingress.";
    static final String NGINX = "nginx.ingress.kubernetes.io/";
    static final String OURS = "eni-direct.io/";

    private static final List<String> PREFIXES =
            List.of(SERVICE, SERVICE_OLD, SERVICE_OLDEST, INGRESS, INGRESS_OLD, NGINX, OURS);

    private Keys() {}

    /** By which keys of whatever prefix and case are compared; empty where it is none of these. */
    static Optional<String> name(String key) {
        return PREFIXES.stream().anyMatch(prefix -> key.regionMatches(true, 0, prefix, 0, prefix.length()))
                ? Optional.of(bareName(key))
                : Optional.empty();
    }

    private static String bareName(String key) {
        return key.substring(key.indexOf('/') + 1).toLowerCase(Locale.ROOT).replaceFirst("^(service|ingress)\\.", "");
    }
}
