package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.enidirect.sandbox.Guard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {

    @TempDir
    Path temp;

    /** Prints what it was given; waits for its end, or fails, as asked. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("READY " + List.of(arguments) + " " + System.getenv("QUICKSTART_TEST"));
            if (arguments[0].equals("fail")) {
                System.err.println("bad luck");
                System.exit(3);
            }
            Thread.currentThread().join();
        }
    }

    @Test
    void passesArgumentsAndEnvironmentAndKeepsWhatIsPrinted() throws IOException {
        try (Guard guard = new Guard();
                Child child = start(guard, "wait")) {
            await().until(() -> child.line("READY").isPresent());

            assertThat(child.line("READY")).contains("READY [wait] yes");
            child.checkAlive();
        }
    }

    @Test
    void tellsTheLastWordsOfOneThatEnded() throws IOException {
        try (Guard guard = new Guard();
                Child child = start(guard, "fail")) {
            await().untilAsserted(() -> assertThatThrownBy(child::checkAlive)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("program.jar ended with exit code 3", "bad luck"));
        }
    }

    @Test
    void saysWhatBuildsAJarThatIsNotThere() {
        try (Guard guard = new Guard()) {
            assertThatThrownBy(() ->
                            Child.java(guard, temp.resolve("log"), temp.resolve("absent.jar"), Map.of(), List.of()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("absent.jar is not there", "mvn -B -Pquickstart");
        }
    }

    private Child start(Guard guard, String argument) throws IOException {
        return Child.java(
                guard, temp.resolve("program.log"), jar(), Map.of("QUICKSTART_TEST", "yes"), List.of(argument));
    }

    private Path jar() throws IOException {
        Path jar = temp.resolve("program.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Program.class.getName());
        String entry = Program.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var classFile = Program.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            classFile.transferTo(out);
        }
        return jar;
    }
}
