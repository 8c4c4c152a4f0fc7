package io.enidirect.operator.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.SourceRef;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The front's writes. Each may be sent twice by the client library (after a 429, a 5xx, a broken connection), so each
 * names the state that it starts from; a stale one ends in 409.
 */
final class ServiceWrites {
    static final String CLOUD_FINALIZER = "eni-direct.io/cloud";

    private static final Logger log = LoggerFactory.getLogger(ServiceWrites.class);

    private final Context<Service> context;

    ServiceWrites(Context<Service> context) {
        this.context = context;
    }

    /** Does nothing where the finalizer is there. */
    Service hold(Service service) {
        if (service.hasFinalizer(ServicePlan.FINALIZER)) {
            return service;
        }
        Set<String> finalizers = new LinkedHashSet<>(service.getMetadata().getFinalizers());
        finalizers.add(ServicePlan.FINALIZER);
        return finalizers(service, finalizers);
    }

    void letGo(Service service) {
        Set<String> finalizers = new LinkedHashSet<>(service.getMetadata().getFinalizers());
        finalizers.remove(ServicePlan.FINALIZER);
        finalizers(service, finalizers);
        info("A Service is let go of", service);
    }

    /** A merge patch replaces the list: with the resourceVersion in it, none that is newer. */
    private Service finalizers(Service service, Set<String> finalizers) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = patch.putObject("metadata")
                .put("uid", service.getMetadata().getUid())
                .put("resourceVersion", service.getMetadata().getResourceVersion());
        ArrayNode list = metadata.putArray("finalizers");
        finalizers.forEach(list::add);
        return context.resourceOperations()
                .resourcePatch(
                        service,
                        before -> context.getClient()
                                .services()
                                .inNamespace(service.getMetadata().getNamespace())
                                .withName(service.getMetadata().getName())
                                .patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString()),
                        context.eventSourceRetriever().getControllerEventSource());
    }

    void make(Service service, NetworkSpec network) {
        ObjectMeta of = service.getMetadata();
        CloudLoadBalancer object = new CloudLoadBalancer();
        object.setMetadata(new ObjectMetaBuilder()
                .withName(ObjectNames.ofService(of.getNamespace(), of.getName()))
                .withFinalizers(CLOUD_FINALIZER)
                .build());
        object.setSpec(CloudLoadBalancerSpec.own(
                new SourceRef("Service", of.getNamespace(), of.getName(), of.getUid()), network, Map.of()));
        context.resourceOperations().create(object);
        info("A Service is claimed", service);
    }

    /** Only what was seen: another one that has taken the name meanwhile stays. */
    void delete(CloudLoadBalancer own) {
        try {
            context.getClient()
                    .resource(own)
                    .lockResourceVersion(own.getMetadata().getResourceVersion())
                    .delete();
            log.atInfo()
                    .addKeyValue("object", own.getMetadata().getName())
                    .log("A Service's claim has ended: its load balancer goes");
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    /** Writes only what differs; returns the Service as it is then. */
    Service publish(Service service, Publication publication) {
        return Publication.shownBy(service).equals(publication)
                ? service
                : context.resourceOperations().serverSideApplyPrimaryStatus(publication.on(service));
    }

    private static void info(String message, Service service) {
        log.atInfo()
                .addKeyValue("namespace", service.getMetadata().getNamespace())
                .addKeyValue("service", service.getMetadata().getName())
                .log(message);
    }
}
