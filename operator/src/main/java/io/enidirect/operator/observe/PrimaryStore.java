package io.enidirect.operator.observe;

import io.enidirect.operator.kubernetes.Unreadable;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store that tells what its informer, to which nobody else can listen, does to it. */
final class PrimaryStore<R extends HasMetadata> implements ItemStore<R> {
    private final Watched<R> watched;
    private final IndexedStore<R> store;

    PrimaryStore(Watched<R> watched) {
        this.watched = watched;
        this.store = watched.store();
    }

    @Override
    public @Nullable R put(String key, R item) {
        if (Unreadable.is(item)) {
            return store.put(key, item);
        }
        IndexedStore.Put<R> put = store.replace(key, item);
        R before = put.before();
        if (before == null) {
            watched.added(put.now());
        } else if (!put.same()) {
            watched.changed(before, put.now());
        }
        return before;
    }

    @Override
    public @Nullable R remove(String key) {
        R before = store.remove(key);
        if (before != null) {
            watched.removed(before);
        }
        return before;
    }

    @Override
    public String getKey(R item) {
        return store.getKey(item);
    }

    @Override
    public Stream<String> keySet() {
        return store.keySet();
    }

    @Override
    public Stream<R> values() {
        return store.values();
    }

    @Override
    public @Nullable R get(String key) {
        return store.get(key);
    }

    @Override
    public int size() {
        return store.size();
    }

    @Override
    public boolean isFullState() {
        return store.isFullState();
    }
}
