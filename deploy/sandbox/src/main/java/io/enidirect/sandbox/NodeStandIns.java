package io.enidirect.sandbox;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scheduler and kubelets as far as the API shows them: pods are bound, get an address, run, become ready, and end. One
 * informer over all namespaces tells what to look at, one thread does it all, so a pod's steps never overlap.
 */
final class NodeStandIns implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeStandIns.class);
    private static final Duration RETRY = Duration.ofMillis(300);

    private final KubernetesClient client;
    private final Addresses addresses;
    private final PodRuntime runtime;
    private final Duration serving;
    private final Nodes nodes;
    private final PodStatuses statuses = new PodStatuses(Clock.systemUTC());
    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(Daemon.named("sandbox-nodes"));
    private final Map<String, String> ips = new HashMap<>(); // by uid: our patch may not have reached the informer yet
    private final Set<String> ending = new HashSet<>();
    private final SharedIndexInformer<Pod> pods;

    NodeStandIns(KubernetesClient client, Addresses addresses, PodRuntime runtime, ClusterOptions options) {
        this.client = client;
        this.addresses = addresses;
        this.runtime = runtime;
        this.serving = options.serving();
        this.nodes = new Nodes(client);
        for (int i = 0; i < options.nodes(); i++) {
            nodes.create("node-" + (i + 1), addresses.node(i));
        }
        this.pods = client.pods().inAnyNamespace().runnableInformer(0);
    }

    void start() {
        pods.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Pod pod) {
                submit(pod, NodeStandIns.this::tend, Duration.ZERO);
            }

            @Override
            public void onUpdate(Pod old, Pod pod) {
                submit(pod, NodeStandIns.this::tend, Duration.ZERO);
            }

            @Override
            public void onDelete(Pod pod, boolean stateUnknown) {
                submit(pod, NodeStandIns.this::forget, Duration.ZERO);
            }
        });
        pods.run();
    }

    private interface Step {
        void take(Pod pod);
    }

    private void submit(Pod pod, Step step, Duration delay) {
        try {
            var unused = worker.schedule(() -> attempt(pod, step), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.atDebug()
                    .addKeyValue("pod", pod.getMetadata().getName())
                    .log("left alone, the cluster is being closed");
        }
    }

    private void attempt(Pod pod, Step step) {
        try {
            step.take(pod);
        } catch (RuntimeException e) {
            if (!Overtaken.isCauseOf(e) && !worker.isShutdown()) {
                LOG.atWarn()
                        .addKeyValue("pod", pod.getMetadata().getName())
                        .setCause(e)
                        .log("a pod's step is tried again");
                submit(pod, step, RETRY);
            }
        }
    }

    private void tend(Pod seen) {
        String key =
                seen.getMetadata().getNamespace() + "/" + seen.getMetadata().getName();
        Pod pod = pods.getStore().getByKey(key);
        if (pod == null || !pod.getMetadata().getUid().equals(seen.getMetadata().getUid())) {
            return;
        }
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            beginToEnd(pod);
        } else if (pod.getSpec().getNodeName() == null) {
            nodes.bind(pod);
        } else if (pod.getStatus().getPodIP() == null) {
            run(pod);
        } else {
            statuses.readiness(pod).ifPresent(patch -> patchStatus(pod, patch));
        }
    }

    private void run(Pod pod) {
        String nodeIp = nodes.addressOf(pod);
        boolean hostNetwork = Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
        String ip = hostNetwork ? nodeIp : ips.computeIfAbsent(pod.getMetadata().getUid(), uid -> addresses.take());
        // listens before it says so: a ready pod that refuses would look like a fault of the controller
        runtime.start(pod, ip);
        patchStatus(pod, statuses.running(pod, ip, nodeIp));
    }

    private void beginToEnd(Pod pod) {
        if (ending.add(pod.getMetadata().getUid())) {
            runtime.drain(pod.getMetadata().getUid());
            submit(pod, this::end, servingTime(pod));
        }
    }

    private Duration servingTime(Pod pod) {
        Optional<Duration> sleep = pod.getSpec().getContainers().stream()
                .flatMap(container -> Optional.ofNullable(container.getLifecycle())
                        .map(lifecycle -> lifecycle.getPreStop())
                        .map(preStop -> preStop.getSleep())
                        .map(action -> Duration.ofSeconds(action.getSeconds()))
                        .stream())
                .max(Duration::compareTo);
        Long grace = pod.getMetadata().getDeletionGracePeriodSeconds();
        Duration most = Duration.ofSeconds(grace == null ? 0 : grace);
        Duration wanted = sleep.orElse(serving);
        return wanted.compareTo(most) < 0 ? wanted : most;
    }

    private void end(Pod pod) {
        patchStatus(pod, statuses.ended(pod));
        runtime.stop(pod.getMetadata().getUid());
        // raw, as the client offers no precondition on the uid: a StatefulSet's next pod has the same name
        client.raw(
                "/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/"
                        + pod.getMetadata().getName(),
                "DELETE",
                new DeleteOptionsBuilder()
                        .withGracePeriodSeconds(0L)
                        .withNewPreconditions()
                        .withUid(pod.getMetadata().getUid())
                        .endPreconditions()
                        .build());
    }

    private void forget(Pod pod) {
        String uid = pod.getMetadata().getUid();
        ending.remove(uid);
        runtime.stop(uid);
        Optional.ofNullable(ips.remove(uid)).ifPresent(addresses::giveBack);
    }

    private void patchStatus(Pod pod, Pod patch) {
        client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), Serialization.asJson(patch));
    }

    @Override
    public void close() {
        pods.close();
        worker.shutdownNow();
        runtime.close();
        addresses.close();
    }
}
