package io.enidirect.operator.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was given, as text: a flag counts before its variable, and that before the default. */
final class Texts {
    private final Function<Setting<?>, Optional<String>> flags;
    private final Map<String, String> environment;

    Texts(Function<Setting<?>, Optional<String>> flags, Map<String, String> environment) {
        this.flags = flags;
        this.environment = environment;
    }

    List<OptionError> errors() {
        List<OptionError> errors = new ArrayList<>();
        Stream.concat(Settings.ALL.stream(), Settings.NOT_YET.stream().map(NotYet::setting))
                .forEach(setting -> error(setting).ifPresent(errors::add));
        if (errors.isEmpty()) {
            samePort().ifPresent(errors::add);
        }
        return errors;
    }

    /** Only without {@link #errors}. */
    Options options() {
        return new Options(
                read(Settings.REGION),
                read(Settings.VPC_ID),
                read(Settings.CLUSTER_ID),
                read(Settings.CLOUD_ENDPOINT),
                read(Settings.CLOUD_ROOT_DOMAIN),
                read(Settings.PASS_TO_TARGET),
                read(Settings.HOST_NETWORK_TARGETS),
                read(Settings.CREDENTIALS),
                read(Settings.INGRESS_CLASSES),
                read(Settings.CLAIM_BESIDE_TKE),
                read(Settings.WORKERS),
                read(Settings.RATE_LIMIT),
                read(Settings.MAX_RETRY_INTERVAL),
                read(Settings.DRIFT_INTERVAL),
                read(Settings.TARGET_RANGES),
                read(Settings.EXTERNAL_RANGES),
                read(Settings.LEADER_ELECT),
                read(Settings.PROBE_PORT),
                read(Settings.HTTP_PORT),
                read(Settings.LOG_LEVEL),
                read(Settings.LOG_FORMAT),
                Settings.NOT_YET.stream()
                        .flatMap(option -> given(option).stream())
                        .toList());
    }

    private Optional<String> given(NotYet option) {
        return Optional.ofNullable(text(option.setting()))
                .flatMap(text -> option.warning(origin(option.setting()), text));
    }

    /** Of a plan: what is not given need not be. */
    List<OptionError> planErrors() {
        return Settings.OF_A_PLAN.stream()
                .filter(setting -> text(setting) != null)
                .flatMap(setting -> error(setting).stream())
                .toList();
    }

    /** Only without {@link #planErrors}. */
    PlanOptions planOptions(List<String> files) {
        return new PlanOptions(
                files,
                given(Settings.VPC_ID),
                given(Settings.CLUSTER_ID),
                read(Settings.PASS_TO_TARGET),
                read(Settings.HOST_NETWORK_TARGETS),
                read(Settings.INGRESS_CLASSES),
                read(Settings.CLAIM_BESIDE_TKE),
                read(Settings.TARGET_RANGES),
                read(Settings.EXTERNAL_RANGES),
                read(Settings.OUTPUT));
    }

    private <T> T read(Setting<T> setting) {
        return given(setting).orElseThrow();
    }

    private <T> Optional<T> given(Setting<T> setting) {
        return Optional.ofNullable(text(setting)).map(setting::read);
    }

    private Optional<OptionError> error(Setting<?> setting) {
        String text = text(setting);
        if (text == null) {
            return Optional.of(new OptionError(
                    setting.flag(),
                    "is required: " + setting.kind().rule(),
                    setting.remedy() + ", or set " + setting.variable()));
        }
        try {
            setting.read(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            String why =
                    e instanceof NumberFormatException || e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
            return Optional.of(new OptionError(
                    origin(setting), "'" + text + "' is not " + setting.kind().rule() + why, remedy(setting, text)));
        }
    }

    // a Service named eni-direct-http puts such an address into every pod of its namespace
    private String remedy(Setting<?> setting, String text) {
        return origin(setting).equals(setting.variable()) && text.startsWith("tcp://")
                ? "It comes from a Service of that name: set enableServiceLinks: false on the pod"
                : setting.remedy();
    }

    private Optional<OptionError> samePort() {
        int port = read(Settings.PROBE_PORT).orElse(0);
        return port != 0 && port == read(Settings.HTTP_PORT)
                ? Optional.of(new OptionError(
                        origin(Settings.PROBE_PORT),
                        "'" + port + "' is already the port of " + Settings.HTTP_PORT.flag(),
                        "Give each a port of its own"))
                : Optional.empty();
    }

    private String origin(Setting<?> setting) {
        return flags.apply(setting).isEmpty() && variable(setting).isPresent() ? setting.variable() : setting.flag();
    }

    private @Nullable String text(Setting<?> setting) {
        return flags.apply(setting)
                .or(() -> variable(setting))
                .or(() -> Optional.ofNullable(setting.fallback()))
                .orElse(null);
    }

    private Optional<String> variable(Setting<?> setting) {
        return Optional.ofNullable(environment.get(setting.variable())).filter(text -> !text.isEmpty());
    }
}
