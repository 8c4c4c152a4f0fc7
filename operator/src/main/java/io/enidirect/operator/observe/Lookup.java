package io.enidirect.operator.observe;

import io.enidirect.crd.SourceRef;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Objects of one kind by name, as one look at the cluster sees them: each is asked for at most once past its cache, where that
 * does not have it, or in outline only.
 */
final class Lookup<R extends HasMetadata> {
    private final Class<R> type;
    private final IndexedStore<R> store;
    private final LiveReads live;
    private final Map<String, Optional<R>> asked = new HashMap<>();

    Lookup(Class<R> type, IndexedStore<R> store, LiveReads live) {
        this.type = type;
        this.store = store;
        this.live = live;
    }

    /** The object of that uid. Where the cache has another one, either may be the older. */
    Optional<R> of(SourceRef ref) {
        String key = ref.namespace() + "/" + ref.name();
        return cached(key)
                .filter(object -> isOf(object, ref))
                .or(() -> read(key).filter(object -> isOf(object, ref)));
    }

    /**
     * The object of that name, whatever its uid.
     *
     * @param key {@code namespace/name}
     */
    Optional<R> at(String key) {
        return cached(key).or(() -> read(key));
    }

    private Optional<R> cached(String key) {
        Optional<R> read = asked.get(key);
        return read != null ? read : Optional.ofNullable(store.get(key)).filter(object -> !Outline.is(object));
    }

    private Optional<R> read(String key) {
        return asked.computeIfAbsent(key, name -> {
            String[] parts = name.split("/", 2);
            Optional<R> read = live.find(type, parts[0], parts[1]).map(store::trimmed);
            read.ifPresent(store::fill);
            return read;
        });
    }

    private boolean isOf(R object, SourceRef ref) {
        return ref.uid().equals(object.getMetadata().getUid());
    }
}
