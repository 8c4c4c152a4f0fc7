package io.enidirect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.desired.Desired;
import io.enidirect.operator.observe.BigLoadBalancer.State;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.snapshot.Snapshot;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Observe, desired and plan cost time in proportion to what is on the load balancer: eight times the targets take at most
 * twelve times as long. Measured is the time of this thread on a processor, so that neighbours on the machine don't count.
 */
@Tag("timed")
class LinearCostTest {
    private static final int SMALL = 100;
    private static final int LARGE = 800;
    private static final int TIMES = 7;
    /** Divided by the targets of a rule: so many passes come first, for the compiler. */
    private static final int WARM = 4_000;

    private static final double AT_MOST = 12;
    private static final double QUADRATIC = 30;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Medians in milliseconds. */
    private record Cost(double observe, double desired, double plan) {
        static Cost of(State state, int pods) {
            BigLoadBalancer big = new BigLoadBalancer(state, pods);
            Snapshot seen = BigLoadBalancer.trusted(big.observe());
            Desired desired = Desired.of(seen);
            assertThat(Plan.between(desired.state(), seen).steps().stream()
                            .filter(step -> step.step().write())
                            .map(step -> step.step().describe()))
                    .as("There is something to do where something is replaced, and nothing else")
                    .hasSize(state == State.REPLACED ? 2 : 0);
            int first = WARM / pods;
            return new Cost(
                    median(first, big::observe),
                    median(first, () -> Desired.of(seen)),
                    median(first, () -> Plan.between(desired.state(), seen)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eightTimesTheTargetsTakeAtMostTwelveTimesAsLong(State state) {
        Cost small = Cost.of(state, SMALL);
        Cost large = Cost.of(state, LARGE);

        System.out.printf(
                "%s: observe %.1f → %.1f ms, desired %.1f → %.1f ms, plan %.1f → %.1f ms%n",
                state, small.observe, large.observe, small.desired, large.desired, small.plan, large.plan);
        assertThat(large.observe / small.observe).as("observe").isLessThanOrEqualTo(AT_MOST);
        assertThat(large.desired / small.desired).as("desired").isLessThanOrEqualTo(AT_MOST);
        assertThat(large.plan / small.plan).as("plan").isLessThanOrEqualTo(AT_MOST);
    }

    /** As it was once: for each target that is there, all wishes are gone through. */
    @Test
    void aScanPerTargetTakesMoreThanThirtyTimesAsLong() {
        double small = median(1, scan(1_000));
        double large = median(1, scan(8_000));

        System.out.printf("The old scan: %.1f → %.1f ms%n", small, large);
        assertThat(large / small).isGreaterThan(QUADRATIC);
    }

    private static Supplier<Long> scan(int targets) {
        List<String> wishes = new ArrayList<>(
                IntStream.range(0, targets).mapToObj(number -> "wish " + number).toList());
        List<String> there =
                IntStream.range(0, targets).mapToObj(number -> "old " + number).toList();
        return () -> there.stream()
                .filter(target -> wishes.stream().noneMatch(target::equals))
                .count();
    }

    private static double median(int first, Supplier<?> work) {
        for (int i = 0; i < first; i++) {
            assertThat(work.get()).isNotNull();
        }
        double[] times = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            Object result = work.get();
            times[i] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
            assertThat(result).isNotNull();
        }
        Arrays.sort(times);
        return times[TIMES / 2];
    }
}
