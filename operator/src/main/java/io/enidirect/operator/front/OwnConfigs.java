package io.enidirect.operator.front;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.crd.TkeServiceConfigSpec;
import io.enidirect.operator.annotations.Cut;
import io.enidirect.operator.annotations.TuningWish;
import io.enidirect.operator.kinds.ClusterView;
import io.enidirect.operator.kinds.Fragment;
import io.enidirect.operator.kinds.FragmentMerge;
import io.enidirect.operator.kinds.Outline;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.kinds.TkeController;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Claim;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps, for each source that asks for it, a TkeServiceConfig of its own with an address for each of its parts, for its user to
 * write in. What is known of it says whether there is anything to do; what is written is made of the object as it is then, read
 * as it stands, so that nothing is lost that no type of ours has a field for.
 */
final class OwnConfigs<P extends HasMetadata> {
    private static final Logger log = LoggerFactory.getLogger(OwnConfigs.class);
    private static final String API_VERSION = HasMetadata.getApiVersion(TkeServiceConfig.class);
    private static final String KIND = HasMetadata.getKind(TkeServiceConfig.class);

    private final SourceKind<P> kind;
    private final ClusterView cluster;
    /** By the uid of their source: those that were looked at, and of which nothing is to be written. */
    private final Map<String, Looked> looked = new ConcurrentHashMap<>();

    /** @param version of the object */
    private record Looked(String version, List<Fragment> wanted, Optional<Problem> problem) {}

    OwnConfigs(SourceKind<P> kind, ClusterView cluster) {
        this.kind = kind;
        this.cluster = cluster;
    }

    /**
     * Of a source that has a load balancer.
     *
     * @return why it could not be
     */
    Optional<Problem> keep(P source, Supplier<Claim> claim, KubernetesClient client) {
        // what is held or left alone says nothing that could be trusted
        if (!TuningWish.of(source).makes() || claim.get().state() != Claim.State.OURS) {
            return Optional.empty();
        }
        if (TkeController.answers(source, cluster)) {
            return Optional.of(UnkeptConfig.leftToTke(source));
        }
        P read = Outline.is(source) ? client.resource(source).get() : source;
        if (read == null) {
            return Optional.empty();
        }
        P whole = kind.trim().full(read);
        if (Cut.parts(whole)) {
            return Optional.empty();
        }
        List<Fragment> wanted = kind.fragments(whole);
        TkeServiceConfig known = cluster.find(TkeServiceConfig.class, namespace(source), TuningWish.ownName(source))
                .filter(config -> !Outline.is(config))
                .orElse(null);
        if (known == null) {
            return look(source, wanted, client);
        }
        if (Cut.parts(known) || nothingToDo(known, wanted, client)) {
            return Optional.empty();
        }
        Looked before = looked.get(source.getMetadata().getUid());
        return before != null
                        && before.version().equals(known.getMetadata().getResourceVersion())
                        && before.wanted().equals(wanted)
                ? before.problem()
                : look(source, wanted, client);
    }

    void forget(P source) {
        looked.remove(source.getMetadata().getUid());
    }

    private static boolean nothingToDo(TkeServiceConfig known, List<Fragment> wanted, KubernetesClient client) {
        return FragmentMerge.of(json(known.getSpec(), client), wanted, true)
                .lists()
                .isEmpty();
    }

    private Optional<Problem> look(P source, List<Fragment> wanted, KubernetesClient client) {
        Resource<GenericKubernetesResource> place = configs(source, client).withName(TuningWish.ownName(source));
        GenericKubernetesResource there = place.get();
        if (there == null) {
            return wanted.isEmpty() ? Optional.empty() : make(source, wanted, client);
        }
        FragmentMerge.Result merged = FragmentMerge.of(json(there.get("spec"), client), wanted, isOf(source, there));
        boolean readable = merged.readable() && isReadable(there, client);
        if (readable && !merged.lists().isEmpty() && !there.isMarkedForDeletion()) {
            place.patch(
                    PatchContext.of(PatchType.JSON_MERGE), patch(there, merged).toString());
            info("What addresses a source's parts is brought up to date", source);
            return Optional.empty();
        }
        Optional<Problem> problem = readable ? Optional.empty() : Optional.of(UnkeptConfig.unreadable(source));
        looked.put(
                source.getMetadata().getUid(), new Looked(there.getMetadata().getResourceVersion(), wanted, problem));
        return problem;
    }

    private static NonNamespaceOperation<GenericKubernetesResource, ?, Resource<GenericKubernetesResource>> configs(
            HasMetadata source, KubernetesClient client) {
        return client.genericKubernetesResources(ResourceDefinitionContext.fromResourceType(TkeServiceConfig.class))
                .inNamespace(namespace(source));
    }

    private static boolean isOf(HasMetadata source, HasMetadata config) {
        return config.getMetadata().getOwnerReferences().stream()
                .map(OwnerReference::getUid)
                .anyMatch(source.getMetadata().getUid()::equals);
    }

    /** As main reads it. */
    private static boolean isReadable(GenericKubernetesResource config, KubernetesClient client) {
        try {
            client.getKubernetesSerialization().convertValue(config.get("spec"), TkeServiceConfigSpec.class);
            return true;
        } catch (KubernetesClientException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Whole lists, of the object that was read and no other. */
    private static ObjectNode patch(HasMetadata config, FragmentMerge.Result merged) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata")
                .put("uid", config.getMetadata().getUid())
                .put("resourceVersion", config.getMetadata().getResourceVersion());
        ObjectNode tuning = patch.putObject("spec").putObject("loadBalancer");
        merged.lists().forEach(tuning::set);
        return patch;
    }

    private Optional<Problem> make(P source, List<Fragment> wanted, KubernetesClient client) {
        Map<String, ?> lists =
                FragmentMerge.of(json(null, client), wanted, true).lists();
        try {
            configs(source, client)
                    .resource(new GenericKubernetesResourceBuilder()
                            .withApiVersion(API_VERSION)
                            .withKind(KIND)
                            .withNewMetadata()
                            .withNamespace(namespace(source))
                            .withName(TuningWish.ownName(source))
                            .addNewOwnerReference()
                            .withApiVersion(HasMetadata.getApiVersion(kind.type()))
                            .withKind(kind.name())
                            .withName(source.getMetadata().getName())
                            .withUid(source.getMetadata().getUid())
                            .endOwnerReference()
                            .endMetadata()
                            .addToAdditionalProperties("spec", Map.of("loadBalancer", lists))
                            .build())
                    .create();
            info("A source gets a TkeServiceConfig of its own", source);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
            return Optional.of(UnkeptConfig.noSuchKind(source));
        }
    }

    private static JsonNode json(@Nullable Object value, KubernetesClient client) {
        return value == null
                ? JsonNodeFactory.instance.missingNode()
                : client.getKubernetesSerialization().convertValue(value, JsonNode.class);
    }

    private static String namespace(HasMetadata source) {
        return Objects.requireNonNull(source.getMetadata().getNamespace());
    }

    private static void info(String message, HasMetadata source) {
        log.atInfo()
                .addKeyValue("kind", source.getKind())
                .addKeyValue("namespace", namespace(source))
                .addKeyValue("name", source.getMetadata().getName())
                .log(message);
    }
}
