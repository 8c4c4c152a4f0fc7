package io.enidirect.operator.events;

import io.fabric8.kubernetes.api.model.ObjectReference;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What waits to be told: of each object the newest, and namespaces take turns. */
final class Waiting {
    /** More is dropped, of the namespace that has most. */
    private static final int OBJECTS = 1000;

    /** What is to be told of one object. */
    record Entry(ObjectReference whom, List<Notice> notices) {}

    private final Map<String, Map<String, Entry>> namespaces = new LinkedHashMap<>();
    private int size;

    /** Takes the place of what waits for this object, in its place; with nothing to tell it waits no more. */
    void put(ObjectReference whom, List<Notice> notices) {
        put(whom.getUid(), whom, notices);
    }

    /** Waits beside what else is to be told of this object. */
    void putBeside(ObjectReference whom, Notice notice) {
        put(whom.getUid() + " beside", whom, List.of(notice));
    }

    private synchronized void put(String key, ObjectReference whom, List<Notice> notices) {
        String namespace = Objects.requireNonNullElse(whom.getNamespace(), "");
        if (notices.isEmpty()) {
            Map<String, Entry> objects = namespaces.get(namespace);
            if (objects != null && objects.remove(key) != null) {
                size--;
                removeIfEmpty(namespace, objects);
            }
            return;
        }
        Map<String, Entry> objects = namespaces.computeIfAbsent(namespace, first -> new LinkedHashMap<>());
        if (objects.put(key, new Entry(whom, List.copyOf(notices))) == null && ++size > OBJECTS) {
            dropOne();
        }
        notifyAll();
    }

    /** Waits for one. */
    synchronized Entry take() throws InterruptedException {
        while (size == 0) {
            wait();
        }
        String namespace = namespaces.keySet().iterator().next();
        Map<String, Entry> objects = Objects.requireNonNull(namespaces.remove(namespace));
        Entry next = first(objects);
        if (!objects.isEmpty()) {
            namespaces.put(namespace, objects); // at the end
        }
        return next;
    }

    private void dropOne() {
        namespaces.entrySet().stream()
                .max(Comparator.comparingInt(namespace -> namespace.getValue().size()))
                .ifPresent(most -> {
                    first(most.getValue());
                    removeIfEmpty(most.getKey(), most.getValue());
                });
    }

    private Entry first(Map<String, Entry> objects) {
        String uid = objects.keySet().iterator().next();
        size--;
        return Objects.requireNonNull(objects.remove(uid));
    }

    private void removeIfEmpty(String namespace, Map<String, Entry> objects) {
        if (objects.isEmpty()) {
            namespaces.remove(namespace);
        }
    }
}
