package io.enidirect.operator.options;

import java.net.URI;
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
        Stream.concat(OptionTable.ALL.stream(), OptionTable.NOT_YET.stream().map(NotYet::setting))
                .forEach(setting -> error(setting).ifPresent(errors::add));
        if (errors.isEmpty()) {
            samePort().ifPresent(errors::add);
        }
        return errors;
    }

    /** Only without {@link #errors}. */
    Options options() {
        return new Options(
                read(OptionTable.REGION),
                read(OptionTable.VPC_ID),
                read(OptionTable.CLUSTER_ID),
                read(OptionTable.CLOUD_ENDPOINT),
                read(OptionTable.CLOUD_ROOT_DOMAIN),
                read(OptionTable.DEFAULT_PROFILE),
                read(OptionTable.PASS_TO_TARGET),
                read(OptionTable.HOST_NETWORK_TARGETS),
                read(OptionTable.CREDENTIALS),
                read(OptionTable.INGRESS_CLASSES),
                read(OptionTable.CLAIM_BESIDE_TKE),
                read(OptionTable.WRITE_TKE_ANNOTATIONS),
                read(OptionTable.WORKERS),
                read(OptionTable.RATE_LIMIT),
                read(OptionTable.MAX_RETRY_INTERVAL),
                read(OptionTable.DRIFT_INTERVAL),
                read(OptionTable.TARGET_RANGES),
                read(OptionTable.EXTERNAL_RANGES),
                read(OptionTable.LEADER_ELECT),
                read(OptionTable.PROBE_PORT),
                read(OptionTable.HTTP_PORT),
                read(OptionTable.LOG_LEVEL),
                read(OptionTable.LOG_FORMAT),
                OptionTable.NOT_YET.stream()
                        .flatMap(option -> given(option).stream())
                        .toList());
    }

    private Optional<String> given(NotYet option) {
        return Optional.ofNullable(text(option.setting()))
                .flatMap(text -> option.warning(origin(option.setting()), text));
    }

    /** Of a plan: what is not given need not be. */
    List<OptionError> planErrors() {
        return OptionTable.OF_A_PLAN.stream()
                .filter(setting -> text(setting) != null)
                .flatMap(setting -> error(setting).stream())
                .toList();
    }

    /** Only without {@link #planErrors}. */
    PlanOptions planOptions(List<String> files) {
        return new PlanOptions(
                files,
                given(OptionTable.VPC_ID),
                given(OptionTable.CLUSTER_ID),
                read(OptionTable.DEFAULT_PROFILE),
                read(OptionTable.PASS_TO_TARGET),
                read(OptionTable.HOST_NETWORK_TARGETS),
                read(OptionTable.INGRESS_CLASSES),
                read(OptionTable.CLAIM_BESIDE_TKE),
                read(OptionTable.TARGET_RANGES),
                read(OptionTable.EXTERNAL_RANGES),
                read(OptionTable.OUTPUT));
    }

    /** Of a check. */
    List<OptionError> checkErrors() {
        return error(OptionTable.URL).stream().toList();
    }

    /** Only without {@link #checkErrors}. */
    URI url() {
        return read(OptionTable.URL);
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
        int port = read(OptionTable.PROBE_PORT).orElse(0);
        return port != 0 && port == read(OptionTable.HTTP_PORT)
                ? Optional.of(new OptionError(
                        origin(OptionTable.PROBE_PORT),
                        "'" + port + "' is already the port of " + OptionTable.HTTP_PORT.flag(),
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
