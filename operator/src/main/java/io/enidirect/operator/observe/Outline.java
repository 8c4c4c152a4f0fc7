package io.enidirect.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;

/**
 * What is kept of an object that no load balancer is concerned with: that it is there, and what makes it one that somebody
 * may be concerned with. Anybody may make thousands of such objects, each as large as etcd takes it.
 */
final class Outline {
    /** No user can set it: the API server drops what metadata does not have. */
    private static final String MARK = "eni-direct.io/outline";

    private Outline() {}

    /** Whether there is more to this object than what is kept of it. */
    static boolean is(HasMetadata object) {
        return object.getMetadata().getAdditionalProperties().containsKey(MARK);
    }

    /** Its addresses stay: no ExternalBackend may have them. */
    static Service of(Service service) {
        return new ServiceBuilder()
                .withMetadata(metadata(service.getMetadata()))
                .withNewSpec()
                .withType(service.getSpec().getType())
                .withLoadBalancerClass(service.getSpec().getLoadBalancerClass())
                .withClusterIPs(Bounds.first(service.getSpec().getClusterIPs(), Bounds.ADDRESSES))
                .endSpec()
                .build();
    }

    static Ingress of(Ingress ingress) {
        return new IngressBuilder()
                .withMetadata(metadata(ingress.getMetadata()))
                .withNewSpec()
                .withIngressClassName(ingress.getSpec().getIngressClassName())
                .endSpec()
                .build();
    }

    /** Without its rules, but with what its status is published by. */
    static Ingress published(Ingress ingress) {
        Ingress kept = Trim.ingressWithStatus(ingress);
        kept.getMetadata().getAdditionalProperties().put(MARK, true);
        return kept;
    }

    /** Its Service stays. */
    static EndpointSlice of(EndpointSlice slice) {
        return new EndpointSliceBuilder()
                .withMetadata(metadata(slice.getMetadata()))
                .editMetadata()
                .withLabels(Trim.labels(slice.getMetadata()))
                .endMetadata()
                .withAddressType(slice.getAddressType())
                .build();
    }

    private static ObjectMeta metadata(ObjectMeta metadata) {
        return new ObjectMetaBuilder()
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .withDeletionTimestamp(metadata.getDeletionTimestamp())
                .addToAdditionalProperties(MARK, true)
                .build();
    }
}
