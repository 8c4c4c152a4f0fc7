package io.enidirect.operator.preview;

import static io.enidirect.operator.kinds.Requirement.between;
import static io.enidirect.operator.kinds.Requirement.notBlank;
import static io.enidirect.operator.kinds.Requirement.present;
import static io.enidirect.operator.kinds.Requirement.validName;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.kinds.Kinds;
import io.enidirect.operator.kinds.Requirement;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import java.util.List;
import java.util.stream.Stream;

/**
 * A kind of object that matters to a plan.
 *
 * @param author who writes it
 * @param requirements the least that the API server requires of one
 */
record ManifestKind(Class<? extends HasMetadata> type, Author author, List<Requirement> requirements) {
    private static final List<ManifestKind> OTHERS = List.of(
            of(
                    IngressClass.class,
                    Author.USER,
                    present("spec"),
                    present("spec/controller"),
                    present("spec/parameters/kind"),
                    present("spec/parameters/name")),
            of(LoadBalancerProfile.class, Author.USER),
            of(
                    ExternalBackend.class,
                    Author.USER,
                    present("spec"),
                    present("spec/addresses"),
                    present("spec/addresses/*/ip"),
                    present("spec/addresses/*/port"),
                    between("spec/addresses/*/port", 1, 65535),
                    between("spec/addresses/*/weight", 0, 100)),
            of(CloudLoadBalancer.class, Author.USER, present("spec"), present("spec/network/type")),
            of(TkeServiceConfig.class, Author.USER),
            of(ConfigMap.class, Author.USER),
            of(Node.class, Author.CLUSTER),
            of(Pod.class, Author.CLUSTER, present("spec")),
            of(
                    EndpointSlice.class,
                    Author.CLUSTER,
                    present("addressType"),
                    present("endpoints"),
                    notBlank("endpoints/*/addresses/*"),
                    between("ports/*/port", 1, 65535)));

    /** Who writes it. */
    enum Author {
        USER,
        /** Perhaps a newer one, with fields that are not known here. */
        CLUSTER
    }

    ManifestKind {
        requirements = Stream.concat(hasName(), requirements.stream()).toList();
    }

    private static ManifestKind of(Class<? extends HasMetadata> type, Author author, Requirement... requirements) {
        return new ManifestKind(type, author, List.of(requirements));
    }

    private static Stream<Requirement> hasName() {
        return Stream.of(
                present("metadata"),
                present("metadata/name"),
                validName("metadata/name"),
                validName("metadata/namespace"));
    }

    /** The sources, and what else counts for them; of two of one name the first counts. */
    static List<ManifestKind> all(Kinds sources) {
        return Stream.concat(
                        sources.all().stream()
                                .map(kind -> new ManifestKind(
                                        kind.type(),
                                        Author.USER,
                                        kind.manifest().requirements())),
                        OTHERS.stream())
                .toList();
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
}
