package io.enidirect.simulator.cloud;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Immutable maps that keep the order in which things were made. */
final class Ordered {
    private Ordered() {}

    static <K, V> Map<K, V> copyOf(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    static <K, V> Map<K, V> plus(Map<K, V> map, K key, V value) {
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return Collections.unmodifiableMap(copy);
    }

    static <K, V> Map<K, V> minus(Map<K, V> map, Iterable<? extends K> keys) {
        Map<K, V> copy = new LinkedHashMap<>(map);
        keys.forEach(copy::remove);
        return Collections.unmodifiableMap(copy);
    }

    /** Nothing happens to what is not there. */
    static <K, V> Map<K, V> changed(Map<K, V> map, K key, UnaryOperator<V> change) {
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.computeIfPresent(key, (same, old) -> change.apply(old));
        return Collections.unmodifiableMap(copy);
    }

    static <K, V> V require(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("There is no " + key);
        }
        return value;
    }
}
