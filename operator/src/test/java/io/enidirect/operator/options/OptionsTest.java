package io.enidirect.operator.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.options.Invocation.Check;
import io.enidirect.operator.options.Invocation.Plan;
import io.enidirect.operator.options.Invocation.Print;
import io.enidirect.operator.options.Invocation.Refused;
import io.enidirect.operator.options.Invocation.Run;
import io.enidirect.operator.options.Options.Credentials;
import io.enidirect.operator.options.Options.LogFormat;
import io.enidirect.operator.options.Options.LogLevel;
import io.enidirect.operator.options.PlanOptions.Output;
import io.enidirect.operator.snapshot.AddressRange;
import io.enidirect.operator.snapshot.HostNetworkTargets;
import io.enidirect.operator.snapshot.WriteTkeAnnotations;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final Map<String, String> REQUIRED = Map.of(
            "ENI_DIRECT_REGION", "ap-guangzhou",
            "ENI_DIRECT_VPC_ID", "vpc-1a2b3c4d",
            "ENI_DIRECT_CLUSTER_ID", "cls-1a2b3c4d");

    private static final Options DEFAULTS = new Options(
            "ap-guangzhou",
            "vpc-1a2b3c4d",
            "cls-1a2b3c4d",
            Optional.empty(),
            "tencentcloudapi.com",
            Optional.empty(),
            true,
            HostNetworkTargets.DECLARED,
            Credentials.ENV,
            Set.of(),
            false,
            WriteTkeAnnotations.AUTO,
            64,
            18,
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            ranges("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "2000::/3"),
            List.of(),
            true,
            OptionalInt.empty(),
            8080,
            LogLevel.INFO,
            LogFormat.TEXT,
            List.of());

    private static final Options ALL_OTHER = new Options(
            "eu-frankfurt",
            "vpc-other",
            "prod.cluster_2",
            Optional.of(URI.create("http://127.0.0.1:8080")),
            "internal.tencentcloudapi.com",
            Optional.of("public-edge"),
            false,
            HostNetworkTargets.ALL,
            Credentials.CVM_ROLE,
            Set.of("qcloud", "other"),
            true,
            WriteTkeAnnotations.NEVER,
            8,
            100,
            Duration.ofSeconds(90),
            Duration.ZERO,
            ranges("10.1.0.0/16"),
            ranges("192.0.2.7/32", "2001:db8::/32"),
            false,
            OptionalInt.of(8081),
            0,
            LogLevel.TRACE,
            LogFormat.JSON,
            List.of());

    private static final Map<String, String> ALL_OTHER_TEXTS = Map.ofEntries(
            Map.entry("--region", "eu-frankfurt"),
            Map.entry("--vpc-id", "vpc-other"),
            Map.entry("--cluster-id", "prod.cluster_2"),
            Map.entry("--cloud-endpoint", "http://127.0.0.1:8080"),
            Map.entry("--cloud-root-domain", "internal.tencentcloudapi.com"),
            Map.entry("--default-profile", "public-edge"),
            Map.entry("--pass-to-target", "false"),
            Map.entry("--host-network-targets", "all"),
            Map.entry("--credentials", "cvm-role"),
            Map.entry("--ingress-classes", "qcloud, other"),
            Map.entry("--claim-beside-tke", "true"),
            Map.entry("--write-tke-annotations", "never"),
            Map.entry("--workers", "8"),
            Map.entry("--rate-limit", "100"),
            Map.entry("--max-retry-interval", "90s"),
            Map.entry("--drift-interval", "0"),
            Map.entry("--target-ranges", "10.1.0.0/16"),
            Map.entry("--external-ranges", "192.0.2.7,2001:db8::/32"),
            Map.entry("--leader-elect", "false"),
            Map.entry("--probe-port", "8081"),
            Map.entry("--http-port", "0"),
            Map.entry("--log-level", "trace"),
            Map.entry("--log-format", "json"));

    @Test
    void hasTheDocumentedDefaults() {
        assertThat(read(REQUIRED)).isEqualTo(new Run(DEFAULTS));
    }

    @Test
    void readsEveryOptionFromItsFlag() {
        assertThat(read(Map.of(), flags(ALL_OTHER_TEXTS))).isEqualTo(new Run(ALL_OTHER));
    }

    @Test
    void readsEveryOptionFromItsVariable() {
        assertThat(read(variables(ALL_OTHER_TEXTS))).isEqualTo(new Run(ALL_OTHER));
    }

    @Test
    void takesFlagsBeforeVariables() {
        Map<String, String> environment = new HashMap<>();
        ALL_OTHER_TEXTS.keySet().forEach(flag -> environment.put(variable(flag), "bad value"));
        assertThat(read(environment, flags(ALL_OTHER_TEXTS))).isEqualTo(new Run(ALL_OTHER));
    }

    @Test
    void takesFlagsBeforeAndAfterTheCommand() {
        Map<String, String> some = Map.of("ENI_DIRECT_CLUSTER_ID", "cls-1a2b3c4d");
        assertThat(read(some, "--region=ap-guangzhou", "run", "--vpc-id", "vpc-1a2b3c4d"))
                .isEqualTo(new Run(DEFAULTS));
    }

    @Test
    void takesAnEmptyVariableForAbsent() {
        Map<String, String> environment = new HashMap<>(REQUIRED);
        environment.put("ENI_DIRECT_WORKERS", "");
        assertThat(read(environment)).isEqualTo(new Run(DEFAULTS));
    }

    @Test
    void describesEveryOptionSoThatItCanBeReadAgain() {
        Map<String, String> texts = new HashMap<>();
        ALL_OTHER.describe().forEach((name, text) -> texts.put("--" + name, text));
        assertThat(ALL_OTHER.describe().keySet())
                .containsExactlyElementsOf(
                        OptionTable.ALL.stream().map(Setting::name).toList());
        assertThat(read(variables(texts))).isEqualTo(new Run(ALL_OTHER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--region                  | Guangzhou          | a region of the cloud",
                "--vpc-id                  | lb-1a2b3c4d        | the id of a VPC",
                "--cluster-id              | -cls               | an id of 1 to 63 letters",
                "--cloud-endpoint          | ftp://127.0.0.1    | an http or https address",
                "--cloud-endpoint          | http://a:b@host    | an http or https address",
                "--cloud-endpoint          | http://host/path   | an http or https address",
                "--cloud-endpoint          | http:// host       | an http or https address",
                "--credentials             | file               | one of env, oidc, cvm-role",
                "--ingress-classes         | qcloud,,other      | a list of names",
                "--claim-beside-tke        | yes                | one of true, false",
                "--workers                 | 0                  | a whole number from 1 to 1000",
                "--workers                 | many               | a whole number from 1 to 1000",
                "--rate-limit              | 1.5                | a whole number from 1 to 1000",
                "--rate-limit              | 99999999999        | a whole number from 1 to 1000",
                "--max-retry-interval      | 0                  | a duration from 1s to 24h",
                "--max-retry-interval      | 5                  | a duration from 1s to 24h",
                "--drift-interval          | 10ms               | a duration from 1s to 24h",
                "--drift-interval          | -1m                | a duration from 1s to 24h",
                "--target-ranges           | 10.0.0.1/8         | a list of address ranges",
                "--target-ranges           | localhost/8        | a list of address ranges",
                "--target-ranges           | 10.0.0.0/33        | a list of address ranges",
                "--external-ranges         | 192.0.2.0/x        | a list of address ranges",
                "--readiness-timeout       | 25h                | a duration from 1s to 24h",
                "--leader-elect            | TRUE               | one of true, false",
                "--cloud-root-domain       | https://x.y        | a domain name in lower case",
                "--pass-to-target          | yes                | one of true, false",
                "--host-network-targets    | some               | one of none, declared, all",
                "--probe-port              | tcp                | a whole number from 0 to 65535, or nothing",
                "--http-port               | 65536              | a whole number from 0 to 65535",
                "--webhook-port            | -1                 | a whole number from 0 to 65535",
                "--existing-load-balancers | all                | one of claim, declared",
                "--log-level               | loud               | one of error, warn, info, debug, trace",
                "--log-format              | xml                | one of text, json",
                "--default-profile         | Edge               | the name of a LoadBalancerProfile, or nothing",
                "--write-tke-annotations   | yes                | one of auto, always, never",
                "--certificate-ids         | all                | one of any, profile, none",
                "--redirect-wildcards      | yes                | one of true, false",
            })
    void refusesABadValueFromFlagAndVariable(String flag, String value, String rule) {
        assertThat(read(REQUIRED, flag + "=" + value))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.errors())
                                .singleElement()
                                .satisfies(error -> assertRefused(error, flag, value, rule)));

        Map<String, String> environment = new HashMap<>(REQUIRED);
        environment.put(variable(flag), value);
        assertThat(read(environment))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.errors())
                                .singleElement()
                                .satisfies(error -> assertRefused(error, variable(flag), value, rule)));
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        assertThat(errors(Map.of("ENI_DIRECT_WORKERS", "0"), "--colour", "red", "--http-port", "x", "--region"))
                .containsExactly(
                        "--region: has no value. Give one after it.",
                        "--colour: is not known. Leave it out, or see --help for all options.",
                        "--vpc-id: is required: the id of a VPC. Give a value such as vpc-1a2b3c4d, or set"
                                + " ENI_DIRECT_VPC_ID.",
                        "--cluster-id: is required: an id of 1 to 63 letters, digits, '-', '_' and '.' that begins and"
                                + " ends with a letter or digit. Give a value such as cls-1a2b3c4d, or set"
                                + " ENI_DIRECT_CLUSTER_ID.",
                        "ENI_DIRECT_WORKERS: '0' is not a whole number from 1 to 1000. Leave it out for 64.",
                        "--http-port: 'x' is not a whole number from 0 to 65535. Leave it out for 8080.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://clb.example.com",
                "http://127.0.0.1:8080",
                "http://127.3.2.1",
                "http://LOCALHOST:1",
                "http://[::1]:8080"
            })
    void hasNothingToSayOfAnEndpointThatNobodyElseReads(String endpoint) {
        assertThat(((Run) read(REQUIRED, "--cloud-endpoint", endpoint))
                        .options()
                        .warnings())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://clb.example.com",
                "http://10.0.0.1:8080",
                "http://127.0.0.1.example.com",
                "http://[fd00::1]"
            })
    void warnsOfAnEndpointThatOthersCanRead(String endpoint) {
        assertThat(((Run) read(REQUIRED, "--cloud-endpoint", endpoint))
                        .options()
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("--cloud-endpoint: " + endpoint + " is not encrypted")
                .endsWith("Use https://, or an address on loopback.");
    }

    @ParameterizedTest
    @CsvSource({
        "plans, plan",
        "plna, plan",
        "paln, plan",
        "runn, run",
        "chekc, check",
        "--workrs, --workers",
        "--log-levle, --log-level",
        "-f, plan -f"
    })
    void asksWhetherTheNearestWasMeant(String argument, String meant) {
        assertThat(errors(REQUIRED, argument))
                .containsExactly(argument + ": is not known. Did you mean " + meant + "? Else see --help.");
    }

    @Test
    void asksForTheNearestOfTheCommandsOwnOptions() {
        assertThat(errors(Map.of(), "plan", "-f", "a.yaml", "--ouput=json"))
                .containsExactly("--ouput: is not known. Did you mean --output? Else see --help.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apply", "@options", "-x", "--webhook-prot"})
    void refusesWhatItDoesNotKnow(String argument) {
        assertThat(errors(REQUIRED, argument))
                .containsExactly(argument + ": is not known. Leave it out, or see --help for all options.");
    }

    @Test
    void repeatsNoValueOfAnUnknownOption() {
        assertThat(errors(REQUIRED, "--secret-id=one", "--secret-key", "two"))
                .containsExactly(
                        "--secret-id: is not known. Leave it out, or see --help for all options.",
                        "--secret-key: is not known. Leave it out, or see --help for all options.");
    }

    @Test
    void refusesAnOptionGivenTwice() {
        assertThat(errors(REQUIRED, "--workers", "1", "--workers", "2"))
                .containsExactly("--workers: is given twice. Give it once.");
    }

    @Test
    void refusesOnePortForTwoServers() {
        // nothing listens on the webhooks' yet
        assertThat(errors(REQUIRED, "--http-port", "9443")).isEmpty();
        assertThat(errors(REQUIRED, "--probe-port", "8080"))
                .containsExactly(
                        "--probe-port: '8080' is already the port of --http-port. Give each a port of its own.");
        assertThat(errors(REQUIRED, "--probe-port", "0", "--http-port", "0")).isEmpty();
    }

    @Test
    void saysWhereAServicesVariableComesFrom() {
        Map<String, String> environment = new HashMap<>(REQUIRED);
        environment.put("ENI_DIRECT_HTTP_PORT", "tcp://10.0.0.7:443");
        assertThat(errors(environment))
                .containsExactly(
                        "ENI_DIRECT_HTTP_PORT: 'tcp://10.0.0.7:443' is not a whole number from 0 to 65535. It comes"
                                + " from a Service of that name: set enableServiceLinks: false on the pod.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--readiness-timeout       | 90s         | there are no readiness gates that it could open",
                "--certificate-ids         | profile     | no certificate is used",
                "--redirect-wildcards      | true        | there are no redirects",
                "--webhook-port            | 8443        | there are no webhooks, and nothing listens there",
                "--existing-load-balancers | declared    | no load balancer is used that the controller did not make",
            })
    void saysOfWhatHasNoEffectYetThatItHasNone(String flag, String value, String why) {
        String said = ": '" + value + "' has no effect yet: " + why + ". Leave it out.";
        assertThat(warnings(REQUIRED, flag, value)).containsExactly(flag + said);

        Map<String, String> environment = new HashMap<>(REQUIRED);
        environment.put(variable(flag), value);
        assertThat(warnings(environment)).containsExactly(variable(flag) + said);
    }

    @ParameterizedTest
    @CsvSource({
        "--readiness-timeout, 600s",
        "--certificate-ids, any",
        "--certificate-ids, none",
        "--redirect-wildcards, false",
        "--webhook-port, 9443",
        "--webhook-port, 0",
        "--existing-load-balancers, claim"
    })
    void saysNothingOfAValueThatAsksForNothing(String flag, String value) {
        assertThat(read(REQUIRED, flag, value)).isEqualTo(new Run(DEFAULTS));
    }

    @Test
    void showsNoOptionWithoutEffect() {
        assertThat(OptionTable.NOT_YET)
                .isNotEmpty()
                .allSatisfy(option -> assertThat(
                                Stream.of("--help", "run --help").map(line -> read(Map.of(), line.split(" "))))
                        .allSatisfy(help -> assertThat(help.toString())
                                .doesNotContain(option.setting().flag())));
        assertThat(DEFAULTS.describe())
                .doesNotContainKeys(OptionTable.NOT_YET.stream()
                        .map(option -> option.setting().name())
                        .toArray(String[]::new));
    }

    /** Whoever adds an option of the contract says here which of both it is. */
    @Test
    void takesEveryOptionOfTheContract() {
        assertThat(Stream.concat(
                                OptionTable.ALL.stream(),
                                OptionTable.NOT_YET.stream().map(NotYet::setting))
                        .map(Setting::name))
                .containsExactlyInAnyOrder(
                        "region",
                        "vpc-id",
                        "cluster-id",
                        "cloud-endpoint",
                        "cloud-root-domain",
                        "default-profile",
                        "pass-to-target",
                        "host-network-targets",
                        "log-level",
                        "credentials",
                        "ingress-classes",
                        "claim-beside-tke",
                        "workers",
                        "rate-limit",
                        "max-retry-interval",
                        "drift-interval",
                        "target-ranges",
                        "external-ranges",
                        "readiness-timeout",
                        "leader-elect",
                        "probe-port",
                        "http-port",
                        "write-tke-annotations",
                        "certificate-ids",
                        "redirect-wildcards",
                        "webhook-port",
                        "existing-load-balancers",
                        "log-format");
    }

    static Stream<Arguments> helps() {
        return Stream.of(
                Arguments.of((Object) new String[] {"--help"}), Arguments.of((Object) new String[] {"run", "--help"}));
    }

    @ParameterizedTest
    @MethodSource("helps")
    void showsEveryOptionWithItsDefaultInTheHelp(String[] arguments) {
        assertThat(read(Map.of(), arguments))
                .isInstanceOfSatisfying(
                        Print.class,
                        help -> OptionTable.ALL.forEach(
                                setting -> assertThat(help.text()).contains(setting.flag() + "=VALUE")));
    }

    @Test
    void needsNothingButFilesForAPlan() {
        assertThat(read(Map.of(), "plan", "-f", "a.yaml", "b.yaml", "-f", "-"))
                .isEqualTo(new Plan(new PlanOptions(
                        List.of("a.yaml", "b.yaml", "-"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        HostNetworkTargets.DECLARED,
                        Set.of(),
                        false,
                        DEFAULTS.targetRanges(),
                        List.of(),
                        Output.TEXT)));
    }

    @Test
    void readsTheOptionsOfAPlanFromFlagsAndVariablesAndNoOthers() {
        Map<String, String> environment = new HashMap<>(variables(ALL_OTHER_TEXTS));
        environment.put("ENI_DIRECT_WORKERS", "bad value");
        assertThat(read(environment, "plan", "-f", "a.yaml", "--output", "json", "--cluster-id", "cls-1"))
                .isEqualTo(new Plan(new PlanOptions(
                        List.of("a.yaml"),
                        Optional.of("vpc-other"),
                        Optional.of("cls-1"),
                        Optional.of("public-edge"),
                        false,
                        HostNetworkTargets.ALL,
                        Set.of("qcloud", "other"),
                        true,
                        ALL_OTHER.targetRanges(),
                        ALL_OTHER.externalRanges(),
                        Output.JSON)));
    }

    @Test
    void namesEverythingThatIsWrongWithAPlan() {
        assertThat(errors(Map.of(), "plan", "--vpc-id", "x", "--workers", "3"))
                .containsExactly(
                        "--workers: is not known. Leave it out, or see --help for all options.",
                        "--vpc-id: 'x' is not the id of a VPC. Give a value such as vpc-1a2b3c4d.",
                        "-f: is required: the files to be planned. Name at least one, or - for standard input.");
    }

    @Test
    void needsNothingButAUrlForACheck() {
        assertThat(read(Map.of("ENI_DIRECT_WORKERS", "bad value"), "check", "--url", "http://a:8081/readyz"))
                .isEqualTo(new Check(URI.create("http://a:8081/readyz")));
        assertThat(read(Map.of("ENI_DIRECT_URL", "https://a"), "check")).isEqualTo(new Check(URI.create("https://a")));
        assertThat(errors(Map.of(), "check"))
                .containsExactly("--url: is required: an http or https URL with a host, and without a user."
                        + " Give a value such as http://127.0.0.1:8081/readyz, or set ENI_DIRECT_URL.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a:8081",
                "/readyz",
                "ftp://a",
                "http:///readyz",
                "http://u@a",
                "http://a:65536",
                "http://a b"
            })
    void checksOnlyWhatCanBeAsked(String url) {
        assertThat(errors(Map.of(), "check", "--url", url))
                .singleElement()
                .asString()
                .startsWith("--url: '" + url + "' is not an http or https URL with a host, and without a user")
                .endsWith(". Give a value such as http://127.0.0.1:8081/readyz.");
    }

    @Test
    void showsTheOneOptionOfACheckInItsHelp() {
        assertThat(read(Map.of(), "check", "--help"))
                .isInstanceOfSatisfying(
                        Print.class,
                        help -> assertThat(help.text())
                                .contains("--url=VALUE", "Required.", "Exits with 0")
                                .doesNotContain("--region"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--workers", "-x"})
    void takesNoUnknownOptionForAFile(String option) {
        assertThat(errors(Map.of(), "plan", "-f", "a.yaml", option))
                .containsExactly(option + ": is not known. Leave it out, or see --help for all options.");
    }

    @Test
    void showsThePlansOwnOptionsInItsHelp() {
        assertThat(read(Map.of(), "plan", "--help"))
                .isInstanceOfSatisfying(
                        Print.class,
                        help -> assertThat(help.text())
                                .contains("-f=FILE", "--vpc-id=VALUE", "Exits with 0")
                                .doesNotContain("--workers", "Required."));
        assertThat(read(Map.of(), "--help"))
                .isInstanceOfSatisfying(
                        Print.class, help -> assertThat(help.text()).contains("run ", "plan ", "check "));
    }

    @Test
    void printsTheVersion() {
        assertThat(read(Map.of(), "--version")).isEqualTo(new Print("eni-direct 1.2.3" + System.lineSeparator()));
    }

    private static void assertRefused(OptionError error, String option, String value, String rule) {
        assertThat(error.option()).isEqualTo(option);
        assertThat(error.problem()).startsWith("'" + value + "' is not " + rule);
        assertThat(error.remedy()).isNotBlank();
    }

    private static List<String> errors(Map<String, String> environment, String... arguments) {
        return read(environment, arguments) instanceof Refused refused
                ? refused.errors().stream().map(OptionError::toString).toList()
                : List.of();
    }

    private static List<String> warnings(Map<String, String> environment, String... arguments) {
        return ((Run) read(environment, arguments)).options().warnings();
    }

    private static Invocation read(Map<String, String> environment, String... arguments) {
        return Invocation.of(arguments, environment, "1.2.3");
    }

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(AddressRange::parse).toList();
    }

    private static String variable(String flag) {
        return "ENI_DIRECT_" + flag.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static Map<String, String> variables(Map<String, String> texts) {
        Map<String, String> environment = new HashMap<>();
        texts.forEach((flag, text) -> environment.put(variable(flag), text));
        return environment;
    }

    private static String[] flags(Map<String, String> texts) {
        List<String> arguments = new ArrayList<>();
        texts.forEach((flag, text) -> arguments.addAll(List.of(flag, text)));
        return arguments.toArray(String[]::new);
    }
}
