package io.enidirect.operator;

import io.enidirect.cloud.tencent.CredentialsSource;
import io.enidirect.cloud.tencent.Proxies;
import io.enidirect.operator.http.CheckCommand;
import io.enidirect.operator.options.Invocation;
import io.enidirect.operator.options.Invocation.Check;
import io.enidirect.operator.options.Invocation.Plan;
import io.enidirect.operator.options.Invocation.Print;
import io.enidirect.operator.options.Invocation.Refused;
import io.enidirect.operator.options.Invocation.Run;
import io.enidirect.operator.options.Options;
import io.enidirect.operator.preview.PlanCommand;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command line's end: what was asked for, done, and its exit code. */
public final class Main {
    /** The command line is wrong: EX_USAGE. */
    static final int USAGE = 64;

    private static final Logger log = LoggerFactory.getLogger(Main.class);

    private final PrintStream out;
    private final PrintStream err;

    Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        System.exit(new Main(System.out, System.err).run(args, System.getenv()));
    }

    int run(String[] args, Map<String, String> env) {
        Invocation invocation = Invocation.of(args, env, version());
        if (invocation instanceof Print print) {
            out.print(print.text());
            return 0;
        }
        if (invocation instanceof Refused refused) {
            refused.errors().forEach(err::println);
            return USAGE;
        }
        if (invocation instanceof Plan plan) {
            return new PlanCommand(Path.of(""), System.in, out).run(plan.options());
        }
        if (invocation instanceof Check check) {
            return new CheckCommand(out).run(check.url());
        }
        Options options = ((Run) invocation).options();
        CredentialsSource credentials;
        Proxies proxies;
        try {
            proxies = Proxies.of(env);
            credentials = CredentialsSource.named(
                    options.credentials().name().toLowerCase(Locale.ROOT).replace('_', '-'), env);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return USAGE;
        }
        return run(options, credentials, proxies, env);
    }

    private static int run(Options options, CredentialsSource credentials, Proxies proxies, Map<String, String> env) {
        LogOutput.use(options.logFormat(), options.logLevel());
        log.atInfo()
                .addKeyValue("version", version())
                .addKeyValue("options", options.describe())
                .addKeyValue("proxies", proxies.toString())
                .log("Starting");
        options.warnings()
                .forEach(warning -> log.atWarn().addKeyValue("why", warning).log("An option should not be left so"));
        try (Running running = Running.start(options, credentials, proxies, env, version())) {
            return running.untilEnded();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("The controller can't start or go on");
            return 1;
        }
    }

    /** That of the jar; classes outside of one have none. */
    static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
