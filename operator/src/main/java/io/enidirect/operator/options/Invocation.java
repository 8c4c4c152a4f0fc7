package io.enidirect.operator.options;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** What a command line asks for. */
public sealed interface Invocation {

    /** The controller is to run with these. */
    record Run(Options options) implements Invocation {}

    /** What the controller would do for these files is to be shown. */
    record Plan(PlanOptions options) implements Invocation {}

    /** Whether this answers is to be seen. */
    record Check(URI url) implements Invocation {}

    /** Something to be printed, and nothing else: help or version. */
    record Print(String text) implements Invocation {}

    /** Not to be started; everything that is wrong with it, in the order of the reference. */
    record Refused(List<OptionError> errors) implements Invocation {
        public Refused {
            errors = List.copyOf(errors);
        }
    }

    /**
     * Reads a command line. A flag wins over its environment variable; an empty variable counts as absent, because that is
     * what templates leave behind.
     *
     * @param version what {@code --version} prints
     */
    static Invocation of(String[] arguments, Map<String, String> environment, String version) {
        return new CommandLineReader(environment, version).read(arguments);
    }
}
