package io.enidirect.operator.kinds;

import java.util.Set;

/**
 * What a source names as backends, whether it exists or not.
 *
 * @param services as {@code namespace/name}
 * @param externals ExternalBackends, likewise
 */
public record Backends(Set<String> services, Set<String> externals) {
    public static final Backends NONE = new Backends(Set.of(), Set.of());

    public Backends {
        services = Set.copyOf(services);
        externals = Set.copyOf(externals);
    }

    public static Backends service(String key) {
        return new Backends(Set.of(key), Set.of());
    }
}
