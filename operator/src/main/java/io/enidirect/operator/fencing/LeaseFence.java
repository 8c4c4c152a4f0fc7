package io.enidirect.operator.fencing;

import io.enidirect.operator.snapshot.Timing;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Open within {@link Timing.Lease#writable} of the last renewal of our Lease, seen by a watch of its own. What the
 * elector believes is not asked: it may have sent a renewal that never arrived.
 */
public final class LeaseFence implements Fence, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LeaseFence.class);

    private final Renewals renewals;
    private final SharedIndexInformer<Lease> informer;
    private final Resource<Lease> lease;
    private final String identity;

    /** Writes share it; who gives the Lease up has it alone for a moment, in which none is on its way. */
    private final ReentrantReadWriteLock writing = new ReentrantReadWriteLock();

    private volatile boolean givenUp;

    private LeaseFence(Renewals renewals, SharedIndexInformer<Lease> informer, Resource<Lease> lease, String identity) {
        this.renewals = renewals;
        this.informer = informer;
        this.lease = lease;
        this.identity = identity;
    }

    /** Begins to watch and returns at once; closed until the first renewal is seen. */
    public static LeaseFence watch(KubernetesClient client, LeaseSettings lease, Clock clock) {
        Renewals renewals = new Renewals(lease.identity(), clock);
        Resource<Lease> resource =
                client.leases().inNamespace(lease.namespace()).withName(LeaseSettings.NAME);
        SharedIndexInformer<Lease> informer = resource.runnableInformer(0)
                // also when it has ended: a watch that is not tried again would leave the fence closed for ever
                .exceptionHandler((started, failure) -> true)
                .addEventHandler(renewals);
        informer.start();
        return new LeaseFence(renewals, informer, resource, lease.identity());
    }

    @Override
    public boolean open() {
        return renewals.open();
    }

    @Override
    public <T> Optional<T> within(Supplier<T> write) {
        if (!writing.readLock().tryLock()) {
            return Optional.empty(); // is being given up
        }
        try {
            return givenUp ? Optional.empty() : Fence.super.within(write);
        } finally {
            writing.readLock().unlock();
        }
    }

    /**
     * Lets another lead at once, who would have to wait until its time is over otherwise; no write starts from then on. The Lease
     * is kept where a write is still on its way, and left alone where another has it. Call it when nobody renews any more.
     */
    public void giveUp() {
        if (!writing.writeLock().tryLock()) {
            log.atInfo().log("The Lease is kept until its time is over, since a write to the cloud has not ended");
            return;
        }
        givenUp = true;
        writing.writeLock().unlock();
        try {
            Lease held = lease.get();
            if (held != null && identity.equals(held.getSpec().getHolderIdentity())) {
                // with the resourceVersion, so that it is refused if another has taken it meanwhile
                lease.patch(PatchContext.of(PatchType.JSON_MERGE), """
                        {"metadata": {"resourceVersion": "%s"}, "spec": {"holderIdentity": "", "leaseDurationSeconds": 1}}
                        """.formatted(
                                held.getMetadata().getResourceVersion()));
            }
        } catch (KubernetesClientException e) {
            log.atInfo()
                    .addKeyValue("cause", e.getMessage())
                    .log("The Lease is kept until its time is over, since it can't be given up");
        }
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
