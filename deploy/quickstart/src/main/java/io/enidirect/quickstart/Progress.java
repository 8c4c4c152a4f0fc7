package io.enidirect.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/** Tells the reader what goes on, each line with the seconds since the start. Thread-safe. */
final class Progress {

    private final PrintStream out;
    private final long started = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    void say(String line) {
        double seconds = Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0;
        plain(String.format(Locale.ROOT, "%6.1f s  %s", seconds, line));
    }

    /** What happened, and the words of the exception, which is nobody's bug. */
    void say(String line, Exception e) {
        say(line + ": " + Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }

    void plain(String text) {
        out.println(text);
        out.flush();
    }
}
