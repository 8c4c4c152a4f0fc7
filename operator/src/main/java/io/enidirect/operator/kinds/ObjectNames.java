package io.enidirect.operator.kinds;

import io.enidirect.crd.SourceRef;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** The names of what a front makes. */
public final class ObjectNames {
    private static final int LONGEST = 253;

    private ObjectNames() {}

    /** A Service's own CloudLoadBalancer. */
    public static String ofService(String namespace, String name) {
        return of(new SourceRef("Service", namespace, name, ""));
    }

    /** An Ingress's own CloudLoadBalancer. */
    public static String ofIngress(String namespace, String name) {
        return of(new SourceRef("Ingress", namespace, name, ""));
    }

    public static String of(SourceRef source) {
        return fit(source.kind().toLowerCase(Locale.ROOT) + "." + source.namespace() + "." + source.name());
    }

    /** Where the name is too long for Kubernetes, its end gives way to a hash of the whole. */
    private static String fit(String name) {
        if (name.length() <= LONGEST) {
            return name;
        }
        String hash =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        String kept = name.substring(0, LONGEST - hash.length() - 1);
        // a dot must not stand beside a hyphen
        return kept.replaceFirst("[.-]+$", "") + "-" + hash;
    }
}
