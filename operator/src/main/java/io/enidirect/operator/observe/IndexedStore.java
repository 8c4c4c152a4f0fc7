package io.enidirect.operator.observe;

import io.enidirect.operator.kubernetes.Unreadable;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an informer holds: each object trimmed to what is read, and found by more than its name.
 *
 * <p>The informer's own indexes take an updated object out before they put it in again, and readers don't wait: for a
 * moment it is in neither place. An event that is mapped in that moment would be lost, and an EndpointSlice taken for gone.
 * Here an object is put under its new keys first.
 *
 * <p>Read from any thread, written by the informer's. What it hands out is never changed.
 */
public final class IndexedStore<R extends HasMetadata> implements ItemStore<R> {
    private final UnaryOperator<R> trim;
    private final Map<String, R> items = new ConcurrentHashMap<>();
    private final List<Index> indexes = new CopyOnWriteArrayList<>();

    /** @param trim makes a copy with what is read, names and resourceVersion among it */
    public IndexedStore(UnaryOperator<R> trim) {
        this.trim = trim;
    }

    /**
     * A further way to find objects; made before the informer starts.
     *
     * @param keys of one object, the same before and after it is trimmed
     */
    public Index index(Function<R, Set<String>> keys) {
        Index index = new Index(keys);
        indexes.add(index);
        return index;
    }

    public Optional<R> find(String namespace, String name) {
        return Optional.ofNullable(items.get(Cache.namespaceKeyFunc(namespace, name)));
    }

    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** What would be kept of it. */
    R trimmed(R object) {
        return trim.apply(object);
    }

    /** Whether nothing of what is kept differs. */
    public boolean same(R kept, R incoming) {
        if (Unreadable.is(incoming)) {
            return true;
        }
        R trimmed = trim.apply(incoming);
        trimmed.getMetadata().setResourceVersion(kept.getMetadata().getResourceVersion());
        return trimmed.equals(kept);
    }

    @Override
    public String getKey(R item) {
        return Cache.metaNamespaceKeyFunc(item);
    }

    @Override
    public synchronized @Nullable R put(String key, R item) {
        if (Unreadable.is(item)) {
            // what was known of it stays, if anything was; to the informer it is one that has not changed
            return item;
        }
        R trimmed = trim.apply(item);
        indexes.forEach(index -> index.add(key, trimmed));
        R before = items.put(key, trimmed);
        if (before != null) {
            indexes.forEach(index -> index.remove(key, before, index.keys.apply(trimmed)));
        }
        return before;
    }

    @Override
    public synchronized @Nullable R remove(String key) {
        R before = items.remove(key);
        if (before != null) {
            indexes.forEach(index -> index.remove(key, before, Set.of()));
        }
        return before;
    }

    @Override
    public Stream<String> keySet() {
        return items.keySet().stream();
    }

    @Override
    public Stream<R> values() {
        return items.values().stream();
    }

    @Override
    public @Nullable R get(String key) {
        return items.get(key);
    }

    @Override
    public int size() {
        return items.size();
    }

    /** True: the first list's events wait until all of it is in, so that each finds what it refers to. */
    @Override
    public boolean isFullState() {
        return true;
    }

    /** One way to find objects. */
    public final class Index {
        private final Function<R, Set<String>> keys;
        private final Map<String, Set<String>> entries = new ConcurrentHashMap<>();

        private Index(Function<R, Set<String>> keys) {
            this.keys = keys;
        }

        public List<R> at(String key) {
            return entries.getOrDefault(key, Set.of()).stream()
                    .map(items::get)
                    .filter(Objects::nonNull)
                    // not one that is just on its way in or out
                    .filter(item -> keys.apply(item).contains(key))
                    .toList();
        }

        private void add(String item, R object) {
            keys.apply(object)
                    .forEach(key -> entries.compute(key, (k, items) -> {
                        Set<String> all = items == null ? ConcurrentHashMap.newKeySet() : items;
                        all.add(item);
                        return all;
                    }));
        }

        private void remove(String item, R object, Set<String> kept) {
            keys.apply(object).stream()
                    .filter(key -> !kept.contains(key))
                    .forEach(key -> entries.computeIfPresent(key, (k, items) -> {
                        items.remove(item);
                        return items.isEmpty() ? null : items;
                    }));
        }
    }
}
