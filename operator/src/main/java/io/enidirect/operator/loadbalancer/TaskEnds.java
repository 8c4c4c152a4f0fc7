package io.enidirect.operator.loadbalancer;

import io.enidirect.cloud.TaskState;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.apply.CloudStates;
import io.enidirect.operator.region.tasks.EndedTask;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the cloud's side brings about later: the end of a task, the return of credentials, other limits. Noted, and the
 * reconcile of the load balancers concerned triggered.
 */
public final class TaskEnds implements Consumer<EndedTask> {
    private final SimpleInboundEventSource<CloudLoadBalancer> source = new SimpleInboundEventSource<>("tasks");
    private final CloudStates states;

    public TaskEnds(CloudStates states) {
        this.states = states;
    }

    EventSource<?, CloudLoadBalancer> source() {
        return source;
    }

    @Override
    public void accept(EndedTask ended) {
        states.taskEnded(
                ended.key(),
                ended.task(),
                ended.state().map(TaskState::phase).orElse(TaskState.Phase.FAILED),
                ended.state().map(TaskState::message).orElse("no end was seen"));
        source.propagateEvent(new ResourceID(ended.key()));
    }

    /** The account may have more, or less: what found no place is looked at again. */
    public void limitsChanged(Stream<CloudLoadBalancer> all) {
        all.forEach(object -> source.propagateEvent(ResourceID.fromResource(object)));
    }

    /** Credentials can be had again: what was denied for want of them goes on at once. */
    public void credentialsReturned() {
        states.credentialsReturned().forEach(name -> source.propagateEvent(new ResourceID(name)));
    }
}
