package io.enidirect.operator.options;

import static java.util.stream.Collectors.toSet;

import io.enidirect.operator.options.Invocation.Check;
import io.enidirect.operator.options.Invocation.Plan;
import io.enidirect.operator.options.Invocation.Print;
import io.enidirect.operator.options.Invocation.Refused;
import io.enidirect.operator.options.Invocation.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Splits a command line into texts with picocli. What they mean is read from {@link OptionTable}, all errors at once. */
final class CommandLineReader {
    private static final String RUN = "run";
    private static final String PLAN = "plan";
    private static final String CHECK = "check";
    private static final String FILES = "-f";

    private final Map<String, String> environment;
    private final CommandLine line;

    CommandLineReader(Map<String, String> environment, String version) {
        this.environment = environment;
        CommandSpec root = command("Keeps Tencent Cloud load balancers in step with Kubernetes.")
                .name("eni-direct")
                .version(version);
        root.usageMessage()
                .footer(
                        "Each option can be given as an environment variable instead: --http-port as ENI_DIRECT_HTTP_PORT.");
        addAll(root);
        CommandSpec run = command("Runs the controller. This is what happens without a command, too.");
        addAll(run);
        root.addSubcommand(RUN, run);
        root.addSubcommand(PLAN, planCommand());
        root.addSubcommand(CHECK, checkCommand());
        this.line = new CommandLine(root)
                // an argument that begins with @ is a mistake, not a file
                .setExpandAtFiles(false);
        root.parser().collectErrors(true);
        root.subcommands().values().forEach(sub -> sub.getCommandSpec().parser().collectErrors(true));
    }

    Invocation read(String... arguments) {
        ParseResult result = line.parseArgs(arguments);
        ParseResult command = result.hasSubcommand() ? result.subcommand() : result;
        if (result.isUsageHelpRequested() || command.isUsageHelpRequested()) {
            return new Print(command.commandSpec().commandLine().getUsageMessage(Ansi.OFF));
        }
        if (result.isVersionHelpRequested() || command.isVersionHelpRequested()) {
            return new Print(
                    "eni-direct " + String.join("", line.getCommandSpec().version()) + System.lineSeparator());
        }
        Texts texts = new Texts(setting -> flag(setting, command).or(() -> flag(setting, result)), environment);
        List<OptionError> syntax = Stream.of(result, command)
                .distinct()
                .flatMap(part -> part.errors().stream())
                .flatMap(error -> syntax(error, command.commandSpec()).stream())
                .toList();
        return switch (command.commandSpec().name()) {
            case PLAN -> plan(texts, syntax, command);
            case CHECK -> refusal(syntax, texts.checkErrors()).orElseGet(() -> new Check(texts.url()));
            default -> refusal(syntax, texts.errors()).orElseGet(() -> new Run(texts.options()));
        };
    }

    private static Invocation plan(Texts texts, List<OptionError> syntax, ParseResult command) {
        List<String> files = command.matchedOptionValue(FILES, List.of());
        List<OptionError> errors = new ArrayList<>(texts.planErrors());
        if (files.isEmpty()) {
            errors.add(new OptionError(
                    FILES, "is required: the files to be planned", "Name at least one, or - for standard input"));
        }
        return refusal(syntax, errors).orElseGet(() -> new Plan(texts.planOptions(files)));
    }

    /** Of what was not understood, what it may have meant is not asked for as well. */
    private static Optional<Invocation> refusal(List<OptionError> syntax, List<OptionError> values) {
        Set<String> named = syntax.stream().map(OptionError::option).collect(toSet());
        List<OptionError> all = Stream.concat(
                        syntax.stream(), values.stream().filter(error -> !named.contains(error.option())))
                .toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(new Refused(all));
    }

    private static Optional<String> flag(Setting<?> setting, ParseResult result) {
        return result.hasMatchedOption(setting.flag())
                ? Optional.of(result.matchedOptionValue(setting.flag(), ""))
                : Optional.empty();
    }

    private static void addAll(CommandSpec command) {
        OptionTable.ALL.forEach(
                setting -> command.addOption(option(setting, RUN).build()));
        OptionTable.NOT_YET.forEach(none ->
                command.addOption(option(none.setting(), RUN).hidden(true).build()));
    }

    /** With the options for help that picocli mixes in, which finds them by reflection in a twentieth of a second. */
    private static CommandSpec command(String description) {
        CommandSpec command = CommandSpec.create()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help message and exit.")
                        .build())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Print version information and exit.")
                        .build());
        command.usageMessage().description(description).sortOptions(false);
        return command;
    }

    private static CommandSpec planCommand() {
        CommandSpec plan = command(
                "Shows what the controller would do for the objects in these files if nothing were there yet. Reads the"
                        + " files only: never the cluster, never the cloud.");
        OptionTable.OF_A_PLAN.forEach(
                setting -> plan.addOption(option(setting, PLAN).build()));
        plan.usageMessage()
                .footer(
                        "Exits with 0 where nothing is to change, 2 where something is, 1 where there is a mistake. A notice"
                                + " changes no exit code.");
        // a mistyped option after the files is no file
        plan.parser().unmatchedOptionsAllowedAsOptionParameters(false);
        return plan.addOption(OptionSpec.builder(FILES)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1..*")
                .paramLabel("FILE")
                .description(
                        "YAML, of any number of documents, or JSON; - is standard input. Of a directory its files .yaml, .yml"
                                + " and .json. May be given several times.")
                .build());
    }

    private static CommandSpec checkCommand() {
        CommandSpec check = command("Asks a URL until it answers with status 200, for 30 seconds at most. For an image"
                + " that has nothing else to ask with.");
        check.usageMessage().footer("Exits with 0 where it has answered so, 1 where it has not.");
        return check.addOption(option(OptionTable.URL, CHECK).build());
    }

    private static OptionSpec.Builder option(Setting<?> setting, String command) {
        return OptionSpec.builder(setting.flag())
                .type(String.class)
                .arity("1")
                .paramLabel("VALUE")
                .description(
                        setting.meaning().replace("`", ""),
                        "Takes " + setting.kind().rule() + ".",
                        fallback(setting, command));
    }

    private static String fallback(Setting<?> setting, String command) {
        return Optional.ofNullable(setting.fallback())
                .map(text -> "Default: " + (text.isEmpty() ? "none" : text))
                .orElse(command.equals(PLAN) ? "Default: a placeholder." : "Required.");
    }

    private static List<OptionError> syntax(Exception error, CommandSpec command) {
        if (error instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched.getUnmatched(), command);
        }
        if (error instanceof OverwrittenOptionException twice) {
            return List.of(new OptionError(name(twice.getOverwritten()), "is given twice", "Give it once"));
        }
        if (error instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return List.of(new OptionError(name(missing.getMissing().get(0)), "has no value", "Give one after it"));
        }
        return List.of(new OptionError("command line", String.valueOf(error.getMessage()), "See --help"));
    }

    // the value of an unknown option may be a secret that was meant for something else: it isn't repeated
    private static List<OptionError> unknown(List<String> arguments, CommandSpec command) {
        List<String> flags = arguments.stream()
                .filter(argument -> argument.startsWith("-"))
                .map(argument -> argument.split("=", 2)[0])
                .toList();
        return (flags.isEmpty() ? arguments : flags)
                .stream()
                        .map(name -> new OptionError(
                                name,
                                "is not known",
                                meant(name, command)
                                        .map(word -> "Did you mean " + word + "? Else see --help")
                                        .orElse("Leave it out, or see --help for all options")))
                        .toList();
    }

    private static Optional<String> meant(String name, CommandSpec command) {
        boolean forgotten = name.equals(FILES) && !command.name().equals(PLAN);
        Stream<String> options = command.options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .filter(flag -> flag.startsWith("--"));
        return forgotten
                ? Optional.of(PLAN + " " + FILES)
                : DidYouMean.of(
                        name,
                        Stream.concat(options, Stream.of(RUN, PLAN, CHECK)).toList());
    }

    private static String name(Object option) {
        return option instanceof OptionSpec spec ? spec.longestName() : option.toString();
    }
}
