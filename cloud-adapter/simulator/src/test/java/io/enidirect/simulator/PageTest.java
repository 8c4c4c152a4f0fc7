package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.simulator.cloud.Drift;
import io.enidirect.simulator.cloud.Reading;
import io.enidirect.simulator.cloud.Settings;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulator's page names whatever can be set, asked for and made happen, and nothing else. */
class PageTest {
    private static final Path PAGE = Path.of("../../docs/reference/simulator.md");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z0-9_]+)`");

    record Section(String title, int column, List<String> names) {
        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Section> sections() {
        return Stream.of(
                new Section(
                        "Settings",
                        1,
                        Arrays.stream(Settings.class.getRecordComponents())
                                .map(RecordComponent::getName)
                                .toList()),
                new Section("Faults", 1, names(Fault.Kind.values())),
                new Section("Changes by hand", 1, names(Drift.Change.values())));
    }

    private static List<String> names(Enum<?>... values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    @ParameterizedTest
    @MethodSource("sections")
    void namesEachOnce(Section section) throws IOException {
        assertThat(cells(section.title(), section.column()).flatMap(PageTest::namesIn))
                .containsExactlyInAnyOrderElementsOf(section.names());
    }

    @Test
    void namesEachReadingOnce() throws IOException {
        assertThat(cells("Readings", 3).map(cell -> namesIn(cell).findFirst().orElse(cell)))
                .containsExactlyInAnyOrderElementsOf(names(Reading.values()));
    }

    private static Stream<String> namesIn(String cell) {
        return NAME.matcher(cell).results().map((MatchResult found) -> found.group(1));
    }

    /** One column of the table in a section, without its head. */
    private static Stream<String> cells(String title, int column) throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("### " + title + "\n");
        assertThat(start).as("the section " + title).isNotNegative();
        int end = page.indexOf("\n##", start + 1);
        return page.substring(start, end)
                .lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> line.split("\\|", -1)[column]);
    }
}
