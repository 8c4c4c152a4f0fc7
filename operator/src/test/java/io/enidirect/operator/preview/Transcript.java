package io.enidirect.operator.preview;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.enidirect.operator.options.Invocation;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One run of the command, from its arguments to its exit code. */
record Transcript(String output, int exitCode) {

    static Transcript of(Path directory, InputStream in, List<String> arguments) {
        Invocation invocation = Invocation.of(arguments.toArray(String[]::new), Map.of(), "1.2.3");
        if (invocation instanceof Invocation.Plan plan) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int code = new PlanCommand(directory, in, new PrintStream(out, true, UTF_8)).run(plan.options());
            return new Transcript(out.toString(UTF_8), code);
        }
        throw new IllegalArgumentException("No plan: " + invocation);
    }
}
