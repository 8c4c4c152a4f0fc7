package io.enidirect.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Ends child processes when this JVM is gone, however it went: a shell that reads process ids from a pipe and kills
 * them once the pipe closes, which the kernel does also after a SIGKILL. Thread-safe.
 */
public final class Guard implements AutoCloseable {

    // deaf to the signals that a terminal sends to the whole group: it must outlive the JVM by a moment
    private static final String SCRIPT =
            "trap '' INT TERM HUP; l=; while read p; do l=\"$l $p\"; done; [ -z \"$l\" ] || kill -9 $l";

    private final Process shell;

    /** @throws UncheckedIOException where no {@code sh} can be started */
    public Guard() {
        try {
            shell = new ProcessBuilder("sh", "-c", SCRIPT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the guard process", e);
        }
    }

    /** From now on {@code process} does not survive this JVM. */
    public synchronized void add(ProcessHandle process) {
        try {
            shell.getOutputStream().write((process.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            shell.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the guard process is gone", e);
        }
    }

    /** Lets the guarded processes be: for a clean end, after they were stopped. */
    @Override
    public void close() {
        shell.destroyForcibly();
    }

    ProcessHandle shell() {
        return shell.toHandle();
    }
}
