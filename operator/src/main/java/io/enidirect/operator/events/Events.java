package io.enidirect.operator.events;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Tells of an object what is new since it was last told of, in the background. Never throws, never blocks: what is refused,
 * or comes while a thousand others wait, is dropped.
 */
public final class Events implements AutoCloseable {
    private static final int WAITING = 1000;
    private static final int OBJECTS = 20_000;

    private final EventWriter writer;
    private final ExecutorService executor;
    private final Map<String, Set<Notice>> told = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<Notice>> eldest) {
            return size() > OBJECTS;
        }
    };

    /** @param instance tells this process from others in the events that it sends, for example the pod's name */
    public Events(KubernetesClient client, String instance, Clock clock) {
        writer = new EventWriter(client, instance, clock);
        executor = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                work -> {
                    Thread thread = new Thread(work, "events");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** @param notices all that is to be said of it now; one that was already told is not repeated while it stays */
    public void tell(HasMetadata object, Collection<Notice> notices) {
        Set<Notice> news = new LinkedHashSet<>(notices);
        synchronized (told) {
            Set<Notice> before = notices.isEmpty()
                    ? told.remove(object.getMetadata().getUid())
                    : told.put(object.getMetadata().getUid(), Set.copyOf(notices));
            if (before != null) {
                news.removeAll(before);
            }
        }
        news.forEach(notice -> send(object, notice));
    }

    /** Tells it whatever was told before. */
    public void send(HasMetadata object, Notice notice) {
        executor.execute(() -> writer.write(object, notice));
    }

    /** The object is gone. */
    public void forget(String uid) {
        synchronized (told) {
            told.remove(uid);
        }
    }

    /** What waits is dropped. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
