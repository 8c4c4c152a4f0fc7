package io.enidirect.operator.front;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.kinds.LiveFields;
import io.enidirect.operator.kinds.Publication;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.kinds.StatusView;
import io.enidirect.operator.kinds.TkeMarks;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A front's writes. Each may be sent twice by the client library (after a 429, a 5xx, a broken connection), so each
 * names the state that it starts from; a stale one ends in 409.
 */
final class SourceWrites<P extends HasMetadata> {
    private static final Logger log = LoggerFactory.getLogger(SourceWrites.class);
    private static final int UNPROCESSABLE = 422;
    /** By force: another controller may have written there the load balancer that it had. */
    private static final PatchContext MARK = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("eni-direct-tke")
            .withForce(true)
            .build();

    private final SourceKind<P> kind;
    private final Context<P> context;

    SourceWrites(SourceKind<P> kind, Context<P> context) {
        this.kind = kind;
        this.context = context;
    }

    /** For what is written beside the source and its load balancer's object. */
    KubernetesClient client() {
        return context.getClient();
    }

    /** Does nothing where the finalizer is there. */
    P hold(P source) {
        if (source.hasFinalizer(SourcePlan.FINALIZER)) {
            return source;
        }
        Set<String> finalizers = new LinkedHashSet<>(source.getMetadata().getFinalizers());
        finalizers.add(SourcePlan.FINALIZER);
        return finalizers(source, finalizers);
    }

    void release(P source) {
        Set<String> finalizers = new LinkedHashSet<>(source.getMetadata().getFinalizers());
        finalizers.remove(SourcePlan.FINALIZER);
        finalizers(source, finalizers);
        info("A source is let go of", source);
    }

    /** A merge patch replaces the list: with the resourceVersion in it, none that is newer. */
    private P finalizers(P source, Set<String> finalizers) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode metadata = patch.putObject("metadata")
                .put("uid", source.getMetadata().getUid())
                .put("resourceVersion", source.getMetadata().getResourceVersion());
        ArrayNode list = metadata.putArray("finalizers");
        finalizers.forEach(list::add);
        return patch(source, PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    void make(P source, CloudLoadBalancer object) {
        context.getClient().resource(object).create();
        info("A source is claimed", source);
    }

    /** Of the object that was seen; what is null is taken out. */
    CloudLoadBalancer adapt(CloudLoadBalancer own, LiveFields fields) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        annotations(own, patch).put(Keys.SOURCE_WORDS, fields.wordsText()).put(Keys.MODE, fields.mode());
        ObjectNode spec = patch.putObject("spec");
        if (fields.securityGroups() == null) {
            spec.putNull("securityGroups");
        } else {
            ArrayNode groups = spec.putArray("securityGroups");
            fields.securityGroups().forEach(groups::add);
        }
        spec.put("internetMaxBandwidthOut", fields.internetMaxBandwidthOut());
        spec.put("passToTarget", fields.passToTarget());
        spec.put("deletionProtection", fields.deletionProtection());
        spec.put(
                "deletionPolicy",
                fields.deletionPolicy() == null ? null : fields.deletionPolicy().name());
        return patch(own, patch);
    }

    /** Of the object that was seen to be on its way out. */
    void giveUp(CloudLoadBalancer own) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        annotations(own, patch).put(CloudLoadBalancer.GIVEN_UP, "true");
        patch(own, patch);
    }

    /** Of the object that was seen, and no other; null takes an annotation out. */
    private static ObjectNode annotations(CloudLoadBalancer own, ObjectNode patch) {
        return patch.putObject("metadata")
                .put("uid", own.getMetadata().getUid())
                .put("resourceVersion", own.getMetadata().getResourceVersion())
                .putObject("annotations");
    }

    private CloudLoadBalancer patch(CloudLoadBalancer own, ObjectNode patch) {
        return context.getClient()
                .resources(CloudLoadBalancer.class)
                .withName(own.getMetadata().getName())
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
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
                    .log("A source's claim has ended: its load balancer goes");
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    /**
     * Publishes what the main reconciler says. Where the source has no room for its conditions, as an Ingress may, its
     * address is shown all the same.
     *
     * @param unshown gets what had no room
     * @return the source as it is then
     */
    P show(P source, Publication publication, Consumer<Problem> unshown) {
        try {
            return publish(source, publication);
        } catch (KubernetesClientException e) {
            if (!annotationsAreFull(e)) {
                throw e;
            }
            unshown.accept(noRoom(source, "its conditions", "shows the conditions"));
            return publish(source, publication.withoutConditions());
        }
    }

    private static Problem noRoom(HasMetadata source, String what, String elsewhere) {
        return Problem.of(
                Code.NO_ROOM,
                new Place(SourceRef.to(source).toString(), "metadata.annotations"),
                null,
                new Wording(
                        "all of them together have at most 262144 bytes, so " + what + " can't be shown there",
                        "Take some annotations away; until then kubectl get clb " + elsewhere));
    }

    /**
     * Writes what TKE's own controller would, and takes off what else we wrote of it: by a field manager of its own, so that
     * what somebody else wrote in these places is never taken for ours.
     *
     * @param unshown gets what had no room
     * @return the source as it is then; the same where nothing could be written
     */
    P mark(P source, TkeMarks marks, Consumer<Problem> unshown) {
        ObjectNode patch = JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", HasMetadata.getApiVersion(kind.type()))
                .put("kind", HasMetadata.getKind(kind.type()));
        ObjectNode metadata = patch.putObject("metadata")
                .put("namespace", source.getMetadata().getNamespace())
                .put("name", source.getMetadata().getName())
                .put("uid", source.getMetadata().getUid())
                .put("resourceVersion", source.getMetadata().getResourceVersion());
        marks.annotations().forEach(metadata.putObject("annotations")::put);
        marks.labels().forEach(metadata.putObject("labels")::put);
        try {
            P marked = patch(source, MARK, patch);
            info(marks.isEmpty() ? "What stood for scripts is taken off" : "Scripts find the load balancer", source);
            return marked;
        } catch (KubernetesClientException e) {
            if (!annotationsAreFull(e)) {
                throw e;
            }
            unshown.accept(noRoom(source, "what scripts look for", "shows id and address"));
            return source;
        }
    }

    private P patch(P source, PatchContext how, ObjectNode patch) {
        return context.resourceOperations()
                .resourcePatch(
                        source,
                        before -> context.getClient()
                                .resources(kind.type())
                                .inNamespace(source.getMetadata().getNamespace())
                                .withName(source.getMetadata().getName())
                                .patch(how, patch.toString()),
                        context.eventSourceRetriever().getControllerEventSource());
    }

    private static boolean annotationsAreFull(KubernetesClientException e) {
        return e.getCode() == UNPROCESSABLE
                && Optional.ofNullable(e.getStatus()).map(Status::getDetails).map(StatusDetails::getCauses).stream()
                        .flatMap(List::stream)
                        .anyMatch(cause -> "metadata.annotations".equals(cause.getField()));
    }

    /**
     * Takes away what it shows: of one that does not ask the cache may hold no status to compare with. What another
     * controller wrote in its place stays: an apply takes away only what the API server knows to be its field manager's own.
     */
    void clear(P source) {
        apply(source, Publication.NOTHING);
    }

    /** Writes only what differs; returns the source as it is then. */
    P publish(P source, Publication publication) {
        return kind.status().shows(source, publication) ? source : apply(source, publication);
    }

    private P apply(P source, Publication publication) {
        StatusView<P> view = kind.status();
        P showing = view.showing(source, publication);
        return view.hasStatus()
                ? context.resourceOperations().serverSideApplyPrimaryStatus(showing)
                : context.resourceOperations().serverSideApplyPrimary(showing);
    }

    private static void info(String message, HasMetadata source) {
        log.atInfo()
                .addKeyValue("kind", source.getKind())
                .addKeyValue("namespace", source.getMetadata().getNamespace())
                .addKeyValue("name", source.getMetadata().getName())
                .log(message);
    }
}
