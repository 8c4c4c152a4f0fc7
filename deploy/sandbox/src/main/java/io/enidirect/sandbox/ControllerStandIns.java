package io.enidirect.sandbox;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In place of kube-controller-manager where only an API server is to be had: pods of Deployments (rolling, one more at a
 * time) and EndpointSlices of Services with a selector. No ReplicaSets, no other workloads, no garbage collection beyond
 * those two, no end of namespaces.
 *
 * <p>Each change of a Deployment, Pod or Service leads to one pass over everything, read live: slow with many objects,
 * but it never acts on what a cache has not seen yet.
 */
final class ControllerStandIns implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControllerStandIns.class);
    private static final Duration TOGETHER = Duration.ofMillis(20);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(Daemon.named("sandbox-controllers"));
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicBoolean paused = new AtomicBoolean();
    private final KubernetesClient client;
    private final DeploymentStandIn deployments;
    private final EndpointSliceStandIn slices;
    private final List<SharedIndexInformer<? extends HasMetadata>> informers;

    ControllerStandIns(KubernetesClient client) {
        this.client = client;
        this.deployments = new DeploymentStandIn(client);
        this.slices = new EndpointSliceStandIn(client);
        this.informers = List.of(
                triggering(client.apps().deployments().inAnyNamespace().runnableInformer(0)),
                triggering(client.services().inAnyNamespace().runnableInformer(0)),
                triggering(client.pods().inAnyNamespace().runnableInformer(0)));
    }

    private <T extends HasMetadata> SharedIndexInformer<T> triggering(SharedIndexInformer<T> informer) {
        return informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(T object) {
                trigger(TOGETHER);
            }

            @Override
            public void onUpdate(T old, T object) {
                trigger(TOGETHER);
            }

            @Override
            public void onDelete(T object, boolean stateUnknown) {
                trigger(TOGETHER);
            }
        });
    }

    void start() {
        informers.forEach(SharedIndexInformer::run);
    }

    private void trigger(Duration delay) {
        if (due.compareAndSet(false, true)) {
            try {
                var unused = worker.schedule(this::pass, delay.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.atDebug().log("left alone, the cluster is being closed");
            }
        }
    }

    /** What changes meanwhile is looked at when they go on. */
    void pause(boolean on) {
        paused.set(on);
        if (!on) {
            trigger(TOGETHER);
        }
    }

    private void pass() {
        due.set(false);
        if (paused.get()) {
            return;
        }
        try {
            List<Pod> pods = client.pods().inAnyNamespace().list().getItems();
            deployments.pass(pods);
            slices.pass(pods);
        } catch (RuntimeException e) {
            if (Overtaken.isCauseOf(e)) {
                trigger(TOGETHER);
            } else if (!worker.isShutdown()) {
                LOG.atWarn().setCause(e).log("a pass of the controllers is tried again");
                trigger(RETRY);
            }
        }
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
        worker.shutdownNow();
    }
}
