package io.enidirect.operator.words;

import com.fasterxml.jackson.databind.node.TextNode;
import io.enidirect.cloud.FakeLoadBalancers;
import io.enidirect.operator.words.CallLog.Written;
import io.enidirect.operator.words.Row.Effect;
import io.enidirect.operator.words.Row.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each value of each word comes to in the cloud, call by call, through the real adapter. The calls stand beside the tables:
 * {@code -Dgolden.update} rewrites them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WordCallsTest {
    private static final boolean UPDATE = System.getProperty("golden.update") != null;

    private final CallLog log = new CallLog();
    private final Map<World, Household> standing = new HashMap<>();
    private final Map<World, List<String>> creations = new HashMap<>();
    private final Map<World, String> makings = new HashMap<>();
    private final Map<World, Set<String>> usual = new HashMap<>();
    private SoftAssertions all = new SoftAssertions();
    private final StringBuilder page = new StringBuilder();

    @AfterAll
    void close() {
        log.close();
    }

    static List<Path> tables() {
        return WordTable.files();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void eachValueMakesItsCallsAndNoOthers(Path table) throws IOException {
        page.setLength(0);
        all = new SoftAssertions();
        standing.clear();
        WordTable.rows(table).forEach(this::row);
        Path expected = Path.of(table.toString().replace(".yaml", ".calls"));
        if (UPDATE) {
            Files.writeString(expected, page);
        }

        List<String> seen = paragraphs(page.toString());
        List<String> wanted = paragraphs(Files.readString(expected));
        for (int i = 0; i < Math.max(seen.size(), wanted.size()); i++) {
            all.assertThat(i < seen.size() ? seen.get(i) : "").isEqualTo(i < wanted.size() ? wanted.get(i) : "");
        }
        all.assertAll();
    }

    /** One for each row. */
    private static List<String> paragraphs(String text) {
        return List.of(text.split("\n\n"));
    }

    private void row(Row row) {
        int before = page.length();
        row.takes().forEach(value -> takes(row, value));
        row.refuses().forEach(value -> refuses(row, value));
        if (standing.containsKey(row.world())) {
            Household there = standing.get(row.world()).be(row.world());
            all.assertThat(log.take(there)).as("%s: back", row).isEmpty();
        }
        if (page.length() > before) {
            page.insert(before, "# " + row + "\n").append('\n');
        }
    }

    private Household made(Row row, World world) {
        return new Household(row.kind(), world, clock -> log.cloud());
    }

    /** One that the word is not said of yet. Where it decides whether there is anything, one for each value. */
    private Household standing(Row row) {
        Household there = row.effect() == Effect.CLAIM || !standing.containsKey(row.world())
                ? made(row, row.world()).settle()
                : standing.get(row.world());
        List<Written> calls = log.take(there);
        if (standing.putIfAbsent(row.world(), there) == null) {
            creations.put(row.world(), parameters(calls));
        }
        return there;
    }

    private void takes(Row row, Value value) {
        World world = row.world(value);
        Household there = standing(row);
        if (row.effect() == Effect.NONE) {
            all.assertThat(untouched(row, value, there))
                    .as("%s: %s", row, value)
                    .isEqualTo(value.told());
            all.assertThat(there.making())
                    .as("%s: %s", row, value)
                    .isEqualTo(makings.computeIfAbsent(
                            row.world(), without -> made(row, without).making()));
            return;
        }
        page.append(value).append('\n');
        if (row.effect() == Effect.CREATION || row.effect() == Effect.PROFILED) {
            Household anew = anew(row, value);
            stage("late", there.be(world), List.of());
            stage("gone", anew.be(row.world()), List.of());
            there.be(row.world());
            all.assertThat(log.take(there)).as("%s: %s", row, value).isEmpty();
            return;
        }
        if (value.equals(row.takes().get(0))) {
            // of one value it is enough to see that it is there from the beginning, too
            anew(row, value);
        }
        there.be(world);
        told(row, value, there);
        stage("set ", there, log.take(there));
        there.be(row.world());
        stage("back", there, log.take(there));
        if (row.ends()) {
            Household ending = made(row, row.world()).settle();
            ending.be(world);
            log.take(ending);
            ending.be(deleted(row, world));
            stage("end ", ending, log.take(ending));
        }
    }

    private Household anew(Row row, Value value) {
        Household anew = made(row, row.world(value)).settle();
        told(row, value, anew);
        difference(creations.get(row.world()), parameters(log.take(anew)));
        return anew;
    }

    private static World deleted(Row row, World world) {
        return world.with(
                row.kind() + "/web",
                List.of("metadata", "deletionTimestamp"),
                TextNode.valueOf("2026-02-01T00:00:00Z"));
    }

    /** Answers what it is told. */
    private String untouched(Row row, Value value, Household there) {
        there.be(row.world(value));
        String codes = codes(there);
        all.assertThat(log.take(there)).as("%s: %s", row, value).isEmpty();
        return codes;
    }

    private void refuses(Row row, Value value) {
        String codes = row.effect() == Effect.CLAIM ? value.told() : untouched(row, value, standing(row));
        Household anew = unsent(row.kind(), row.world(value));
        told(row, value, anew);
        page.append(value)
                .append(anew.stands() ? " made without it" : " refused")
                .append(", told ")
                .append(value.told())
                .append(codes.equals(value.told()) ? "" : "; where it stands " + (codes.isEmpty() ? "nothing" : codes))
                .append('\n');
        if (anew.stands()) {
            // what is said beside it may be left out together with it
            all.assertThat(anew.cloudState()).as("%s: %s", row, value).isSubsetOf(usual(row));
        }
    }

    private Set<String> usual(Row row) {
        return usual.computeIfAbsent(
                row.world(),
                world -> Stream.of(world, World.of(row.kind()))
                        .flatMap(each -> unsent(row.kind(), each).cloudState().stream())
                        .collect(Collectors.toSet()));
    }

    /** In a cloud of its own, of which only what it is in the end counts. */
    private static Household unsent(String kind, World world) {
        return new Household(kind, world, FakeLoadBalancers::new).settle();
    }

    private void told(Row row, Value value, Household household) {
        all.assertThat(codes(household))
                .as(() -> row + ": " + value + ": " + household.problems())
                .isEqualTo(value.told());
    }

    private static String codes(Household household) {
        return household.problems().stream()
                .map(problem -> problem.code().text())
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }

    private void stage(String when, Household household, List<Written> calls) {
        String codes = codes(household);
        if (!codes.isEmpty()) {
            page.append("  ").append(when).append("  told ").append(codes).append('\n');
        }
        calls.forEach(call ->
                page.append("  ").append(when).append("  ").append(call.line()).append('\n'));
    }

    private static List<String> parameters(List<Written> calls) {
        return calls.stream().flatMap(call -> call.parameters().stream()).toList();
    }

    /** What a creation has more, or less, than one without the word. */
    private void difference(List<String> usual, List<String> seen) {
        List<String> more = new ArrayList<>(seen);
        usual.forEach(more::remove);
        List<String> less = new ArrayList<>(usual);
        seen.forEach(less::remove);
        if (seen.isEmpty()) {
            page.append("  new   nothing\n");
            return;
        }
        less.forEach(line -> page.append("  new  -").append(line).append('\n'));
        more.forEach(line -> page.append("  new  +").append(line).append('\n'));
    }
}
