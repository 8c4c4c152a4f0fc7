package io.enidirect.operator.observe;

import io.enidirect.crd.SourceRef;
import io.enidirect.operator.kinds.Outline;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Objects of one kind by name, as one look at the cluster sees them: each is asked for at most once past its cache, where that
 * does not have it, or in outline only.
 */
final class Lookup<R extends HasMetadata> {
    private final Class<R> type;
    private final IndexedStore<R> store;
    private final UnaryOperator<R> view;
    private final LiveReads live;
    private final Misses misses;
    private final Map<String, Optional<R>> asked = new HashMap<>();

    /** @param view what is looked at, of an object as it is kept */
    Lookup(Class<R> type, IndexedStore<R> store, UnaryOperator<R> view, LiveReads live, Misses misses) {
        this.type = type;
        this.store = store;
        this.view = view;
        this.live = live;
        this.misses = misses;
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
     * @param needed whether something programmed hangs on it; otherwise what the cache misses is missing, until an event
     *     tells that it is there
     */
    Optional<R> at(String key, boolean needed) {
        return cached(key)
                .or(() -> inOutline(key) || (needed && !misses.recent(type, key)) ? read(key) : Optional.empty());
    }

    /** It is there: no event would tell of that. */
    private boolean inOutline(String key) {
        R kept = store.get(key);
        return kept != null && Outline.is(kept);
    }

    private Optional<R> cached(String key) {
        Optional<R> read = asked.get(key);
        return read != null
                ? read
                : Optional.ofNullable(store.get(key))
                        .filter(object -> !Outline.is(object))
                        .map(view);
    }

    private Optional<R> read(String key) {
        return asked.computeIfAbsent(key, name -> {
            String[] parts = name.split("/", 2);
            Optional<R> found = live.find(type, parts[0], parts[1]).map(store::trimmed);
            found.ifPresentOrElse(store::fill, () -> misses.add(type, key));
            return found.map(view);
        });
    }

    private boolean isOf(R object, SourceRef ref) {
        return ref.uid().equals(object.getMetadata().getUid());
    }
}
