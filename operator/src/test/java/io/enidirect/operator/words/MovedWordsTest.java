package io.enidirect.operator.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.FakeLoadBalancers;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.words.Row.Effect;
import io.enidirect.operator.words.Row.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a word has been, it ends as if it had always been there; and while it is wrong nothing moves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MovedWordsTest {
    private static final int WALKS = 25;
    private static final int STEPS = 3;
    private static final int WORDS_AT_ONCE = 4;

    private final Map<World, Set<String>> straight = new HashMap<>();

    private static Household made(String kind, World world) {
        return new Household(kind, world, FakeLoadBalancers::new).settle();
    }

    /** What the cloud has of one that never was anything else. */
    private Set<String> straight(String kind, World world) {
        return straight.computeIfAbsent(world, each -> made(kind, each).cloudState());
    }

    static List<Path> tables() {
        return WordTable.files();
    }

    private static List<Row> rows(Path table, Effect... effects) {
        return WordTable.rows(table).stream()
                .filter(row -> List.of(effects).contains(row.effect()))
                .toList();
    }

    /** What says that the source is to be left alone leaves what is there, and makes nothing where nothing is. */
    private static boolean keepsOff(Value value) {
        return value.told().contains("Skipped");
    }

    /**
     * From nothing through all its values and back, each with what is wrong said in its place, once and again, before the next
     * one: always as if nothing else had ever been there.
     */
    @ParameterizedTest
    @MethodSource("tables")
    void eachWordMovesWithoutATrace(Path table) {
        for (Row row : rows(table, Effect.LIVE, Effect.CLAIM)) {
            Household moved = made(row.kind(), row.world());
            if (moved.isRefused()) {
                continue; // without the word it is wrong: what stands is held
            }
            Set<String> before = moved.cloudState();
            for (int i = 0; i < row.takes().size(); i++) {
                Value value = row.takes().get(i);
                World good = row.world(value);
                moved.be(good);
                if (!keepsOff(value)) {
                    assertThat(moved.cloudState())
                            .as("%s: at last %s", row, value)
                            .isEqualTo(straight(row.kind(), good));
                }
                staysAsItIs(moved, row + ": " + value);
                if (row.effect() == Effect.LIVE) {
                    wrongAndBack(moved, good, row, i, row.takes().size());
                }
            }
            moved.be(row.world());
            assertThat(moved.cloudState()).as("%s: said, and taken away", row).isEqualTo(before);
            staysAsItIs(moved, row + " taken away");
            if (row.effect() == Effect.LIVE) {
                wrongAndBack(moved, row.world(), row, 0, row.takes().size());
            }
        }
    }

    /** What counts with the creation only is held while it is wrong, like anything else. */
    @ParameterizedTest
    @MethodSource("tables")
    void whatIsWrongLaterMovesNothing(Path table) {
        for (Row row : rows(table, Effect.CREATION, Effect.PROFILED)) {
            Value value = row.takes().get(0);
            World good = row.world(value);
            wrongAndBack(made(row.kind(), good), good, row, 0, 1);
        }
    }

    /** Each of so many values bears its share of those that are wrong. */
    private static void wrongAndBack(Household moved, World good, Row row, int number, int of) {
        for (int i = number; i < row.refuses().size(); i += Math.max(1, of)) {
            World wrong = row.world(row.refuses().get(i));
            String told = row + ": " + row.refuses().get(i) + " in between";
            wrongAndBack(moved, good, wrong, told);
            moved.be(wrong);
        }
    }

    private static void wrongAndBack(Household moved, World good, World wrong, String told) {
        Set<String> before = moved.cloudState();
        moved.clearWrites();
        moved.be(wrong);
        assertThat(moved.writes()).as("%s: %s", told, moved.problems()).isEmpty();
        moved.be(good);
        assertThat(moved.writes()).as(told).isEmpty();
        assertThat(moved.cloudState()).as(told).isEqualTo(before);
    }

    /** Also when all that was in memory is lost. */
    private static void staysAsItIs(Household household, String told) {
        household.clearWrites();
        household.crash();
        household.settle();
        assertThat(household.writes()).as(told).isEmpty();
    }

    /** Several words at a time, each of them right, wrong or gone, before all of them are right. */
    @ParameterizedTest
    @ValueSource(strings = {"Service", "Ingress"})
    void manyWordsEndAsIfOnlyTheLastOnesHadBeen(String kind) {
        List<Row> rows = WordTable.rows().stream()
                .filter(row -> row.effect() == Effect.LIVE
                        && row.kind().equals(kind)
                        && !row.alone()
                        && row.takes().stream().noneMatch(MovedWordsTest::keepsOff))
                .toList();
        assertThat(rows).hasSizeGreaterThan(20);
        for (int seed = 1; seed <= WALKS; seed++) {
            Random random = new Random(seed);
            Map<Row, Value> last = right(kind, rows, random);
            String told = "seed " + seed + ": " + last;
            World end = world(kind, last);
            Household walked = made(kind, world(kind, some(rows, random, true)));
            for (int step = 0; step < STEPS; step++) {
                walked.be(world(kind, some(rows, random, true)));
            }
            walked.be(end);
            assertThat(walked.cloudState()).as(told).isEqualTo(straight(kind, end));
            staysAsItIs(walked, told);

            Row row = rows.get(random.nextInt(rows.size()));
            if (!row.refuses().isEmpty()) {
                Map<Row, Value> bad = new LinkedHashMap<>(last);
                bad.keySet().removeIf(other -> other.word().equals(row.word()));
                bad.put(row, row.refuses().get(random.nextInt(row.refuses().size())));
                if (bad.keySet().containsAll(last.keySet())) {
                    // the context of another row may itself say something
                    wrongAndBack(walked, end, world(kind, bad), told + ", then " + bad);
                }
            }
        }
    }

    /** Of which none stands against another: what is held stays as it was, wherever it was. */
    private static Map<Row, Value> right(String kind, List<Row> rows, Random random) {
        Map<Row, Value> some = some(rows, random, false);
        while (made(kind, world(kind, some)).problems().stream().anyMatch(MovedWordsTest::holds)) {
            some = some(rows, random, false);
        }
        return some;
    }

    private static boolean holds(Problem problem) {
        return problem.code().blocks()
                || problem.code() == Code.INVALID_TUNING
                || problem.code() == Code.TUNING_NOT_FOUND;
    }

    private static Map<Row, Value> some(List<Row> rows, Random random, boolean alsoWrong) {
        Map<Row, Value> some = new LinkedHashMap<>();
        for (int i = random.nextInt(WORDS_AT_ONCE); i >= 0; i--) {
            Row row = rows.get(random.nextInt(rows.size()));
            List<Value> values = new ArrayList<>(row.takes());
            if (alsoWrong) {
                values.addAll(row.refuses());
            }
            some.put(row, values.get(random.nextInt(values.size())));
        }
        return some;
    }

    private static World world(String kind, Map<Row, Value> said) {
        World world = World.of(kind);
        for (Row row : said.keySet()) {
            world = world.with(row.with());
        }
        for (Map.Entry<Row, Value> each : said.entrySet()) {
            world = each.getKey().world(world, each.getValue());
        }
        return world;
    }
}
