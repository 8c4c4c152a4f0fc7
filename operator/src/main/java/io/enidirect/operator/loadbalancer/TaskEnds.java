package io.enidirect.operator.loadbalancer;

import io.enidirect.cloud.TaskState;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.apply.CloudStates;
import io.enidirect.operator.tasks.EndedTask;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.function.Consumer;

/** The end of a task: noted, and the reconcile of its load balancer triggered. */
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
                ended.state().map(TaskState::phase).orElse(TaskState.Phase.FAILED),
                ended.state().map(TaskState::message).orElse("no end was seen"));
        source.propagateEvent(new ResourceID(ended.key()));
    }
}
