package io.enidirect.operator.snapshot;

import io.enidirect.cloud.Target;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The targets behind each backend with their weights (0–100). Kept by backend, since that is how all of it is looked up: what
 * concerns one backend costs nothing of the others.
 */
public final class Attachments {
    public static final Attachments NONE = new Attachments(Map.of());

    /** Without backends that have none. */
    private final Map<Backend, Map<Target, Integer>> byBackend;

    private Attachments(Map<Backend, Map<Target, Integer>> byBackend) {
        this.byBackend = byBackend;
    }

    /** The targets of one backend with their weights, in no order; empty where it has none or is not there. */
    public Map<Target, Integer> behind(Backend backend) {
        return byBackend.getOrDefault(backend, Map.of());
    }

    /** Null where it is not attached. */
    public @Nullable Integer weight(Attachment attachment) {
        return behind(attachment.backend()).get(attachment.target());
    }

    public boolean has(Attachment attachment) {
        return weight(attachment) != null;
    }

    /** Those with a target at least, in no order. */
    public Set<Backend> backends() {
        return byBackend.keySet();
    }

    public Stream<Attachment> all() {
        return byBackend.entrySet().stream()
                .flatMap(entry ->
                        entry.getValue().keySet().stream().map(target -> new Attachment(entry.getKey(), target)));
    }

    /** Each address once, whatever it stands behind. */
    public Set<String> addresses() {
        return byBackend.values().stream()
                .flatMap(targets -> targets.keySet().stream())
                .map(Target::ip)
                .collect(Collectors.toSet());
    }

    public int size() {
        return byBackend.values().stream().mapToInt(Map::size).sum();
    }

    public boolean isEmpty() {
        return byBackend.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attachments attachments && byBackend.equals(attachments.byBackend);
    }

    @Override
    public int hashCode() {
        return byBackend.hashCode();
    }

    @Override
    public String toString() {
        return byBackend.toString();
    }

    /** The next ones, from those before: only the backends that are touched are copied. */
    static final class Change {
        private final Map<Backend, Map<Target, Integer>> byBackend;
        private final Set<Backend> copied = new HashSet<>();

        Change(Attachments before) {
            byBackend = new HashMap<>(before.byBackend);
        }

        void put(Attachment attachment, int weight) {
            writable(attachment.backend()).put(attachment.target(), weight);
        }

        void remove(Attachment attachment) {
            writable(attachment.backend()).remove(attachment.target());
        }

        void remove(Backend backend) {
            byBackend.remove(backend);
            copied.remove(backend);
        }

        void clear() {
            byBackend.clear();
            copied.clear();
        }

        private Map<Target, Integer> writable(Backend backend) {
            Map<Target, Integer> before = byBackend.getOrDefault(backend, Map.of());
            if (!copied.add(backend)) {
                return before;
            }
            Map<Target, Integer> copy = new HashMap<>(before);
            byBackend.put(backend, copy);
            return copy;
        }

        Attachments done() {
            copied.forEach(backend -> byBackend.computeIfPresent(
                    backend, (key, targets) -> targets.isEmpty() ? null : Collections.unmodifiableMap(targets)));
            copied.clear();
            return new Attachments(Collections.unmodifiableMap(new HashMap<>(byBackend)));
        }
    }
}
