package io.enidirect.operator.loadbalancer;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.operator.apply.Applier;
import io.enidirect.operator.apply.CloudStates;
import io.enidirect.operator.desired.Desired;
import io.enidirect.operator.observe.ObserveSources;
import io.enidirect.operator.observe.Observer;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.plan.Planned;
import io.enidirect.operator.record.RecordWriter;
import io.enidirect.operator.report.Counts;
import io.enidirect.operator.report.Statuses;
import io.enidirect.operator.snapshot.Snapshot;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings one load balancer from what is observed to what is desired, a step at a time, and waits for nothing. */
public final class LoadBalancerReconciler implements Reconciler<CloudLoadBalancer> {
    public static final String FINALIZER = "eni-direct.io/cloud";

    private static final Duration AFTER_CONFLICT = Duration.ofMillis(250);
    /** So many steps without a pause give others a turn. */
    private static final int STEPS = 32;

    private final Observer observer;
    private final ObserveSources sources;
    private final Applier applier;
    private final CloudStates states;
    private final TaskEnds ended;
    private final Counts counts;
    private final Workers workers;
    private final Clock clock;

    public LoadBalancerReconciler(
            Observer observer,
            ObserveSources sources,
            Applier applier,
            CloudStates states,
            TaskEnds ended,
            Workers workers,
            Clock clock) {
        this.observer = observer;
        this.sources = sources;
        this.applier = applier;
        this.states = states;
        this.ended = ended;
        this.counts = new Counts(clock);
        this.workers = workers;
        this.clock = clock;
    }

    /** How it has to be registered. */
    public void configure(ControllerConfigurationOverrider<CloudLoadBalancer> configuration) {
        Registration.configure(configuration, sources);
    }

    @Override
    public List<EventSource<?, CloudLoadBalancer>> prepareEventSources(EventSourceContext<CloudLoadBalancer> context) {
        List<EventSource<?, CloudLoadBalancer>> all = new ArrayList<>(sources.create(context));
        all.add(ended.source());
        return all;
    }

    @Override
    public UpdateControl<CloudLoadBalancer> reconcile(CloudLoadBalancer object, Context<CloudLoadBalancer> context) {
        String name = object.getMetadata().getName();
        if (context.isPrimaryResourceDeleted()) {
            states.forget(name);
            counts.forget(name);
            return UpdateControl.noUpdate();
        }
        try (Workers.Turn turn = workers.turn()) {
            return turn.granted() ? reconcileExisting(object, context) : after(Workers.SOON);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            return after(AFTER_CONFLICT); // not the newest: by then the cache has it
        } catch (Error e) {
            // the framework would never call for this object again
            throw new IllegalStateException("An error in the reconcile of a load balancer", e);
        }
    }

    private UpdateControl<CloudLoadBalancer> reconcileExisting(
            CloudLoadBalancer given, Context<CloudLoadBalancer> context) {
        String name = given.getMetadata().getName();
        CloudLoadBalancer object = ObjectLife.ours(given, context);
        for (int step = 0; step < STEPS; step++) {
            Snapshot seen = observer.observe(object, context);
            Desired desired = Desired.of(seen);
            Plan plan = Plan.between(desired.state(), seen);
            Optional<Planned> next = applier.next(name, plan);
            if (next.isEmpty()) {
                return report(seen, desired, plan, context);
            }
            if (next.get().step().write()) {
                object = writeAhead(object, plan, context);
            }
            applier.apply(name, plan, next.get());
        }
        return after(Duration.ZERO);
    }

    /** Nothing is made that an acknowledged entry does not name. */
    private static CloudLoadBalancer writeAhead(
            CloudLoadBalancer object, Plan plan, Context<CloudLoadBalancer> context) {
        return RecordWriter.recordDiffers(plan.record(), object.recorded())
                ? RecordWriter.write(object, plan.record(), context)
                : object;
    }

    private UpdateControl<CloudLoadBalancer> report(
            Snapshot seen, Desired desired, Plan plan, Context<CloudLoadBalancer> context) {
        String name = seen.object().getMetadata().getName();
        if (ObjectLife.ends(seen, desired, plan, context)) {
            return UpdateControl.noUpdate();
        }
        CloudLoadBalancerStatus status = Statuses.of(seen, desired, plan);
        Optional<Instant> wake = plan.wake();
        if (!status.equals(seen.recorded())) {
            Optional<Instant> later = counts.holdBack(name, seen.recorded(), status);
            if (later.isPresent()) {
                wake = Optional.of(
                        wake.filter(time -> time.isBefore(later.get())).orElse(later.get()));
            } else {
                RecordWriter.write(seen.object(), status, context);
                counts.written(name);
            }
        }
        return wake.map(time -> after(Duration.between(clock.instant(), time))).orElseGet(UpdateControl::noUpdate);
    }

    private static UpdateControl<CloudLoadBalancer> after(Duration wait) {
        return UpdateControl.<CloudLoadBalancer>noUpdate().rescheduleAfter(wait.isNegative() ? Duration.ZERO : wait);
    }
}
