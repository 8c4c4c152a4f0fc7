package io.enidirect.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages that people read: short enough, and without a link into nothing. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w+Test\\b");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```");

    @Test
    void theReadmeIsShort() {
        assertThat(read(ROOT.resolve("README.md")).lines()).hasSizeLessThan(150);
    }

    @Test
    void everyRelativeLinkLeadsSomewhere() throws IOException {
        List<Path> pages = pages();
        assertThat(pages).contains(ROOT.resolve("README.md"), ROOT.resolve("docs/README.md"));
        List<String> broken = new ArrayList<>();
        for (Path page : pages) {
            links(page)
                    .filter(link -> !leadsSomewhere(page, link))
                    .forEach(link -> broken.add(ROOT.relativize(page) + ": " + link));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void seesABrokenLinkAndABrokenAnchor() {
        Path readme = ROOT.resolve("README.md");
        assertThat(leadsSomewhere(readme, "LICENSE")).isTrue();
        assertThat(leadsSomewhere(readme, "docs/none.md")).isFalse();
        assertThat(leadsSomewhere(readme, "docs/README.md#decisions")).isTrue();
        assertThat(leadsSomewhere(readme, "docs/README.md#none")).isFalse();
    }

    /** What is claimed to hold is worth as much as its test. */
    @Test
    void theSecurityPageNamesTestsThatThereAre() throws IOException {
        Set<String> named = TEST.matcher(read(ROOT.resolve("docs/security.md")))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(ROOT)) {
            Set<String> there = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith("Test.java"))
                    .map(file -> file.substring(0, file.length() - ".java".length()))
                    .collect(Collectors.toSet());
            assertThat(named).hasSizeGreaterThan(30);
            assertThat(there).containsAll(named);
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?(target|\\.git|\\.[a-z]+)/.*"))
                    .toList();
        }
    }

    private static Stream<String> links(Path page) {
        return LINK.matcher(read(page)).results().map(found -> found.group(1)).filter(link -> !link.contains("://"));
    }

    private static boolean leadsSomewhere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(Path page) {
        return CODE.matcher(read(page))
                .replaceAll("")
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}\\- ]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
