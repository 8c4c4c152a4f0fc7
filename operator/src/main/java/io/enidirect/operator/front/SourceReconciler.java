package io.enidirect.operator.front;

import io.enidirect.operator.events.Events;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.observe.ClusterWatch;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.api.config.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.ResolvedControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The front of one kind of source, as the framework knows it. */
public final class SourceReconciler<P extends HasMetadata> implements Reconciler<P> {
    private final SourceKind<P> kind;
    private final Front<P> front;

    public SourceReconciler(SourceKind<P> kind, ClusterWatch cluster, Events events, Refusals refusals, Clock clock) {
        this.kind = kind;
        this.front = new Front<>(kind, cluster, events, refusals, clock);
    }

    /** The framework would read the type off a class of its own for each kind: it is told here. */
    public RegisteredController<P> register(Operator operator) {
        // the field manager of a source's status, too
        String name = "eni-direct-" + kind.name().toLowerCase(Locale.ROOT);
        ControllerConfiguration<P> bare = new ResolvedControllerConfiguration<>(
                name,
                false,
                SourceReconciler.class.getName(),
                null,
                null,
                null,
                null,
                Map.of(),
                name,
                operator.getConfigurationService(),
                InformerConfiguration.builder(kind.type()).buildForController(),
                true,
                null);
        ControllerConfigurationOverrider<P> configuration = ControllerConfigurationOverrider.override(bare);
        front.configure(configuration);
        return operator.register(this, configuration.build());
    }

    /** To be called when the framework has done with the deletion of a source of that name. */
    public void forgotten(ResourceID name) {
        front.forgotten(name);
    }

    @Override
    public List<EventSource<?, P>> prepareEventSources(EventSourceContext<P> context) {
        return front.eventSources();
    }

    @Override
    public UpdateControl<P> reconcile(P source, Context<P> context) {
        return front.reconcile(source, context);
    }
}
