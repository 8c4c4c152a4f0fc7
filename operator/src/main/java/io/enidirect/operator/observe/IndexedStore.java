package io.enidirect.operator.observe;

import io.enidirect.operator.kinds.Outline;
import io.enidirect.operator.kubernetes.Unreadable;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
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
    private final Predicate<R> inFull;
    private final UnaryOperator<R> outline;
    private final Map<String, Item<R>> items = new ConcurrentHashMap<>();
    /** The same by namespace and name, for who asks for tens of thousands of one namespace: without a text made for each. */
    private final Map<String, Map<String, R>> byName = new ConcurrentHashMap<>();

    private final List<Index> indexes = new CopyOnWriteArrayList<>();

    /** @param keys by which each index has it, in their order */
    private record Item<R>(R object, List<Set<String>> keys) {}

    /**
     * What a put did.
     *
     * @param same nothing of what is kept differs but the version
     */
    record Put<R>(@Nullable R before, R now, boolean same) {}

    /** @param trim makes a copy with what is read, names and resourceVersion among it */
    public IndexedStore(UnaryOperator<R> trim) {
        this(trim, object -> true, UnaryOperator.identity());
    }

    /**
     * One that does not keep every object in full.
     *
     * @param inFull whether somebody is concerned with an object, as it comes
     * @param outline what is kept of the others
     */
    IndexedStore(UnaryOperator<R> trim, Predicate<R> inFull, UnaryOperator<R> outline) {
        this.trim = trim;
        this.inFull = inFull;
        this.outline = outline;
    }

    /**
     * A further way to find objects; made before the informer starts.
     *
     * @param keys of one object as it is kept
     */
    public Index index(Function<R, Set<String>> keys) {
        Index index = new Index(keys, indexes.size());
        indexes.add(index);
        return index;
    }

    public Optional<R> find(String namespace, String name) {
        return Optional.ofNullable(in(namespace).get(name));
    }

    /** Those of a namespace, by name, as they are at each look. */
    Map<String, R> in(String namespace) {
        return byName.getOrDefault(namespace, Map.of());
    }

    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** What would be kept of it where somebody is concerned with it. */
    R trimmed(R object) {
        return trim.apply(object);
    }

    private R kept(R object) {
        return inFull.test(object) ? trim.apply(object) : outline.apply(object);
    }

    /** Whether nothing of what is kept differs. */
    public boolean same(R kept, R incoming) {
        return Unreadable.is(incoming) || sameBut(kept, kept(incoming));
    }

    /** @param mine nobody else has it yet */
    private boolean sameBut(R before, R mine) {
        String version = mine.getMetadata().getResourceVersion();
        mine.getMetadata().setResourceVersion(before.getMetadata().getResourceVersion());
        boolean same = mine.equals(before);
        mine.getMetadata().setResourceVersion(version);
        return same;
    }

    /**
     * Puts what was read by somebody who is concerned with it in the place of its outline. Only of the same version: the
     * informer would take a newer one, when it brings it, for no change, and nobody else would hear of that.
     */
    synchronized void fill(R read) {
        R kept = get(getKey(read));
        if (kept != null
                && Outline.is(kept)
                && Objects.equals(
                        kept.getMetadata().getResourceVersion(),
                        read.getMetadata().getResourceVersion())) {
            replace(getKey(read), read);
        }
    }

    @Override
    public String getKey(R item) {
        return Cache.metaNamespaceKeyFunc(item);
    }

    @Override
    public @Nullable R put(String key, R item) {
        // what was known of it stays, if anything was; to the informer it is one that has not changed
        return Unreadable.is(item) ? item : replace(key, item).before();
    }

    synchronized Put<R> replace(String key, R item) {
        R now = kept(item);
        Item<R> known = items.get(key);
        boolean same = known != null && sameBut(known.object(), now);
        Item<R> next = new Item<>(
                now, indexes.stream().map(index -> index.keys.apply(now)).toList());
        indexes.forEach(index -> index.add(key, next));
        items.put(key, next);
        byName.computeIfAbsent(namespace(now), namespace -> new ConcurrentHashMap<>())
                .put(now.getMetadata().getName(), now);
        if (known == null) {
            return new Put<>(null, now, false);
        }
        indexes.forEach(index -> index.remove(key, known, index.of(next)));
        return new Put<>(known.object(), now, same);
    }

    @Override
    public synchronized @Nullable R remove(String key) {
        Item<R> known = items.remove(key);
        if (known == null) {
            return null;
        }
        byName.computeIfPresent(namespace(known.object()), (namespace, names) -> {
            names.remove(known.object().getMetadata().getName());
            return names.isEmpty() ? null : names;
        });
        indexes.forEach(index -> index.remove(key, known, Set.of()));
        return known.object();
    }

    private String namespace(R object) {
        String namespace = object.getMetadata().getNamespace();
        return namespace == null ? "" : namespace;
    }

    @Override
    public Stream<String> keySet() {
        return items.keySet().stream();
    }

    @Override
    public Stream<R> values() {
        return items.values().stream().map(Item::object);
    }

    @Override
    public @Nullable R get(String key) {
        Item<R> item = items.get(key);
        return item == null ? null : item.object();
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
        private final int place;
        private final Map<String, Set<String>> entries = new ConcurrentHashMap<>();
        /** The few keys that more than one object has. */
        private final Set<String> crowded = ConcurrentHashMap.newKeySet();

        private Index(Function<R, Set<String>> keys, int place) {
            this.keys = keys;
            this.place = place;
        }

        public List<R> at(String key) {
            Set<String> names = entries.get(key);
            if (names == null) {
                return List.of();
            }
            List<R> found = new ArrayList<>(1);
            for (String name : names) {
                Item<R> item = items.get(name);
                // not one that is just on its way in or out
                if (item != null && of(item).contains(key)) {
                    found.add(item.object());
                }
            }
            return Collections.unmodifiableList(found);
        }

        /** Whether more than one object has this key; for a moment also while one comes, goes or changes. */
        boolean crowded(String key) {
            return crowded.contains(key);
        }

        boolean has(String key) {
            return entries.containsKey(key) && !at(key).isEmpty();
        }

        private Set<String> of(Item<R> item) {
            return item.keys().get(place);
        }

        private void add(String name, Item<R> item) {
            of(item).forEach(key ->
                    entries.compute(key, (k, names) -> names == null ? Set.of(name) : with(k, names, name)));
        }

        private void remove(String name, Item<R> item, Set<String> kept) {
            of(item).stream()
                    .filter(key -> !kept.contains(key))
                    .forEach(key -> entries.computeIfPresent(key, (k, names) -> without(k, names, name)));
        }

        /** Mostly a key is one object's, and there are tens of thousands: a set of one takes a tenth of one that grows. */
        private Set<String> with(String key, Set<String> names, String name) {
            if (names.contains(name)) {
                return names;
            }
            Set<String> all = names;
            if (names.size() == 1) {
                all = ConcurrentHashMap.newKeySet();
                all.addAll(names);
                crowded.add(key);
            }
            all.add(name);
            return all;
        }

        private @Nullable Set<String> without(String key, Set<String> names, String name) {
            if (names.size() == 1) {
                return names.contains(name) ? null : names;
            }
            names.remove(name);
            if (names.size() > 1) {
                return names;
            }
            crowded.remove(key);
            return Set.copyOf(names);
        }
    }
}
