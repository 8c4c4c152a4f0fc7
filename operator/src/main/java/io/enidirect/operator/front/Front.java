package io.enidirect.operator.front;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.events.Events;
import io.enidirect.operator.events.Notice;
import io.enidirect.operator.kinds.ClusterView;
import io.enidirect.operator.kinds.Publication;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.observe.ClusterWatch;
import io.enidirect.operator.observe.RemadeSource;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Claim;
import io.enidirect.operator.snapshot.Timing;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps each source of one kind and its own CloudLoadBalancer together, from the claim to the release. */
final class Front<P extends HasMetadata> {
    private static final Logger log = LoggerFactory.getLogger(Front.class);
    private final SourceKind<P> kind;
    private final ClusterView cluster;
    private final FrontCaches<P> caches;
    private final Events events;
    private final Refusals refusals;
    private final Clock clock;
    private final RemadeSource<P> remade;
    private final Departures<P> left;
    private final Marking<P> marking;
    private final OwnConfigs<P> configs;

    Front(SourceKind<P> kind, ClusterWatch cluster, Events events, Refusals refusals, Clock clock) {
        this.kind = kind;
        this.cluster = cluster.view();
        this.caches = new FrontCaches<>(cluster, kind);
        this.events = events;
        this.refusals = refusals;
        this.clock = clock;
        this.remade = new RemadeSource<>(caches.sources().store(), this::concerns);
        this.marking = new Marking<>(kind);
        this.configs = new OwnConfigs<>(kind, this.cluster);
        this.left = new Departures<>(source -> claim(source, true).holds());
        caches.sources().whenChanged(left::changed);
    }

    private Claim claim(P source, boolean claimed) {
        return kind.claim(source, claimed, cluster);
    }

    /** How its reconciler has to be registered. */
    void configure(ControllerConfigurationOverrider<P> configuration) {
        configuration
                .watchingAllNamespaces()
                .withItemStore(caches.sources().primaryStore())
                .withInformerListLimit(ClusterWatch.LIST_LIMIT)
                // annotations count, and deletion must reach reconcile
                .withGenerationAware(false)
                .withTriggerReconcilerOnAllEvents(true)
                .withGenericFilter(this::concerns)
                .withOnUpdateFilter((now, before) -> !caches.same(before, now))
                .withRetry(new GenericRetry()
                        .withoutMaxAttempts()
                        .setInitialInterval(Timing.HOUSE.retries().first())
                        .setMaxInterval(Timing.HOUSE.retries().frontLongest().toMillis()));
    }

    /** What its reconciler listens to. */
    List<EventSource<?, P>> eventSources() {
        List<EventSource<?, P>> all = caches.create();
        all.add(remade);
        return all;
    }

    private boolean concerns(P source) {
        return kind.asks(source)
                || caches.left(source)
                || refusals.knows(source.getMetadata().getUid())
                || kind.status().showsRefusal(source);
    }

    /** The framework has done with a deletion, and may have taken a new object of that name for part of it. */
    void forgotten(ResourceID name) {
        remade.forgotten(name);
    }

    UpdateControl<P> reconcile(P source, Context<P> context) {
        if (context.isPrimaryResourceDeleted()) {
            events.forget(source.getMetadata().getUid());
            left.take(source);
            marking.forget(source);
            configs.forget(source);
            refusals.forget(source.getMetadata().getUid());
            return UpdateControl.noUpdate();
        }
        try {
            return reconcileExisting(source, context);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            log.atDebug().setCause(e).log("What was seen was not the newest: again");
            return UpdateControl.<P>noUpdate()
                    .rescheduleAfter(Timing.HOUSE.retries().conflict());
        } catch (Error e) {
            // the framework would never call for this source again
            throw new IllegalStateException("An error in the reconcile of a source", e);
        }
    }

    private UpdateControl<P> reconcileExisting(P source, Context<P> context) {
        boolean leftBefore = left.take(source);
        try {
            return reconcileExisting(source, leftBefore, context);
        } catch (RuntimeException | Error e) {
            if (leftBefore) {
                left.add(source);
            }
            throw e;
        }
    }

    private UpdateControl<P> reconcileExisting(P source, boolean leftBefore, Context<P> context) {
        SourceFacts cached = caches.seen(source);
        SourceFacts seen = leftBefore ? cached.withLeftBefore() : cached;
        SourcePlan plan = plan(source, seen);
        if (plan.step() == SourcePlan.Step.RELEASE) {
            seen = caches.live(source, context.getClient());
            plan = plan(source, seen);
        }
        SourceWrites<P> writes = new SourceWrites<>(kind, context);
        List<Problem> unshown = new ArrayList<>();
        try {
            return carryOut(plan, source, seen, writes, unshown);
        } finally {
            tell(source, plan, seen, unshown);
        }
    }

    /** @param unshown gets what the source has no room for */
    private UpdateControl<P> carryOut(
            SourcePlan plan, P source, SourceFacts seen, SourceWrites<P> writes, List<Problem> unshown) {
        switch (plan.step()) {
            case MAKE -> writes.make(writes.hold(source), Objects.requireNonNull(plan.making()));
            case ADAPT -> {
                adapt(source, seen, writes);
                use(writes.hold(source), seen, writes, unshown);
            }
            case USE -> use(writes.hold(source), seen, writes, unshown);
            case DELETE -> seen.own().map(own -> lastWords(source, own, writes)).ifPresent(writes::delete);
            case GIVE_UP -> seen.own().ifPresent(writes::giveUp);
            case WAIT_FOR_NEXT ->
                marking.clear(writes.show(writes.hold(source), refused(source, plan), unshown::add), writes);
            case RELEASE -> {
                writes.release(marking.clear(writes.publish(source, Publication.NOTHING), writes));
                marking.forget(source);
                configs.forget(source);
            }
            case REFUSE -> writes.show(source, refused(source, plan), unshown::add);
            case WAIT_FOR_PLACE -> {
                writes.show(source, refused(source, plan), unshown::add);
                return UpdateControl.<P>noUpdate()
                        .rescheduleAfter(Timing.HOUSE.retries().whileTaken());
            }
            case WAIT_FOR_RELEASE ->
                seen.told()
                        .map(Publication::of)
                        .filter(Publication::deletionBlocked)
                        .ifPresent(publication -> writes.show(source, publication, unshown::add));
            case LEAVE -> {
                if (refusals.isShown(source.getMetadata().getUid())
                        || kind.status().showsRefusal(source)) {
                    writes.clear(source); // it asks no more
                }
            }
        }
        return UpdateControl.noUpdate();
    }

    private SourcePlan plan(P source, SourceFacts seen) {
        return SourcePlan.of(source, claim(source, seen.claimed()), kind.own(source, cluster), seen);
    }

    private void adapt(P source, SourceFacts seen, SourceWrites<P> writes) {
        CloudLoadBalancer own = seen.own().orElseThrow();
        kind.own(source, cluster).change(own).ifPresent(fields -> writes.adapt(own, fields));
    }

    /** What becomes of the load balancer is decided by what its source says, be it seen for the first time now. */
    private CloudLoadBalancer lastWords(P source, CloudLoadBalancer own, SourceWrites<P> writes) {
        return kind.own(source, cluster)
                .lastWords(own)
                .map(fields -> writes.adapt(own, fields))
                .orElse(own);
    }

    private void use(P source, SourceFacts seen, SourceWrites<P> writes, List<Problem> unshown) {
        P shown = seen.told()
                .map(told -> writes.show(source, Publication.of(told), unshown::add))
                .orElse(source);
        Supplier<Claim> claim = () -> claim(source, seen.claimed());
        P marked = marking.keep(shown, seen, claim, writes, unshown::add);
        configs.keep(marked, claim, writes.client()).ifPresent(unshown::add);
    }

    private Publication refused(P source, SourcePlan plan) {
        return Publication.refused(
                plan.problems(),
                kind.status().conditions(source),
                source.getMetadata().getGeneration(),
                clock.instant());
    }

    private void tell(P source, SourcePlan plan, SourceFacts seen, List<Problem> more) {
        refusals.tell(new Refusals.Refusal(
                SourceRef.to(source), plan.refuses(), seen.told().isEmpty() ? plan.problems() : List.of()));
        Set<Notice> notices = new LinkedHashSet<>();
        more.forEach(problem -> notices.add(Notice.of(problem)));
        plan.problems().forEach(problem -> notices.add(Notice.of(problem)));
        seen.told().ifPresent(told -> told.problems().forEach(problem -> notices.add(Notice.of(problem))));
        if (plan.step() == SourcePlan.Step.USE) {
            seen.told()
                    .map(Publication::of)
                    .filter(Publication::programmed)
                    .ifPresent(publication -> notices.add(synced(source, publication, !notices.isEmpty())));
        }
        events.tell(source, notices);
    }

    /**
     * Once for each time that it comes true in our own record: what the source shows is anybody's to write.
     *
     * @param others there is something else to be told
     */
    private Notice synced(P source, Publication publication, boolean others) {
        Notice synced = new Notice(
                Notice.Type.Normal,
                "Synced",
                others
                        ? "The load balancer is programmed, but for what the other events of this " + source.getKind()
                                + " tell"
                        : "The load balancer is as the " + source.getKind() + " wants it");
        if (kind.status().shows(source, publication)) {
            events.presume(source, synced);
        }
        return synced;
    }
}
