package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsTest {
    @TempDir
    Path directory;

    @Test
    void findsWhatIsOnThePathAndTheKubectlThatWasBroughtFirst() throws IOException {
        Path brought = directory.resolve("brought");
        Path own = Files.createDirectories(directory.resolve("bin")).resolve("kubectl");
        String path = "/none::" + own.getParent();

        assertThat(Tools.find(brought, path).found()).isEmpty();
        executable(own);
        executable(own.resolveSibling("nc"));
        assertThat(Tools.find(brought, path).found())
                .containsOnlyKeys("kubectl", "nc")
                .containsEntry("kubectl", own);
        executable(brought);
        assertThat(Tools.find(brought, path).found()).containsEntry("kubectl", brought);
        assertThat(Tools.find(brought, null).found()).containsOnlyKeys("kubectl");
    }

    @Test
    void saysWhatIsMissingAndWhatToInstall() throws IOException {
        assertThat(Tools.find(directory.resolve("none"), directory.toString()).missing())
                .hasValue("to go on by hand while it stays, install kubectl (https://kubernetes.io/docs/tasks/tools),"
                        + " curl (package curl), nc (package netcat-openbsd; asks the UDP examples);"
                        + " no command is printed that needs what is not there");
        for (String tool : new String[] {"kubectl", "curl", "nc"}) {
            executable(directory.resolve(tool));
        }

        assertThat(Tools.find(directory.resolve("none"), directory.toString()).missing())
                .isEmpty();
    }

    private static void executable(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
}
