package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.TaskId;
import io.enidirect.cloud.TaskState;
import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.Call;
import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.State;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A load balancer whose task takes long costs the others nothing: nothing waits in a worker. */
@ExtendWith(SharedCluster.class)
@Tag("timed")
final class ManyTasksTest {
    private static final int MANY = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final String WEIGHT = "service.cloud.tencent.com/custom-weight";

    @Test
    void aPodChangeIsSentWithinASecondBesideTwoHundredRunningTasks(Cluster cluster) {
        try (Rig rig = Rig.start(cluster)) {
            LiveService web = busy(rig, cluster, MANY, MANY);

            Duration took = timeToFollow(rig, web, 77);
            System.out.println(
                    "A pod change beside " + MANY + " running tasks was sent after " + took.toMillis() + " ms");
            assertThat(took).isLessThan(SOON);
            assertThat(rig.cloud().runningTasks()).as("with that of the change").hasSize(MANY + 1);
        }
    }

    /** The control: with a worker in each of them, the same measurement fails. */
    @Test
    void theMeasurementSeesWorkersThatWait(Cluster cluster) {
        int workers = 4;
        Rig.Setup waiting = Rig.Setup.PLAIN
                .withOptions("--workers", String.valueOf(workers))
                .withCloudAround(ManyTasksTest::waitingForTasks);
        try (Rig rig = Rig.start(cluster, waiting)) {
            LiveService web = busy(rig, cluster, workers + 2, workers);
            String pod = weigh(rig, web, 77);
            await().during(SOON)
                    .atMost(SOON.multipliedBy(3))
                    .until(() -> sent(rig, web).isEmpty());
            rig.cloud().settings(settings -> settings.withManualTasks(false));
            rig.cloud().endTasks();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(web.targets(Protocol.TCP, 80))
                            .as("the weight of %s", pod)
                            .extracting(State.Target::weight)
                            .contains(77));
        }
    }

    /** One Service that is all there, beside so many whose load balancers are being made for ever. */
    private static LiveService busy(Rig rig, Cluster cluster, int services, int tasks) {
        String namespace = cluster.createNamespace("tasks");
        LiveService web = LiveService.create(rig, namespace, "web", 1, tcp(80, 8080));
        web.awaitReady().awaitPods(1, 80);
        rig.cloud().settings(settings -> settings.withManualTasks(true));
        for (int i = 0; i < services; i++) {
            LiveService.create(rig, Manifests.service(namespace, "busy-" + i, tcp(80, 8080)));
        }
        await().atMost(PATIENCE).until(() -> rig.cloud().runningTasks().size() == tasks);
        rig.cloud().clearCalls();
        return web;
    }

    private static Duration timeToFollow(Rig rig, LiveService web, int weight) {
        Instant changed = Instant.now();
        weigh(rig, web, weight);
        await().atMost(PATIENCE).until(() -> sent(rig, web).isPresent());
        return Duration.between(changed, sent(rig, web).orElseThrow());
    }

    private static String weigh(Rig rig, LiveService web, int weight) {
        var pod = web.pods().get(0).getMetadata();
        rig.client()
                .pods()
                .inNamespace(pod.getNamespace())
                .withName(pod.getName())
                .edit(edited -> edited.edit()
                        .editMetadata()
                        .addToAnnotations(WEIGHT, String.valueOf(weight))
                        .endMetadata()
                        .build());
        return pod.getName();
    }

    private static Optional<Instant> sent(Rig rig, LiveService web) {
        String id = web.loadBalancerId();
        return rig.cloud().calls("BatchModifyTargetWeight").stream()
                .filter(call -> id.equals(call.loadBalancer()))
                .map(Call::time)
                .findFirst();
    }

    /** A cloud whose calls return when their tasks have ended. */
    private static LoadBalancers waitingForTasks(LoadBalancers cloud) {
        return (LoadBalancers) Proxy.newProxyInstance(
                LoadBalancers.class.getClassLoader(),
                new Class<?>[] {LoadBalancers.class},
                (proxy, method, arguments) -> waited(cloud, call(cloud, method, arguments)));
    }

    private static Object call(LoadBalancers cloud, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(cloud, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object waited(LoadBalancers cloud, Object result) {
        if (result instanceof LoadBalancers share) {
            return waitingForTasks(share);
        }
        if (result instanceof Answer<?> answer) {
            answer.task().ifPresent(task -> {
                while (running(cloud, task) && !Thread.currentThread().isInterrupted()) {
                    LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                }
            });
        }
        return result;
    }

    private static boolean running(LoadBalancers cloud, TaskId task) {
        return cloud.task(task)
                .value()
                .map(state -> state.phase() == TaskState.Phase.RUNNING)
                .orElse(true);
    }
}
