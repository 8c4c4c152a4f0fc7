package io.enidirect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.kinds.registry.House;
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
    private static final int TRIES = 3;
    /** Divided by the targets of a rule: so many passes come first, for the compiler. */
    private static final int WARM = 2_000;

    private static final double AT_MOST = 12;
    private static final double QUADRATIC = 30;

    private static final int CACHE_LINE = 64;
    private static final byte[] PAST = new byte[128 << 20];

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Medians in milliseconds, or the ratio of two. */
    private record Cost(double observe, double desired, double plan) {
        Cost over(Cost other) {
            return new Cost(observe / other.observe, desired / other.desired, plan / other.plan);
        }

        Cost orLess(Cost other) {
            return new Cost(
                    Math.min(observe, other.observe), Math.min(desired, other.desired), Math.min(plan, other.plan));
        }

        boolean isAtMost(double most) {
            return observe <= most && desired <= most && plan <= most;
        }

        @Override
        public String toString() {
            return "observe %.1f, desired %.1f, plan %.1f ms".formatted(observe, desired, plan);
        }
    }

    /** One load balancer, and what is thought of it. */
    private static final class Measured {
        private final BigLoadBalancer big;
        private final Snapshot seen;
        private final Desired desired;
        private final int first;

        Measured(State state, int pods) {
            big = new BigLoadBalancer(state, pods);
            seen = BigLoadBalancer.trusted(big.observe());
            desired = House.desired(seen);
            first = WARM / pods;
            assertThat(plan().steps().stream()
                            .filter(step -> step.step().write())
                            .map(step -> step.step().describe()))
                    .as("There is something to do where something is replaced, and nothing else")
                    .hasSize(state == State.REPLACED ? 2 : 0);
        }

        private Plan plan() {
            return Plan.between(desired.state(), seen);
        }

        Cost cost() {
            return new Cost(
                    median(first, big::observe), median(first, () -> House.desired(seen)), median(first, this::plan));
        }
    }

    /** The least of three ratios of medians counts: what goes on beside on the machine makes one larger, never all. */
    @ParameterizedTest
    @EnumSource
    void eightTimesTheTargetsTakeAtMostTwelveTimesAsLong(State state) {
        Measured small = new Measured(state, SMALL);
        Measured large = new Measured(state, LARGE);
        Cost least = new Cost(Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE);
        for (int i = 0; i < TRIES && !least.isAtMost(AT_MOST); i++) {
            Cost one = small.cost();
            Cost eight = large.cost();
            System.out.printf("%s: %s → %s%n", state, one, eight);
            least = least.orLess(eight.over(one));
        }

        assertThat(least.observe).as("observe").isLessThanOrEqualTo(AT_MOST);
        assertThat(least.desired).as("desired").isLessThanOrEqualTo(AT_MOST);
        assertThat(least.plan).as("plan").isLessThanOrEqualTo(AT_MOST);
    }

    /** As it was once: for each target that is there, all wishes are gone through. */
    @Test
    void aScanPerTargetTakesMoreThanThirtyTimesAsLong() {
        double small = median(1, scan(500));
        double large = median(1, scan(4_000));

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

    /**
     * The processor's: what is small would still be in them from the pass before, and what is large would not. A reconcile
     * finds neither there.
     */
    private static void emptyCaches() {
        for (int i = 0; i < PAST.length; i += CACHE_LINE) {
            PAST[i]++;
        }
    }

    private static double median(int first, Supplier<?> work) {
        for (int i = 0; i < first; i++) {
            assertThat(work.get()).isNotNull();
        }
        double[] times = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            emptyCaches();
            long start = THREADS.getCurrentThreadCpuTime();
            Object result = work.get();
            times[i] = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
            assertThat(result).isNotNull();
        }
        Arrays.sort(times);
        return times[TIMES / 2];
    }
}
