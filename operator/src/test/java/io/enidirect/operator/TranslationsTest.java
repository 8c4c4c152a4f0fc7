package io.enidirect.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each Chinese page names the English text that it renders. Whoever changes the English page brings the other up to date, and
 * writes the hash that the failure names: no property does that, since nobody would have read it then.
 */
class TranslationsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String CHINESE = ".zh-CN.md";
    private static final Pattern NAMED = Pattern.compile("英文版 sha256: ([0-9a-f]{12})\\b");
    private static final String TOOL = "(?:kubectl|helm|java|mvn|tccli|curl)";
    /** On lines of its own. */
    private static final Pattern COMMAND = Pattern.compile("(?m)^(?:\\$ )?" + TOOL + " .*(?:(?<=\\\\)\\R.*)*");

    private static final Pattern IN_TEXT = Pattern.compile("`" + TOOL + " [^`]+`");

    @Test
    void eachChinesePageRendersTheEnglishPageAsItIs() throws IOException {
        assertThat(chinesePages())
                .extracting(page -> ROOT.relativize(page).toString())
                .contains(
                        "README.zh-CN.md",
                        "docs/guides/services.zh-CN.md",
                        "docs/guides/ingresses.zh-CN.md",
                        "docs/guides/install.zh-CN.md",
                        "docs/guides/operations.zh-CN.md",
                        "docs/guides/troubleshooting.zh-CN.md",
                        "docs/guides/plan.zh-CN.md",
                        "docs/guides/tuning.zh-CN.md",
                        "docs/guides/left-out.zh-CN.md",
                        "docs/reference/events.zh-CN.md");
        assertThat(chinesePages().stream().flatMap(page -> stale(page).stream()))
                .isEmpty();
    }

    @Test
    void chinesePagesShowTheSameCommandsAndInTheirTextNoOthers() throws IOException {
        assertThat(chinesePages().stream().flatMap(page -> all(COMMAND, page))).hasSizeGreaterThan(30);
        assertThat(chinesePages()).allSatisfy(page -> {
            assertThat(all(COMMAND, page))
                    .containsExactlyElementsOf(all(COMMAND, english(page)).toList());
            assertThat(all(IN_TEXT, page)
                            .filter(command -> all(IN_TEXT, english(page)).noneMatch(command::equals)))
                    .isEmpty();
        });
    }

    @Test
    void aPageWithoutAHashAndAStaleOneAreNamedWithTheHashToWrite() {
        assertThat(stale("a.zh-CN.md", "# 指南", "# Guide"))
                .hasValue(
                        "a.zh-CN.md names no English text: read a.md, and write \"英文版 sha256: ca85e859db5c\" at its top");
        assertThat(stale("a.zh-CN.md", "英文版 sha256: 000000000000", "# Guide"))
                .hasValue(
                        "a.zh-CN.md renders an older a.md: bring it up to date, then write ca85e859db5c for 000000000000");
        assertThat(stale("a.zh-CN.md", "英文版 sha256: ca85e859db5c", "# Guide")).isEmpty();
    }

    private static List<Path> chinesePages() throws IOException {
        try (Stream<Path> guides = Files.walk(ROOT.resolve("docs"));
                Stream<Path> root = Files.list(ROOT)) {
            return Stream.concat(root, guides)
                    .filter(page -> page.toString().endsWith(CHINESE))
                    .sorted()
                    .toList();
        }
    }

    private static Path english(Path chinese) {
        return chinese.resolveSibling(englishName(chinese.getFileName().toString()));
    }

    private static String englishName(String chinese) {
        return chinese.replace(CHINESE, ".md");
    }

    private static Stream<String> all(Pattern what, Path page) {
        return what.matcher(read(page)).results().map(found -> found.group());
    }

    private static Optional<String> stale(Path chinese) {
        return stale(ROOT.relativize(chinese).toString(), read(chinese), read(english(chinese)));
    }

    private static Optional<String> stale(String name, String chinese, String english) {
        String now = hash(english);
        Matcher named = NAMED.matcher(chinese);
        if (!named.find()) {
            return Optional.of(name + " names no English text: read " + englishName(name) + ", and write \"英文版 sha256: "
                    + now + "\" at its top");
        }
        return named.group(1).equals(now)
                ? Optional.empty()
                : Optional.of(name + " renders an older " + englishName(name) + ": bring it up to date, then write "
                        + now + " for " + named.group(1));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file + " can't be read", e);
        }
    }
}
