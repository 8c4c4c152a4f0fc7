package io.enidirect.operator.service;

import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.claim.ServiceClaims;
import io.enidirect.operator.events.Events;
import io.enidirect.operator.events.Notice;
import io.enidirect.operator.observe.ChangeEventSource;
import io.enidirect.operator.observe.TkeController;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one Service and its own CloudLoadBalancer together, from the claim to the release. */
public final class ServiceReconciler implements Reconciler<Service> {
    private static final Logger log = LoggerFactory.getLogger(ServiceReconciler.class);
    private static final String NAME = "eni-direct-service";
    private static final Duration AFTER_CONFLICT = Duration.ofMillis(250);
    private static final Duration WHILE_TAKEN = Duration.ofSeconds(15);
    private static final int FIRST_RETRY_MILLIS = 500;
    private static final int LAST_RETRY_MILLIS = 30_000;

    private final ServiceSources sources;
    private final Events events;

    public ServiceReconciler(TkeController tke, Events events) {
        this(new ServiceSources(tke), events);
    }

    ServiceReconciler(ServiceSources sources, Events events) {
        this.sources = sources;
        this.events = events;
    }

    /** How it has to be registered. Its name is the field manager of a Service's status, too. */
    public void configure(ControllerConfigurationOverrider<Service> configuration) {
        configuration
                .withName(NAME)
                .withFieldManager(NAME)
                .watchingAllNamespaces()
                .withItemStore(sources.services)
                .withInformerListLimit(ChangeEventSource.LIST_LIMIT)
                // annotations count, and deletion must reach reconcile
                .withGenerationAware(false)
                .withTriggerReconcilerOnAllEvents(true)
                .withGenericFilter(sources::concerns)
                .withOnUpdateFilter((now, before) -> !sources.services.same(before, now))
                .withRetry(new GenericRetry()
                        .withoutMaxAttempts()
                        .setInitialInterval(FIRST_RETRY_MILLIS)
                        .setMaxInterval(LAST_RETRY_MILLIS));
    }

    @Override
    public List<EventSource<?, Service>> prepareEventSources(EventSourceContext<Service> context) {
        return sources.create(context);
    }

    @Override
    public UpdateControl<Service> reconcile(Service service, Context<Service> context) {
        if (context.isPrimaryResourceDeleted()) {
            events.forget(service.getMetadata().getUid());
            return UpdateControl.noUpdate();
        }
        try {
            return reconcileExisting(service, context);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            log.atDebug().setCause(e).log("What was seen was not the newest: again");
            return UpdateControl.<Service>noUpdate().rescheduleAfter(AFTER_CONFLICT);
        } catch (Error e) {
            // the framework would never call for this Service again
            throw new IllegalStateException("An error in the reconcile of a Service", e);
        }
    }

    private UpdateControl<Service> reconcileExisting(Service service, Context<Service> context) {
        Seen seen = sources.seen(service);
        ServicePlan plan = plan(service, seen);
        if (plan.step() == ServicePlan.Step.RELEASE) {
            seen = sources.live(service, context.getClient());
            plan = plan(service, seen);
        }
        tell(service, plan, seen);
        ServiceWrites writes = new ServiceWrites(context);
        switch (plan.step()) {
            case MAKE -> writes.make(writes.hold(service), Objects.requireNonNull(plan.network()));
            case USE -> use(writes.hold(service), seen, writes);
            case DELETE -> seen.own(service).ifPresent(writes::delete);
            case RELEASE -> writes.letGo(writes.publish(service, Publication.NOTHING));
            case WAIT_FOR_PLACE -> {
                return UpdateControl.<Service>noUpdate().rescheduleAfter(WHILE_TAKEN);
            }
            case LEAVE, WAIT_FOR_RELEASE -> {}
        }
        return UpdateControl.noUpdate();
    }

    private ServicePlan plan(Service service, Seen seen) {
        return ServicePlan.of(service, ServiceClaims.of(service, seen.claimed(), sources.tkeActive()), seen);
    }

    private void use(Service service, Seen seen, ServiceWrites writes) {
        Optional<SourceStatus> told = seen.told(service);
        if (told.isEmpty()) {
            return;
        }
        Publication publication = Publication.of(told.get());
        writes.publish(service, publication);
        if (publication.programmed() && !Publication.shownBy(service).programmed()) {
            events.send(
                    service,
                    new Notice(
                            Notice.Type.Normal,
                            "Synced",
                            "The load balancer's listeners are as the Service wants them"));
        }
    }

    private void tell(Service service, ServicePlan plan, Seen seen) {
        Set<Notice> notices = new LinkedHashSet<>();
        plan.problems().forEach(problem -> notices.add(Notice.of(problem)));
        seen.told(service).ifPresent(told -> told.problems().forEach(problem -> notices.add(Notice.of(problem))));
        events.tell(service, notices);
    }
}
