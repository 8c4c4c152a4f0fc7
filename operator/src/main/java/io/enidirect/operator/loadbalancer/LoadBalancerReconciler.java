package io.enidirect.operator.loadbalancer;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.apply.Applier;
import io.enidirect.operator.apply.CloudStates;
import io.enidirect.operator.events.Events;
import io.enidirect.operator.observe.EventTimes;
import io.enidirect.operator.observe.ObserveSources;
import io.enidirect.operator.observe.Observer;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.plan.step.Planned;
import io.enidirect.operator.snapshot.Timing;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings one load balancer from what is observed to what is desired, a step at a time, and waits for nothing. */
public final class LoadBalancerReconciler implements Reconciler<CloudLoadBalancer> {
    public static final String FINALIZER = "eni-direct.io/cloud";

    /** So many steps without a pause give others a turn. */
    private static final int MOST_STEPS = 32;

    private final Observer observer;
    private final ObserveSources sources;
    private final Applier applier;
    private final CloudStates states;
    private final TaskEnds ended;
    private final Workers workers;
    private final PhaseTimes phases;
    private final EventTimes times;
    private final Report report;
    private final Steps steps;
    private final Pace pace;

    public LoadBalancerReconciler(
            Observer observer,
            ObserveSources sources,
            Applier applier,
            CloudStates states,
            TaskEnds ended,
            Workers workers,
            PhaseTimes phases,
            EventTimes times,
            Events events) {
        this.observer = observer;
        this.sources = sources;
        this.applier = applier;
        this.states = states;
        this.ended = ended;
        this.workers = workers;
        this.phases = phases;
        this.times = times;
        this.report = new Report(phases.clock(), events);
        this.steps = new Steps(applier, states, report, new Thoughts(phases.steady()), phases);
        this.pace = new Pace(phases.steady());
    }

    /** How it has to be registered. */
    public void configure(ControllerConfigurationOverrider<CloudLoadBalancer> configuration) {
        Registration.configure(configuration, sources.primaries());
    }

    @Override
    public List<EventSource<?, CloudLoadBalancer>> prepareEventSources(EventSourceContext<CloudLoadBalancer> context) {
        List<EventSource<?, CloudLoadBalancer>> all = new ArrayList<>(sources.create());
        all.add(ended.source());
        all.add(workers.source());
        return all;
    }

    @Override
    public UpdateControl<CloudLoadBalancer> reconcile(CloudLoadBalancer object, Context<CloudLoadBalancer> context) {
        String name = object.getMetadata().getName();
        if (context.isPrimaryResourceDeleted()) {
            states.forget(name);
            report.forget(name);
            pace.forget(name);
            steps.thoughts().forget(name);
            times.forget(name);
            workers.forget(name);
            return UpdateControl.noUpdate();
        }
        try (Workers.Turn turn = workers.turn(name)) {
            if (!turn.granted()) {
                return UpdateControl.noUpdate(); // it is triggered when it is its turn
            }
            Optional<Duration> pause = pace.pause(name);
            return pause.isPresent() ? after(pause.get()) : reconcileExisting(name, object, context);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            return after(Timing.HOUSE.retries().conflict()); // not the newest: by then the cache has it
        } catch (Error e) {
            // the framework would never call for this object again
            throw new IllegalStateException("An error in the reconcile of a load balancer", e);
        }
    }

    private UpdateControl<CloudLoadBalancer> reconcileExisting(
            String name, CloudLoadBalancer given, Context<CloudLoadBalancer> context) {
        try (EventTimes.Reaction reaction = times.open(name);
                Pace.Pass pass = pace.pass(name)) {
            CloudLoadBalancer object = ObjectLife.ours(given, context);
            Optional<Thought> waiting = Optional.empty();
            for (int step = 0; step < MOST_STEPS; step++) {
                states.recorded(name, object.recorded());
                Optional<Thought> last = steps.last(waiting, object, reaction);
                Thought thought = last.isPresent() ? last.get() : Thought.of(observer, object, context, phases);
                pass.thought(thought.took());
                Plan plan = thought.plan();
                Optional<Planned> next = last.isPresent() ? plan.next(phases.now()) : applier.next(name, plan);
                if (next.isEmpty() && steps.silent(last, waiting, object)) {
                    return after(Report.wake(thought.seen(), plan, Optional.empty()));
                }
                if (next.isEmpty()) {
                    if (!plan.outstanding()) {
                        reaction.settled();
                    }
                    return after(phases.in(
                            Phase.REPORT, () -> report.write(thought.seen(), thought.desired(), plan, context)));
                }
                Steps.Done done = steps.carryOut(next.get(), thought, object, reaction, context);
                object = done.object();
                waiting = done.waiting();
            }
            return after(Duration.ZERO);
        }
    }

    private UpdateControl<CloudLoadBalancer> after(Optional<Instant> wake) {
        return wake.map(time -> after(Duration.between(phases.now(), time))).orElseGet(UpdateControl::noUpdate);
    }

    private static UpdateControl<CloudLoadBalancer> after(Duration wait) {
        Duration whole = wait.isNegative() ? Duration.ZERO : wait.plusNanos(999_999); // not a millisecond too early
        return UpdateControl.<CloudLoadBalancer>noUpdate().rescheduleAfter(whole);
    }
}
