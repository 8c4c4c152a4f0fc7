package io.enidirect.operator.record;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.SourceStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.List;
import java.util.Objects;

/**
 * Writes a status as one server-side apply by one field manager, with the resourceVersion that it was computed from. The
 * controller's cache shows our last write until the informer does.
 */
public final class RecordWriter {
    private RecordWriter() {}

    /** Whether what has to be acknowledged before a write to the cloud differs: all but what users are told. */
    public static boolean recordDiffers(CloudLoadBalancerStatus one, CloudLoadBalancerStatus other) {
        return !(Objects.equals(one.clusterId(), other.clusterId())
                && Objects.equals(one.creation(), other.creation())
                && Objects.equals(one.loadBalancerId(), other.loadBalancerId())
                && one.named().equals(other.named())
                && one.listeners().equals(other.listeners())
                && keys(one).equals(keys(other)));
    }

    private static List<String> keys(CloudLoadBalancerStatus status) {
        return status.sources().stream().map(SourceStatus::key).toList();
    }

    /** Whether it differs in more than ids that were not known before: in who holds what. */
    public static boolean holdersDiffer(CloudLoadBalancerStatus one, CloudLoadBalancerStatus other) {
        return recordDiffers(withoutIds(one), withoutIds(other));
    }

    private static CloudLoadBalancerStatus withoutIds(CloudLoadBalancerStatus status) {
        return new CloudLoadBalancerStatus(
                null,
                status.clusterId(),
                status.creation(),
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                status.sources(),
                status.listeners().stream()
                        .map(listener -> listener.withId(null)
                                .withDomains(listener.domains().stream()
                                        .map(domain -> domain.withRules(domain.rules().stream()
                                                .map(rule -> rule.withId(null))
                                                .toList()))
                                        .toList()))
                        .toList());
    }

    /**
     * The object with its new status, acknowledged by the API server.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException with code 409 where the object is another by now
     */
    public static CloudLoadBalancer write(
            CloudLoadBalancer object, CloudLoadBalancerStatus status, Context<CloudLoadBalancer> context) {
        CloudLoadBalancer wanted = new CloudLoadBalancer();
        wanted.setMetadata(new ObjectMetaBuilder()
                .withName(object.getMetadata().getName())
                .withUid(object.getMetadata().getUid())
                .withResourceVersion(object.getMetadata().getResourceVersion())
                .build());
        wanted.setSpec(null);
        wanted.setStatus(status);
        return context.resourceOperations().serverSideApplyPrimaryStatus(wanted);
    }
}
