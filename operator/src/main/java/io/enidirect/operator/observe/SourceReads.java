package io.enidirect.operator.observe;

import io.enidirect.crd.SourceRef;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The sources of a load balancer as one look sees them, and the Services, which feed them and may be sources themselves. */
final class SourceReads {
    private final ClusterCache cache;
    private final LiveReads live;
    private final Misses misses;
    private final Map<String, OfKind<?>> kinds = new HashMap<>();
    private final Lookup<Service> services;

    private record OfKind<P extends HasMetadata>(SourceStore<P> store, Lookup<P> objects) {
        /** Only an object that names a source comes here, so that its claim is one that was made. */
        Optional<Source> existing(SourceRef ref, ClusterCache cache) {
            return objects.of(ref).map(source -> new Source(ref, store.kind().claim(source, true, cache), source));
        }
    }

    SourceReads(ClusterCache cache, LiveReads live, Misses misses) {
        this.cache = cache;
        this.live = live;
        this.misses = misses;
        services = ofKind(cache.serviceSources()).objects();
        cache.sources().stream()
                .filter(store -> !kinds.containsKey(store.kind().name()))
                .forEach(this::ofKind);
    }

    private <P extends HasMetadata> OfKind<P> ofKind(SourceStore<P> store) {
        OfKind<P> kind = new OfKind<>(
                store,
                new Lookup<>(store.kind().type(), store.objects(), store.kind().trim()::forMain, live, misses));
        kinds.put(store.kind().name(), kind);
        return kind;
    }

    /** Empty where it is not there, or of a kind that nobody knows. */
    Optional<Source> existing(SourceRef ref) {
        return Optional.ofNullable(kinds.get(ref.kind())).flatMap(kind -> kind.existing(ref, cache));
    }

    Lookup<Service> services() {
        return services;
    }
}
