package io.enidirect.operator.record;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;

/**
 * Writes a status as one server-side apply by one field manager, with the resourceVersion that it was computed from. The
 * controller's cache shows our last write until the informer does.
 */
public final class RecordWriter {
    private RecordWriter() {}

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
