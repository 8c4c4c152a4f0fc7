package io.enidirect.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.FakeCloud.When;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Death at any point loses what is in memory, and nothing else. */
class CrashTest {
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final Consumer<Loop> THROUGH_DEATHS = loop -> {
        while (true) {
            try {
                loop.settle();
                return;
            } catch (Death e) {
                loop.crash();
            }
        }
    };

    private static Workload dyingAt(Workload.Of of, int number, When when) {
        return dyingAt(of, number, when, -1);
    }

    private static Workload dyingAt(Workload.Of of, int number, When when, int again) {
        Workload workload = of.made();
        workload.loop.wire.hook((count, what, at) -> {
            if ((count == number && at == when) || (count == again && at == When.AFTER)) {
                throw new Death();
            }
        });
        return workload;
    }

    @ParameterizedTest
    @EnumSource
    void convergesAfterACrashBeforeAndAfterEachCallAndEachRecord(Workload.Of of) {
        Workload clean = of.made();
        List<Workload.End> ends = clean.run(Loop::settle);
        int count = clean.loop.wire.count();

        for (int number = 1; number <= count; number++) {
            for (When when : When.values()) {
                Workload dying = dyingAt(of, number, when);
                List<Workload.End> reached;
                try {
                    reached = dying.run(THROUGH_DEATHS);
                } catch (AssertionError e) {
                    throw new AssertionError(when + " call " + number + ": " + e.getMessage(), e);
                }
                assertThat(reached).as("%s call %d of %d", when, number, count).isEqualTo(ends);
            }
        }
        System.out.println("crashes of " + of + ": " + 2 * count);
    }

    @ParameterizedTest
    @EnumSource
    void convergesAfterTwoCrashes(Workload.Of of) {
        Workload clean = of.made();
        List<Workload.End> ends = clean.run(Loop::settle);
        Random random = new Random(7);

        for (int i = 0; i < 50; i++) {
            int first = 1 + random.nextInt(clean.loop.wire.count());
            int second = first + 1 + random.nextInt(8);
            When when = When.values()[random.nextInt(2)];
            assertThat(dyingAt(of, first, when, second).run(THROUGH_DEATHS))
                    .as("%s call %d and after call %d", when, first, second)
                    .isEqualTo(ends);
        }
    }
}
