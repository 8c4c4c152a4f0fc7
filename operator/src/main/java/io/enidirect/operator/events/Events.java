package io.enidirect.operator.events;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Tells of an object what is new since it was last told of, in the background. Never throws, never blocks. Whoever has much
 * to be told waits behind his own: one entry an object, and namespaces take turns. What could not be told counts as untold,
 * and is told when the object is spoken of again.
 */
public final class Events implements AutoCloseable {
    /** More problems than that of one object are not told one by one. */
    private static final int NOTICES = 16;

    private final EventWriter writer;
    private final Told told;
    private final Waiting waiting = new Waiting();
    private final Thread thread = new Thread(this::write, "events");

    /** @param instance tells this process from others in the events that it sends, for example the pod's name */
    public Events(KubernetesClient client, String instance, Clock clock) {
        writer = new EventWriter(client, instance, clock);
        told = new Told(clock);
        thread.setDaemon(true);
        thread.start();
    }

    /** @param notices all that is to be said of it now; one that was already told is not repeated while it stays */
    public void tell(HasMetadata object, Collection<Notice> notices) {
        List<Notice> now = new LinkedHashSet<>(notices).stream().limit(NOTICES).toList();
        ObjectReference whom = reference(object);
        waiting.put(whom, told.news(whom.getUid(), now));
    }

    /** What has happened, beside what is so; what the object was told of lately is not repeated. */
    public void happened(HasMetadata object, Notice notice) {
        waiting.putBeside(reference(object), notice);
    }

    /** An earlier process has told this. Without effect on an object of which this one has told something. */
    public void presume(HasMetadata object, Notice notice) {
        told.presume(object.getMetadata().getUid(), notice);
    }

    /** The object is gone. */
    public void forget(String uid) {
        told.forget(uid);
    }

    private void write() {
        try {
            while (true) {
                Waiting.Entry next = waiting.take();
                String uid = next.whom().getUid();
                for (Notice notice : next.notices()) {
                    // it may have been said again while it was being written
                    if (!told.knows(uid, notice) && writer.write(next.whom(), notice)) {
                        told.add(uid, notice);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ObjectReference reference(HasMetadata object) {
        return new ObjectReferenceBuilder()
                .withApiVersion(object.getApiVersion())
                .withKind(object.getKind())
                .withNamespace(object.getMetadata().getNamespace())
                .withName(object.getMetadata().getName())
                .withUid(object.getMetadata().getUid())
                .withResourceVersion(object.getMetadata().getResourceVersion())
                .build();
    }

    /** What waits is dropped. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
