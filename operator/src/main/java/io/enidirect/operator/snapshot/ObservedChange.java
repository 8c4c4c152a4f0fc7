package io.enidirect.operator.snapshot;

import io.enidirect.cloud.BackendId;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.Observed.HealthRead;
import io.enidirect.operator.snapshot.Observed.Missing;
import io.enidirect.operator.snapshot.Observed.Order;
import io.enidirect.operator.snapshot.Observed.RunningTask;
import io.enidirect.operator.snapshot.Observed.Unconfirmed;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The next observed state, from the one before. */
public final class ObservedChange {
    private final Set<Aspect> unknown = EnumSet.noneOf(Aspect.class);
    private @Nullable LoadBalancer loadBalancer;
    private final Map<ListenerKey, Listener> listeners;
    private final Attachments.Change attachments;
    private Unconfirmed unconfirmed;
    private Optional<HealthRead> health;
    private Optional<RunningTask> task;
    private Missing missing;
    private Order order;
    private final Set<Backend> vanished;
    private boolean strangersTask;
    private final Map<Aspect, Instant> readAt = new EnumMap<>(Aspect.class);

    public ObservedChange(Observed before) {
        unknown.addAll(before.unknown());
        loadBalancer = before.loadBalancer();
        listeners = new HashMap<>(before.listeners());
        attachments = new Attachments.Change(before.attachments());
        unconfirmed = before.unconfirmed();
        health = before.health();
        task = before.task();
        missing = before.missing();
        order = before.order();
        vanished = new HashSet<>(before.vanished());
        strangersTask = before.strangersTask();
        readAt.putAll(before.readAt());
    }

    /** What is there now, by our own doing. */
    public ObservedChange loadBalancer(@Nullable LoadBalancer now) {
        loadBalancer = now;
        unknown.remove(Aspect.LOAD_BALANCER);
        missing = Missing.NEVER;
        return this;
    }

    public ObservedChange missing(Missing now) {
        missing = now;
        return this;
    }

    /** The listener with its rules as they are now: those that were there before and are no more go. */
    public ObservedChange listener(Listener listener) {
        Map<Backend, BackendId> gone = ids(listeners.put(listener.key(), listener));
        Map<Backend, BackendId> there = ids(listener);
        if (gone.entrySet().stream().anyMatch(each -> another(each.getValue(), there.get(each.getKey())))) {
            unknown.add(Aspect.TARGETS); // made anew by somebody: what stood behind the one before is gone
        }
        gone.keySet().removeAll(there.keySet());
        vanished(gone.keySet());
        vanished.removeAll(there.keySet());
        return this;
    }

    private static boolean another(BackendId before, @Nullable BackendId now) {
        return now != null && !now.equals(before);
    }

    /** Takes the listener away with all that is behind it. */
    public ObservedChange withoutListener(ListenerKey key) {
        vanished(ids(listeners.remove(key)).keySet());
        return this;
    }

    private static Map<Backend, BackendId> ids(@Nullable Listener listener) {
        Map<Backend, BackendId> ids = new HashMap<>();
        if (listener != null) {
            ids.put(Backend.of(listener.key()), BackendId.of(listener.id()));
            listener.rules()
                    .forEach(rule ->
                            ids.put(new Backend(listener.key(), rule.key()), BackendId.of(listener.id(), rule.id())));
        }
        return ids;
    }

    private void vanished(Set<Backend> gone) {
        vanished.addAll(gone);
        gone.forEach(attachments::remove);
    }

    /** Whether it was there once is asked of nothing else than what is recorded. */
    public ObservedChange recorded(Set<Backend> backends) {
        vanished.retainAll(backends);
        return this;
    }

    public ObservedChange withoutListeners() {
        listeners.clear();
        attachments.clear();
        return this;
    }

    public ObservedChange attachment(Attachment attachment, int weight) {
        attachments.put(attachment, weight);
        return this;
    }

    public ObservedChange withoutAttachment(Attachment attachment) {
        attachments.remove(attachment);
        return this;
    }

    public ObservedChange withoutAttachments() {
        attachments.clear();
        return this;
    }

    /** A target write that a read has yet to show. */
    public ObservedChange written(Instant at) {
        unconfirmed = new Unconfirmed(unconfirmed.first() == null ? at : unconfirmed.first(), at);
        return this;
    }

    /** A read sent at this time shows all that was written before. */
    public ObservedChange confirmed(Instant readSent) {
        Instant last = unconfirmed.last();
        if (last != null && !last.isAfter(readSent)) {
            unconfirmed = Unconfirmed.NONE;
        }
        return this;
    }

    public ObservedChange health(HealthRead read) {
        health = Optional.of(read);
        return this;
    }

    public ObservedChange task(@Nullable RunningTask running) {
        task = Optional.ofNullable(running);
        return this;
    }

    public ObservedChange order(Order now) {
        order = now;
        return this;
    }

    /** Whether somebody else is at work on it. */
    public ObservedChange strangersTask(boolean running) {
        strangersTask = running;
        return this;
    }

    public ObservedChange read(Aspect aspect, Instant at) {
        unknown.remove(aspect);
        readAt.put(aspect, at);
        return this;
    }

    /** Known without a read: what was just made is empty. */
    public ObservedChange known(Aspect... aspects) {
        Arrays.asList(aspects).forEach(unknown::remove);
        return this;
    }

    public ObservedChange doubt(Aspect... aspects) {
        unknown.addAll(Arrays.asList(aspects));
        return this;
    }

    public Observed done() {
        return new Observed(
                unknown,
                loadBalancer,
                listeners,
                attachments.done(),
                unconfirmed,
                health,
                task,
                missing,
                order,
                vanished,
                strangersTask,
                readAt);
    }
}
