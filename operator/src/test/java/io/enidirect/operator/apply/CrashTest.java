package io.enidirect.operator.apply;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.FakeCloud.When;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Death at any point loses what is in memory, and nothing else. */
class CrashTest {
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Each with two deaths in each of its phases. */
    private static final int LIVES_OF_TWO = 10;

    /** The numbers are those of calls within one phase. */
    private record Mishap(int number, When when, int again) {
        void at(int count, When at) {
            if ((count == number && at == when) || (count == again && at == When.AFTER)) {
                throw new Death();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void convergesAfterACrashBeforeAndAfterEachCallAndEachRecord(Workload.Of of) {
        Workload clean = of.made();
        List<Workload.End> ends = clean.run(Loop::settle);
        int deaths = 0;
        int lives = 0;

        for (int number = 1; number <= Collections.max(clean.counts()); number++) {
            for (When when : When.values()) {
                Mishap mishap = new Mishap(number, when, -1);
                Sweep sweep = Sweep.of(clean.counts(), number);
                for (Set<Integer> phases = sweep.next(); !phases.isEmpty(); phases = sweep.next()) {
                    Set<Integer> dead = dies(of, phases.stream().collect(toMap(phase -> phase, phase -> mishap)), ends);
                    sweep.done(dead);
                    deaths += dead.size();
                    lives++;
                }
            }
        }
        System.out.println("crashes of " + of + ": " + deaths + " in " + lives + " lives");
        assertThat(deaths)
                .isGreaterThanOrEqualTo(
                        2 * clean.counts().stream().mapToInt(each -> each).sum());
    }

    @ParameterizedTest
    @EnumSource
    void convergesAfterTwoCrashes(Workload.Of of) {
        Workload clean = of.made();
        List<Workload.End> ends = clean.run(Loop::settle);
        Random random = new Random(7);

        for (int i = 0; i < LIVES_OF_TWO; i++) {
            Map<Integer, Mishap> twice = new TreeMap<>();
            for (int phase = 0; phase < ends.size(); phase++) {
                int first = 1 + random.nextInt(clean.counts().get(phase));
                int second = first + 1 + random.nextInt(8);
                twice.put(phase, new Mishap(first, When.values()[random.nextInt(2)], second));
            }
            dies(of, twice, ends);
        }
    }

    /** It ends all the same as without its deaths; answers the phases in which it died. */
    private static Set<Integer> dies(Workload.Of of, Map<Integer, Mishap> mishaps, List<Workload.End> ends) {
        Workload dying = of.made();
        Set<Integer> died = new TreeSet<>();
        dying.loop.wire.hook((count, what, at) -> {
            Mishap mishap = mishaps.get(dying.phase());
            if (mishap != null) {
                mishap.at(count, at);
            }
        });
        try {
            assertThat(dying.run(loop -> {
                        while (!settled(loop)) {
                            died.add(dying.phase());
                            loop.crash();
                        }
                    }))
                    .isEqualTo(ends);
        } catch (AssertionError e) {
            throw new AssertionError(mishaps + ": " + e.getMessage(), e);
        }
        return died;
    }

    private static boolean settled(Loop loop) {
        try {
            loop.settle();
            return true;
        } catch (Death e) {
            return false;
        }
    }
}
