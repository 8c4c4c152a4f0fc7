package io.enidirect.operator.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever meets a code finds where to look: one without a line, and a line without a code, fail here. */
class TroubleshootingTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z]\\w*)` \\| \\S.* \\|$");

    @ParameterizedTest
    @CsvSource({"troubleshooting.md, ## By code", "troubleshooting.zh-CN.md, ## 按代码"})
    void eachCodeHasOneLine(String name, String heading) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "guides", name));
        String table = page.substring(page.indexOf(heading));

        List<String> codes =
                ROW.matcher(table).results().map(row -> row.group(1)).toList();

        assertThat(codes)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Code.values()).map(Code::text).toList());
    }
}
