package io.enidirect.operator.options;

import static java.util.stream.Collectors.toSet;

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
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** Splits a command line into texts with picocli. What they mean is read from {@link Settings}, all errors at once. */
final class CommandLineReader {
    private final Map<String, String> environment;
    private final CommandLine line;

    CommandLineReader(Map<String, String> environment, String version) {
        this.environment = environment;
        CommandSpec root =
                CommandSpec.create().name("eni-direct").version(version).mixinStandardHelpOptions(true);
        root.usageMessage()
                .description("Keeps Tencent Cloud load balancers in step with Kubernetes.")
                .footer(
                        "Each option can be given as an environment variable instead: --http-port as ENI_DIRECT_HTTP_PORT.")
                .sortOptions(false);
        Settings.ALL.forEach(setting -> root.addOption(option(setting)));
        // each command is added here, and told apart in command()
        root.addSubcommand("run", command("Runs the controller. This is what happens without a command, too."));
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
        List<OptionError> errors = new ArrayList<>();
        Stream.of(result, command)
                .distinct()
                .flatMap(part -> part.errors().stream())
                .forEach(error -> errors.addAll(syntax(error)));
        Set<String> named = errors.stream().map(OptionError::option).collect(toSet());
        texts.errors().stream().filter(error -> !named.contains(error.option())).forEach(errors::add);
        return errors.isEmpty() ? new Run(texts.options()) : new Refused(errors);
    }

    private static Optional<String> flag(Setting<?> setting, ParseResult result) {
        return result.hasMatchedOption(setting.flag())
                ? Optional.of(result.matchedOptionValue(setting.flag(), ""))
                : Optional.empty();
    }

    private static CommandSpec command(String description) {
        CommandSpec command = CommandSpec.create().mixinStandardHelpOptions(true);
        command.usageMessage().description(description).sortOptions(false);
        return command;
    }

    private static OptionSpec option(Setting<?> setting) {
        return OptionSpec.builder(setting.flag())
                .type(String.class)
                .arity("1")
                .paramLabel("VALUE")
                .scopeType(ScopeType.INHERIT)
                .description(
                        setting.meaning().replace("`", ""),
                        "Takes " + setting.kind().rule() + ".",
                        fallback(setting))
                .build();
    }

    private static String fallback(Setting<?> setting) {
        return Optional.ofNullable(setting.fallback())
                .map(text -> "Default: " + (text.isEmpty() ? "none" : text))
                .orElse("Required.");
    }

    private static List<OptionError> syntax(Exception error) {
        if (error instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched.getUnmatched());
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
    private static List<OptionError> unknown(List<String> arguments) {
        List<String> flags = arguments.stream()
                .filter(argument -> argument.startsWith("-"))
                .map(argument -> argument.split("=", 2)[0])
                .toList();
        return (flags.isEmpty() ? arguments : flags)
                .stream()
                        .map(name ->
                                new OptionError(name, "is not known", "Leave it out, or see --help for all options"))
                        .toList();
    }

    private static String name(Object option) {
        return option instanceof OptionSpec spec ? spec.longestName() : option.toString();
    }
}
