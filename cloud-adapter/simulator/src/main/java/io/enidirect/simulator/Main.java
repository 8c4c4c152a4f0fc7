package io.enidirect.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.enidirect.simulator.cloud.Settings;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The command: says where it listens in one line of JSON, then runs until it is told to end. */
public final class Main {
    private static final int USAGE = 64;

    /** As they are typed. */
    @Command(
            name = "eni-direct-simulator",
            description = "A simulated Tencent Cloud load balancer (CLB) for tests, on 127.0.0.1.",
            versionProvider = Version.class,
            mixinStandardHelpOptions = true)
    private static final class Typed {
        @Option(
                names = "--port",
                defaultValue = "0",
                description = "where it listens; 0 for any (default: ${DEFAULT-VALUE})")
        private int port;

        @Option(names = "--secret-id", required = true, description = "the SecretId that calls are signed with")
        private @Nullable String secretId;

        @Option(names = "--secret-key", required = true, description = "the SecretKey that calls are signed with")
        private @Nullable String secretKey;

        @Option(names = "--token", description = "the session token that calls must have")
        private @Nullable String token;

        @Option(names = "--no-data-plane", description = "listeners don't listen; health follows the clock")
        private boolean noDataPlane;

        @Option(
                names = "--time-scale",
                defaultValue = "1",
                description = "how much faster than the API's seconds health checks run (default: ${DEFAULT-VALUE})")
        private double timeScale;

        List<String> errors() {
            List<String> errors = new ArrayList<>();
            if (port < 0 || port > 65535) {
                errors.add("--port " + port + " is not in 0-65535");
            }
            if (timeScale <= 0) {
                errors.add("--time-scale " + timeScale + " is not above 0");
            }
            return errors;
        }

        SimulatorOptions options() {
            Settings settings = Settings.DEFAULT.withTimeScale(timeScale);
            return new SimulatorOptions(
                    port,
                    String.valueOf(secretId),
                    String.valueOf(secretKey),
                    token,
                    !noDataPlane,
                    settings,
                    Clock.systemUTC());
        }
    }

    private static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"eni-direct-simulator " + (version == null ? "development" : version)};
        }
    }

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        System.setProperty("logback.configurationFile", "io/enidirect/simulator/logback.xml");
        int code = run(args, new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8));
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(String[] args, PrintWriter out, PrintWriter err) throws InterruptedException {
        Typed typed = new Typed();
        CommandLine command = new CommandLine(typed).setOut(out).setErr(err);
        command.getCommandSpec().parser().collectErrors(true);
        ParseResult parsed = command.parseArgs(args);
        if (CommandLine.printHelpIfRequested(parsed)) {
            return 0;
        }
        List<String> errors = new ArrayList<>(
                parsed.errors().stream().map(Exception::getMessage).distinct().toList());
        errors.addAll(typed.errors());
        if (!errors.isEmpty()) {
            errors.forEach(err::println);
            return USAGE;
        }
        serve(Simulator.start(typed.options()), out);
        return 0;
    }

    private static void serve(Simulator simulator, PrintWriter out) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            simulator.close();
            end.countDown();
        }));
        out.println(JsonNodeFactory.instance
                .objectNode()
                .put("endpoint", simulator.endpoint())
                .put("control", simulator.controlApi().toString()));
        end.await();
    }
}
