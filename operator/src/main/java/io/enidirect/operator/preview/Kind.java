package io.enidirect.operator.preview;

import static io.enidirect.operator.preview.Requirement.atMost;
import static io.enidirect.operator.preview.Requirement.between;
import static io.enidirect.operator.preview.Requirement.notBlank;
import static io.enidirect.operator.preview.Requirement.oneOf;
import static io.enidirect.operator.preview.Requirement.present;
import static io.enidirect.operator.preview.Requirement.validName;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.crd.TkeServiceConfig;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds that matter to a plan, each with the least that the API server requires of it. */
enum Kind {
    SERVICE(
            Service.class,
            Author.USER,
            present("spec"),
            present("spec/ports/*/port"),
            between("spec/ports/*/port", 1, 65535)),
    INGRESS(
            Ingress.class,
            Author.USER,
            present("spec"),
            atMost("spec/rules/*/host", 253),
            present("spec/rules/*/http/paths"),
            present("spec/rules/*/http/paths/*/pathType"),
            oneOf("spec/rules/*/http/paths/*/pathType", "Exact", "Prefix", "ImplementationSpecific"),
            present("spec/rules/*/http/paths/*/backend"),
            present("spec/rules/*/http/paths/*/backend/service/name"),
            present("spec/rules/*/http/paths/*/backend/service/port"),
            present("spec/rules/*/http/paths/*/backend/resource/kind"),
            present("spec/rules/*/http/paths/*/backend/resource/name"),
            present("spec/defaultBackend/service/name"),
            present("spec/defaultBackend/service/port"),
            present("spec/defaultBackend/resource/kind"),
            present("spec/defaultBackend/resource/name")),
    INGRESS_CLASS(
            IngressClass.class,
            Author.USER,
            present("spec"),
            present("spec/controller"),
            present("spec/parameters/kind"),
            present("spec/parameters/name")),
    PROFILE(LoadBalancerProfile.class, Author.USER),
    EXTERNAL_BACKEND(
            ExternalBackend.class,
            Author.USER,
            present("spec"),
            present("spec/addresses"),
            present("spec/addresses/*/ip"),
            present("spec/addresses/*/port"),
            between("spec/addresses/*/port", 1, 65535),
            between("spec/addresses/*/weight", 0, 100)),
    LOAD_BALANCER(CloudLoadBalancer.class, Author.USER, present("spec"), present("spec/network/type")),
    TKE_SERVICE_CONFIG(TkeServiceConfig.class, Author.USER),
    CONFIG_MAP(ConfigMap.class, Author.USER),
    NODE(Node.class, Author.CLUSTER),
    POD(Pod.class, Author.CLUSTER, present("spec")),
    ENDPOINT_SLICE(
            EndpointSlice.class,
            Author.CLUSTER,
            present("addressType"),
            present("endpoints"),
            notBlank("endpoints/*/addresses/*"),
            between("ports/*/port", 1, 65535));

    /** Who writes it. */
    private enum Author {
        USER,
        /** Perhaps a newer one, with fields that are not known here. */
        CLUSTER
    }

    private final Class<? extends HasMetadata> type;
    private final Author author;
    private final List<Requirement> requirements;

    Kind(Class<? extends HasMetadata> type, Author author, Requirement... requirements) {
        this.type = type;
        this.author = author;
        this.requirements = Stream.concat(hasName(), Stream.of(requirements)).toList();
    }

    private static Stream<Requirement> hasName() {
        return Stream.of(
                present("metadata"),
                present("metadata/name"),
                validName("metadata/name"),
                validName("metadata/namespace"));
    }

    static Optional<Kind> of(String name) {
        return Stream.of(values()).filter(kind -> kind.named().equals(name)).findFirst();
    }

    Class<? extends HasMetadata> type() {
        return type;
    }

    String named() {
        return HasMetadata.getKind(type);
    }

    String apiVersion() {
        return HasMetadata.getApiVersion(type);
    }

    /** As {@code networking.k8s.io}; empty for the core. */
    String group() {
        return groupOf(apiVersion());
    }

    static String groupOf(String apiVersion) {
        return apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
    }

    boolean namespaced() {
        return Namespaced.class.isAssignableFrom(type);
    }

    /** Whether a field that is not known is a mistake. */
    boolean strict() {
        return author == Author.USER;
    }

    List<Requirement> requirements() {
        return requirements;
    }
}
