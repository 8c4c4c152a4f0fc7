package io.enidirect.quickstart;

import io.enidirect.quickstart.Rollout.Load;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The table's rows in their order: every manifest is asked for what it is there to show, or just for an answer. */
final class Rows {

    private static final String TCP = "tcp.yaml";
    private static final String CLIENT_ADDRESS = "client-address.yaml";
    private static final String SPECIFY_PROTOCOL = "specify-protocol.yaml";
    private static final String SESSION_AFFINITY = "session-affinity.yaml";
    /** The order of the Services; manifests that are not named come last. */
    private static final List<String> ORDER =
            List.of(SPECIFY_PROTOCOL, "udp.yaml", SESSION_AFFINITY, CLIENT_ADDRESS, TCP);

    private static final String PROFILE = "profile.yaml";
    private static final String TUNING = "tke-service-config.yaml";
    private static final String WEIGHTS = "weights.yaml";
    private static final String MODE = "mode.yaml";
    private static final String RETAIN = "retain.yaml";

    private static final String MINIMAL = "ingress-minimal.yaml";
    private static final String HELLO_WORLD = "ingress-hello-world.yaml";

    private final ServiceChecks services;
    private final CloudChecks cloud;
    private final IngressChecks ingresses;
    private final Kubectl kubectl;
    private final Rollout rollout;
    private final Deletion deletion;

    /** @param logs where files may be left */
    Rows(Stage stage, Verdicts verdicts, Path logs) {
        this.services = new ServiceChecks(stage, verdicts);
        this.cloud = new CloudChecks(stage, verdicts);
        this.ingresses = new IngressChecks(stage, verdicts);
        this.kubectl = new Kubectl(stage, verdicts, logs.resolve("kubectl"));
        this.rollout = new Rollout(stage, verdicts);
        this.deletion = new Deletion(stage, verdicts);
    }

    List<Row> of(Examples examples) {
        List<Row> rows = new ArrayList<>(services(examples.services()));
        rows.addAll(ingresses(examples.ingresses()));
        rows.addAll(rollout.of(loads(examples)));
        // late, so that a second event would have come by now
        examples.ingresses().stream()
                .filter(is(MINIMAL))
                .map(ingresses::rewriteEvent)
                .forEach(rows::add);
        examples.services().stream().filter(is(RETAIN)).map(cloud::retained).forEach(rows::add);
        deleted(examples).map(deletion::of).forEach(rows::add);
        return rows;
    }

    private List<Row> services(List<ServiceExample> examples) {
        List<Row> rows = new ArrayList<>();
        examples.stream()
                .sorted(Comparator.comparing(example -> -ORDER.indexOf(example.manifest())))
                .forEach(example -> {
                    Function<ServiceExample, Row> check = switch (example.manifest()) {
                        case CLIENT_ADDRESS -> services::clientAddresses;
                        case SESSION_AFFINITY -> services::affinity;
                        case PROFILE -> cloud::profile;
                        case TUNING -> cloud::tuning;
                        case WEIGHTS -> cloud::weights;
                        case MODE -> cloud::mode;
                        default -> services::answers;
                    };
                    rows.add(check.apply(example));
                    if (is(SPECIFY_PROTOCOL).test(example)) {
                        rows.add(services.answers(example.by("TCP")));
                    }
                });
        examples.stream().filter(is(TCP)).forEach(tcp -> {
            rows.add(services.scaling(tcp, 4));
            rows.add(services.scaling(tcp, 1));
        });
        return rows;
    }

    private List<Row> ingresses(List<IngressExample> examples) {
        List<Row> rows = new ArrayList<>();
        for (IngressExample example : examples) {
            rows.addAll(ingresses.exchanges(example));
            example.profile()
                    .map(profile -> ingresses.profile(example, profile))
                    .ifPresent(rows::add);
        }
        if (kubectl.isThere()) {
            rows.add(kubectl.addresses(examples));
        }
        return rows;
    }

    private static List<Load> loads(Examples examples) {
        return Stream.concat(
                        examples.services().stream()
                                .filter(is(CLIENT_ADDRESS))
                                .map(example -> new Load(example, example.deployment(), "", "/")),
                        examples.ingresses().stream().filter(is(HELLO_WORLD)).map(example -> {
                            Exchange first = example.exchanges().get(0);
                            return new Load(example, first.backend(), first.host(), first.path());
                        }))
                .toList();
    }

    private static Stream<Example> deleted(Examples examples) {
        return examples.all().stream()
                .filter(example -> List.of(TCP, HELLO_WORLD).contains(example.manifest()));
    }

    private static Predicate<Example> is(String manifest) {
        return example -> example.manifest().equals(manifest);
    }
}
