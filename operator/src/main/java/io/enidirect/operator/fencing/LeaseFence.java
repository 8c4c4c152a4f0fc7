package io.enidirect.operator.fencing;

import io.enidirect.operator.snapshot.Timing;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;

/**
 * Open within {@link Timing.Lease#writable} of the last renewal of our Lease, seen by a watch of its own. What the
 * elector believes is not asked: it may have sent a renewal that never arrived.
 */
public final class LeaseFence implements Fence, AutoCloseable {
    private final Renewals renewals;
    private final SharedIndexInformer<Lease> informer;

    private LeaseFence(Renewals renewals, SharedIndexInformer<Lease> informer) {
        this.renewals = renewals;
        this.informer = informer;
    }

    /** Begins to watch and returns at once; closed until the first renewal is seen. */
    public static LeaseFence watch(KubernetesClient client, LeaseSettings lease, Clock clock) {
        Renewals renewals = new Renewals(lease.identity(), clock);
        SharedIndexInformer<Lease> informer = client.leases()
                .inNamespace(lease.namespace())
                .withName(LeaseSettings.NAME)
                .runnableInformer(0)
                // also when it has ended: a watch that is not tried again would leave the fence closed for ever
                .exceptionHandler((started, failure) -> true)
                .addEventHandler(renewals);
        informer.start();
        return new LeaseFence(renewals, informer);
    }

    @Override
    public boolean open() {
        return renewals.open();
    }

    /** Whether the watch is at work; the fence closes by itself where it is not. */
    public boolean watching() {
        return informer.isWatching();
    }

    @Override
    public void close() {
        informer.close();
    }
}
