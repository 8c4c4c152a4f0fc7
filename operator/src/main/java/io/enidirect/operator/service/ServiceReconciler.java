package io.enidirect.operator.service;

import io.enidirect.operator.events.Events;
import io.enidirect.operator.front.Front;
import io.enidirect.operator.front.FrontCaches;
import io.enidirect.operator.front.Refusals;
import io.enidirect.operator.observe.ClusterWatch;
import io.enidirect.operator.observe.Trim;
import io.fabric8.kubernetes.api.model.Service;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** The front of Services. */
public final class ServiceReconciler implements Reconciler<Service> {
    private final ServiceKind kind;
    private final Front<Service> front;

    public ServiceReconciler(ClusterWatch cluster, Events events, Refusals refusals, Clock clock) {
        FrontCaches<Service> caches = new FrontCaches<>(cluster, cluster.services(), Trim::serviceWithStatus);
        kind = new ServiceKind(caches, cluster);
        front = new Front<>(kind, caches, events, refusals, clock);
    }

    /** How it has to be registered. */
    public void configure(ControllerConfigurationOverrider<Service> configuration) {
        front.configure("eni-direct-service", configuration);
    }

    /** To be called when the framework has done with the deletion of a Service of that name. */
    public void forgotten(ResourceID name) {
        front.forgotten(name);
    }

    @Override
    public List<EventSource<?, Service>> prepareEventSources(EventSourceContext<Service> context) {
        return front.eventSources(context, profile -> Stream.empty(), kind.source());
    }

    @Override
    public UpdateControl<Service> reconcile(Service service, Context<Service> context) {
        return front.reconcile(service, context);
    }
}
