package io.enidirect.operator.loadbalancer;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;

/** The life of the object itself: our finalizer goes on before anything is made, and off when the cloud holds nothing. */
final class ObjectLife {
    private ObjectLife() {}

    /** The object with our finalizer. The front makes it so; an administrator's gets it here. */
    static CloudLoadBalancer ours(CloudLoadBalancer object, Context<CloudLoadBalancer> context) {
        return object.hasFinalizer(LoadBalancerReconciler.FINALIZER)
                        || object.getMetadata().getDeletionTimestamp() != null
                ? object
                : context.resourceOperations().addFinalizer(LoadBalancerReconciler.FINALIZER);
    }

    /** Ends the object where there is nothing left to do for it; whether it did. */
    static boolean ends(Snapshot seen, Desired desired, Plan plan, Context<CloudLoadBalancer> context) {
        if (plan.release() && seen.deleting()) {
            context.resourceOperations().removeFinalizer(LoadBalancerReconciler.FINALIZER);
            return true;
        }
        if (!desired.state().wanted() && !seen.deleting()) {
            // left behind: whoever it was made for is gone, as a live read said
            delete(seen.object(), context);
            return plan.release();
        }
        return false;
    }

    private static void delete(CloudLoadBalancer object, Context<CloudLoadBalancer> context) {
        CloudLoadBalancer exactly = new CloudLoadBalancer();
        exactly.setMetadata(new ObjectMetaBuilder()
                .withName(object.getMetadata().getName())
                .withUid(object.getMetadata().getUid())
                .withResourceVersion(object.getMetadata().getResourceVersion())
                .build());
        context.getClient().resource(exactly).lockResourceVersion().delete();
    }
}
