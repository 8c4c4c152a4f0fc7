package io.enidirect.operator.loadbalancer;

import io.enidirect.crd.CloudLoadBalancer;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How many load balancers are reconciled at once. The framework's threads are shared by all controllers, so that the
 * fronts keep some: who gets no turn waits in a queue, not in a thread, and is triggered when it is his.
 */
public final class Workers {
    private final SimpleInboundEventSource<CloudLoadBalancer> source = new SimpleInboundEventSource<>("workers");
    /** Who was not granted a turn, in the order in which they asked. */
    private final Set<String> waiting = new LinkedHashSet<>();
    /** Whose turn it is, and who was triggered to take it: nobody else gets it meanwhile. */
    private final Set<String> called = new HashSet<>();

    private int free;

    public Workers(int workers) {
        free = workers;
    }

    EventSource<?, CloudLoadBalancer> source() {
        return source;
    }

    synchronized Turn turn(String name) {
        boolean granted = called.remove(name) || take();
        if (!granted) {
            waiting.add(name);
        }
        return new Turn(granted);
    }

    private boolean take() {
        boolean granted = free > 0;
        if (granted) {
            free--;
        }
        return granted;
    }

    /** The object is gone: it takes no turn any more, nor keeps the one that it was called for. */
    void forget(String name) {
        waiting(name).ifPresent(this::call);
    }

    private synchronized Optional<String> waiting(String gone) {
        waiting.remove(gone);
        return called.remove(gone) ? next() : Optional.empty();
    }

    private void release() {
        next().ifPresent(this::call);
    }

    /** Whose turn it is now; where nobody waits, the turn is anybody's. */
    private synchronized Optional<String> next() {
        Iterator<String> first = waiting.iterator();
        if (!first.hasNext()) {
            free++;
            return Optional.empty();
        }
        String name = first.next();
        first.remove();
        called.add(name);
        return Optional.of(name);
    }

    private void call(String name) {
        source.propagateEvent(new ResourceID(name));
    }

    /** One reconcile's turn; to be closed. */
    final class Turn implements AutoCloseable {
        private final boolean granted;

        Turn(boolean granted) {
            this.granted = granted;
        }

        boolean granted() {
            return granted;
        }

        @Override
        public void close() {
            if (granted) {
                release();
            }
        }
    }
}
