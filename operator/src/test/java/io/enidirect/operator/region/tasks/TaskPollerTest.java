package io.enidirect.operator.region.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.cloud.FakeLoadBalancers;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.ManualClock;
import io.enidirect.cloud.Network;
import io.enidirect.cloud.Network.IpVersion;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.cloud.TaskId;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class TaskPollerTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final FakeLoadBalancers cloud = new FakeLoadBalancers(Clock.systemUTC());
    private final List<EndedTask> ended = new CopyOnWriteArrayList<>();

    @Test
    void wakesUpForATaskAndTellsOfItsEnd() {
        try (TaskPoller poller = new TaskPoller(cloud, Clock.systemUTC(), ended::add)) {
            poller.start();
            cloud.taskTime(Duration.ofMillis(300));
            TaskId task = accepted();
            poller.watch("a", task);
            assertThat(poller.running("a")).isPresent();
            assertThat(poller.count()).isEqualTo(1);
            await().atMost(SOON).until(() -> ended.size() == 1);
            assertThat(ended.get(0).task()).isEqualTo(task);
            assertThat(poller.running("a")).isEmpty();
            assertThat(poller.trouble()).isEmpty();
        }
    }

    @Test
    void neverBlocksItsCallersAndSaysWhenItIsStuck() {
        ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (TaskPoller poller = new TaskPoller(hanging(asked, answer), clock, ended::add)) {
            TaskId task = accepted();
            poller.watch("a", task);
            clock.advance(Duration.ofSeconds(1));
            poller.start();
            await().atMost(SOON).until(() -> asked.getCount() == 0);

            poller.watch("b", new TaskId("other"));
            assertThat(poller.running("b")).isPresent();
            assertThat(poller.trouble()).isEmpty();
            clock.advance(Duration.ofSeconds(61));
            assertThat(poller.trouble()).contains("stuck since 2026-01-01T00:00:01Z");

            answer.countDown();
            await().atMost(SOON).until(() -> ended.size() == 1);
            await().atMost(SOON).until(() -> poller.trouble().isEmpty());
        }
    }

    @Test
    void oneCallWithoutAnAnswerHoldsUpNoOther() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        LoadBalancers hanging = hanging(asked, answer);
        LoadBalancers one = (LoadBalancers) Proxy.newProxyInstance(
                LoadBalancers.class.getClassLoader(),
                new Class<?>[] {LoadBalancers.class},
                (proxy, method, arguments) -> method.invoke(first.getAndSet(false) ? hanging : cloud, arguments));
        try (TaskPoller poller = new TaskPoller(one, Clock.systemUTC(), ended::add)) {
            poller.start();
            poller.watch("a", accepted());
            await().atMost(SOON).until(() -> asked.getCount() == 0);
            poller.watch("b", accepted("other"));
            await().atMost(SOON).until(() -> ended.size() == 1);
            assertThat(ended.get(0).key()).isEqualTo("b");

            answer.countDown();
            await().atMost(SOON).until(() -> ended.size() == 2);
        }
    }

    @Test
    void saysThatItDoesNotRun() {
        TaskPoller poller = new TaskPoller(cloud, Clock.systemUTC(), ended::add);
        assertThat(poller.trouble()).contains("not running");
        poller.start();
        assertThat(poller.trouble()).isEmpty();
        poller.close();
        await().atMost(SOON).until(() -> poller.trouble().isPresent());
    }

    private TaskId accepted() {
        return accepted("token");
    }

    private TaskId accepted(String token) {
        return cloud.create(new NewLoadBalancer(
                        "a", new Network(Network.Type.PUBLIC, "vpc-1", null, IpVersion.IPV4), Map.of(), token))
                .task()
                .orElseThrow();
    }

    /** The same cloud, over a line on which the answer takes its time. */
    private LoadBalancers hanging(CountDownLatch asked, CountDownLatch answer) {
        return (LoadBalancers) Proxy.newProxyInstance(
                LoadBalancers.class.getClassLoader(),
                new Class<?>[] {LoadBalancers.class},
                (proxy, method, arguments) -> {
                    asked.countDown();
                    answer.await();
                    try {
                        return method.invoke(cloud, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
