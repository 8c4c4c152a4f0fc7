package io.enidirect.operator.ingress;

import io.enidirect.operator.events.Events;
import io.enidirect.operator.front.Front;
import io.enidirect.operator.front.FrontCaches;
import io.enidirect.operator.front.Refusals;
import io.enidirect.operator.observe.ClusterWatch;
import io.enidirect.operator.observe.Trim;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** The front of Ingresses. */
public final class IngressReconciler implements Reconciler<Ingress> {
    private final IngressKind kind;
    private final Front<Ingress> front;

    /** @param classes option {@code --ingress-classes} */
    public IngressReconciler(ClusterWatch cluster, Set<String> classes, Events events, Refusals refusals, Clock clock) {
        FrontCaches<Ingress> caches = new FrontCaches<>(cluster, cluster.ingresses(), Trim::ingressWithStatus);
        kind = new IngressKind(caches, cluster.ingressClasses(), classes);
        front = new Front<>(kind, caches, events, refusals, clock);
    }

    /** How it has to be registered. */
    public void configure(ControllerConfigurationOverrider<Ingress> configuration) {
        front.configure("eni-direct-ingress", configuration);
    }

    /** To be called when the framework has done with the deletion of an Ingress of that name. */
    public void forgotten(ResourceID name) {
        front.forgotten(name);
    }

    @Override
    public List<EventSource<?, Ingress>> prepareEventSources(EventSourceContext<Ingress> context) {
        return front.eventSources(context, kind::byProfile, kind.source());
    }

    @Override
    public UpdateControl<Ingress> reconcile(Ingress ingress, Context<Ingress> context) {
        return front.reconcile(ingress, context);
    }
}
