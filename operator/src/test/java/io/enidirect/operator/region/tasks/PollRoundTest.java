package io.enidirect.operator.region.tasks;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.Call;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.FakeCloud.When;
import io.enidirect.cloud.FakeLoadBalancers;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.ManualClock;
import io.enidirect.cloud.Network;
import io.enidirect.cloud.Network.IpVersion;
import io.enidirect.cloud.NewLoadBalancer;
import io.enidirect.cloud.TaskId;
import io.enidirect.cloud.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollRoundTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualClock clock = new ManualClock(START);
    private final FakeLoadBalancers cloud = new FakeLoadBalancers(clock);
    private final PollQueue polls = new PollQueue();
    private final List<EndedTask> ended = new ArrayList<>();
    private final PollRound round = new PollRound(cloud, polls, clock, ended::add, Runnable::run);

    @BeforeEach
    void endTasksByHand() {
        cloud.manualTasks(true);
    }

    @Test
    void tellsOfATaskThatSucceeds() {
        TaskId task = watch("a");
        cloud.endTasks();
        pass(Duration.ofSeconds(1));
        assertThat(ended)
                .containsExactly(new EndedTask(
                        "a",
                        task,
                        Optional.of(new TaskState(
                                TaskState.Phase.SUCCEEDED, "", List.of(new LoadBalancerId("lb-00000001"))))));
        assertThat(polls.size()).isZero();
        assertThat(round.next()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void tellsOfATaskThatFails() {
        TaskId task = watch("a");
        cloud.failNextTask("no stock", false);
        cloud.endTasks();
        pass(Duration.ofSeconds(1));
        assertThat(ended)
                .containsExactly(new EndedTask(
                        "a", task, Optional.of(new TaskState(TaskState.Phase.FAILED, "no stock", List.of()))));
    }

    @Test
    void asksLessOftenTheLongerATaskRuns() {
        watch("a");
        assertThat(asked(Duration.ofSeconds(6))).containsExactly(200L, 600L, 1400L, 2900L, 4400L, 5900L);
    }

    @Test
    void asksNotBeforeTheTimeThatAThrottledAnswerNames() {
        watch("a");
        cloud.throttleUntil(START.plusSeconds(3));
        assertThat(asked(Duration.ofSeconds(4))).containsExactly(3000L, 3400L);
    }

    @Test
    void holdsAllBackWhenTheCloudRefusesForItsRate() {
        watch("a");
        watch("b");
        cloud.failNext("task", new CloudException.Throttled("x", "y", "z", null, START.plusMillis(1200)), When.BEFORE);
        assertThat(asked(Duration.ofMillis(1500))).containsExactly(200L, 1200L, 1200L);
    }

    @Test
    void takesATaskThatIsNotKnownYetForRunning() {
        TaskId task = watch("a");
        failNext(2, new CloudException.NotFound("DescribeTaskStatus", "InvalidParameter", "unknown", null));
        cloud.endTasks();
        assertThat(asked(Duration.ofSeconds(3))).containsExactly(200L, 600L, 1400L);
        assertThat(ended).singleElement().satisfies(end -> {
            assertThat(end.task()).isEqualTo(task);
            assertThat(end.state()).isPresent();
        });
    }

    @Test
    void givesATaskUpThatIsNotKnownAfterTenPolls() {
        TaskId task = new TaskId("nobody's");
        polls.add(Poll.first(new PolledTask("a", task, START)));
        assertThat(asked(Duration.ofMinutes(1))).hasSize(10);
        assertThat(ended).containsExactly(new EndedTask("a", task, Optional.empty()));
    }

    @Test
    void backsOffWhileTheCloudCannotBeReached() {
        watch("a");
        failNext(6, new CloudException.Unavailable("DescribeTaskStatus", "connect", "refused", null));
        assertThat(asked(Duration.ofSeconds(56)))
                .containsExactly(200L, 1_700L, 4_700L, 10_700L, 22_700L, 37_700L, 52_700L, 53_100L, 53_900L, 55_400L);
    }

    @Test
    void givesATaskUpThatHasNoEndForTenMinutes() {
        TaskId task = watch("a");
        pass(Duration.ofMinutes(10).minusMillis(1));
        assertThat(ended).isEmpty();
        pass(Duration.ofMillis(1));
        assertThat(ended).containsExactly(new EndedTask("a", task, Optional.empty()));
    }

    @Test
    void givesUpInTimeAlsoWhileThrottled() {
        TaskId task = watch("a");
        cloud.throttleUntil(START.plus(Duration.ofHours(1)));
        pass(Duration.ofMinutes(10));
        assertThat(ended).containsExactly(new EndedTask("a", task, Optional.empty()));
    }

    @Test
    void goesOnWhenAListenerFails() {
        PollRound deaf = new PollRound(
                cloud,
                polls,
                clock,
                end -> {
                    throw new StackOverflowError();
                },
                Runnable::run);
        watch("a");
        watch("b");
        cloud.endTasks();
        clock.advance(Duration.ofSeconds(1));
        assertThat(deaf.next()).isZero();
        assertThat(deaf.next()).isZero();
        assertThat(polls.size()).isZero();
    }

    @Test
    void asksForTheOthersWhileOneHasNoAnswerYet() {
        List<Runnable> pending = new ArrayList<>();
        PollRound slow = new PollRound(cloud, polls, clock, ended::add, pending::add);
        TaskId first = watch("a");
        TaskId second = watch("b");
        cloud.endTasks();
        clock.advance(Duration.ofSeconds(1));
        assertThat(slow.next()).isZero();
        assertThat(slow.next()).isZero();
        assertThat(slow.next()).isPositive();
        assertThat(polls.size()).isEqualTo(2);

        pending.get(1).run();
        assertThat(ended).extracting(EndedTask::task).containsExactly(second);
        pending.get(0).run();
        assertThat(ended).extracting(EndedTask::task).containsExactly(second, first);
    }

    @Test
    void tellsOnceOfATaskThatIsGivenUpWhileItIsAskedFor() {
        List<Runnable> pending = new ArrayList<>();
        PollRound slow = new PollRound(cloud, polls, clock, ended::add, pending::add);
        TaskId task = watch("a");
        cloud.endTasks();
        clock.advance(Duration.ofSeconds(1));
        slow.next();
        clock.advance(Duration.ofMinutes(10));
        slow.next();
        pending.get(0).run();
        assertThat(ended).containsExactly(new EndedTask("a", task, Optional.empty()));
        assertThat(polls.askingSince()).isEmpty();
    }

    @Test
    void knowsTheOldestTaskOfAKey() {
        TaskId first = watch("a");
        clock.advance(Duration.ofMillis(50));
        watch("a");
        assertThat(polls.oldest("a")).contains(new PolledTask("a", first, START));
        assertThat(polls.oldest("b")).isEmpty();
    }

    @Test
    void servesTwoHundredTasksAtEighteenCallsASecondWithoutStarvingOne() {
        for (int i = 0; i < 200; i++) {
            watch("lb-" + i);
        }
        limited(Duration.ofSeconds(60));
        List<Long> each = List.copyOf(cloud.calls().stream()
                .filter(call -> call.method().equals("task"))
                .collect(groupingBy(Call::detail, counting()))
                .values());
        LongStream counts = each.stream().mapToLong(Long::longValue);
        assertThat(each).hasSize(200);
        assertThat(counts.summaryStatistics()).satisfies(all -> {
            assertThat(all.getSum()).isBetween(60 * 17L, 60 * 18L);
            assertThat(all.getMax() - all.getMin()).isLessThanOrEqualTo(1);
        });

        cloud.endTasks();
        limited(Duration.ofSeconds(12));
        assertThat(ended).hasSize(200);
    }

    /** Lets time pass as the limiter does it: after each call the next one is due 1/18 s later. */
    private void limited(Duration time) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            long before = cloud.count("task");
            Duration wait = round.next();
            if (cloud.count("task") > before) {
                cloud.throttleUntil(clock.instant().plusMillis(56));
            }
            clock.advance(wait);
        }
    }

    private List<Long> asked(Duration time) {
        List<Long> times = new ArrayList<>();
        Instant end = clock.instant().plus(time);
        while (true) {
            long before = cloud.count("task");
            Duration wait = round.next();
            if (cloud.count("task") > before) {
                times.add(Duration.between(START, clock.instant()).toMillis());
            }
            if (clock.instant().plus(wait).isAfter(end)) {
                return times;
            }
            clock.advance(wait);
        }
    }

    private void pass(Duration time) {
        Instant end = clock.instant().plus(time);
        asked(time);
        clock.advance(Duration.between(clock.instant(), end));
        round.next();
    }

    private void failNext(int times, CloudException failure) {
        for (int i = 0; i < times; i++) {
            cloud.failNext("task", failure, When.BEFORE);
        }
    }

    private TaskId watch(String key) {
        NewLoadBalancer wanted = new NewLoadBalancer(
                key,
                new Network(Network.Type.PUBLIC, "vpc-1", null, IpVersion.IPV4),
                Map.of(),
                key + "-" + polls.size());
        TaskId task = cloud.create(wanted).task().orElseThrow();
        polls.add(Poll.first(new PolledTask(key, task, clock.instant())));
        return task;
    }
}
