package io.enidirect.quickstart;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.FreePorts;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The chart in a namespace of its own, and its container: started as its pod would start it, with its arguments, its
 * variables and the token of its ServiceAccount, and nothing else.
 */
final class InstalledChart {
    private static final int LAST_LINES = 40;
    private static final String SECRET = "eni-direct-cloud";

    private final Cluster cluster;
    private final String namespace;
    private final Chart.Rendered chart;
    private final Path directory;
    private final int httpPort;
    private final int probePort;
    private final List<String> pods = new ArrayList<>();

    private InstalledChart(
            Cluster cluster, String namespace, Chart.Rendered chart, Path directory, int httpPort, int probePort) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.chart = chart;
        this.directory = directory;
        this.httpPort = httpPort;
        this.probePort = probePort;
    }

    /**
     * Applies what is rendered, on the server's side, where unknown fields are errors and pods have to be restricted.
     *
     * @param name also of the namespace
     * @param values documents of YAML; the later counts
     */
    static InstalledChart install(Cluster cluster, String name, URI cloud, Path directory, String... values) {
        KubernetesClient client = cluster.client();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(SECRET)
                        .withNamespace(name)
                        .endMetadata()
                        .addToStringData("TENCENTCLOUD_SECRET_ID", Simulator.SECRET_ID)
                        .addToStringData("TENCENTCLOUD_SECRET_KEY", Simulator.SECRET_KEY)
                        .build())
                .create();
        int httpPort = FreePorts.next();
        int probePort = FreePorts.next();
        String here = """
                fullnameOverride: %s
                crds: {enabled: false}
                tests: {enabled: false}
                options:
                  cloudEndpoint: %s
                  httpPort: %d
                  probePort: %d
                  externalRanges: [192.0.2.0/24]
                """.formatted(name, cloud, httpPort, probePort);
        Chart.Rendered chart = Chart.renderInto(
                name,
                Stream.concat(Stream.of(Chart.REQUIRED, here), Stream.of(values))
                        .toArray(String[]::new));
        chart.objects()
                .forEach(object -> client.resource(object)
                        .fieldValidation(Validation.STRICT)
                        .fieldManager("helm")
                        .serverSideApply());
        return new InstalledChart(cluster, name, chart, directory, httpPort, probePort);
    }

    Chart.Rendered chart() {
        return chart;
    }

    String namespace() {
        return namespace;
    }

    int httpPort() {
        return httpPort;
    }

    int probePort() {
        return probePort;
    }

    /** As which the controller comes to the API server. */
    String user() {
        return "system:serviceaccount:" + namespace + ":" + podSpec().getServiceAccountName();
    }

    /** Gives its roles these rights in place of what they had. */
    void grant(List<Right> rights) {
        Map<String, List<PolicyRule>> rules =
                rights.stream().collect(groupingBy(Right::role, mapping(Right::rule, toList())));
        chart.all(ClusterRole.class).stream().filter(this::isBound).forEach(role -> {
            role.setRules(rules.getOrDefault(role.getMetadata().getName(), List.of()));
            cluster.client().resource(role).update();
        });
        chart.all(Role.class).forEach(role -> {
            role.setRules(rules.getOrDefault(role.getMetadata().getName(), List.of()));
            cluster.client().resource(role).update();
        });
    }

    private boolean isBound(ClusterRole role) {
        return chart.all(ClusterRoleBinding.class).stream()
                .anyMatch(binding ->
                        binding.getRoleRef().getName().equals(role.getMetadata().getName()));
    }

    /** Returns at once. */
    ShippedController start(String pod) {
        pods.add(pod);
        Map<String, String> environment = new PodVariables(cluster, namespace, pod).of(container());
        environment.put("KUBECONFIG", kubeConfig().toString());
        return ShippedController.start(cluster.guard(), log(pod), container().getArgs(), environment);
    }

    /** What the container has printed. */
    String words(String pod) {
        try {
            return Files.readString(log(pod));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What every one that was started has printed at its end. */
    String lastWords() {
        return pods.stream()
                .map(pod -> {
                    List<String> lines = words(pod).lines().toList();
                    return pod + ": "
                            + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
                })
                .collect(joining("\n"));
    }

    private Path log(String pod) {
        return directory.resolve(namespace + "-" + pod + ".log");
    }

    /** As the cluster's own, with the ServiceAccount's token for the only credential. */
    private Path kubeConfig() {
        String token = new PodVariables(cluster, namespace, "").token(podSpec().getServiceAccountName());
        Config config = new ConfigBuilder(Serialization.unmarshal(cluster.kubeConfigYaml(), Config.class))
                .editFirstUser()
                .withNewUser()
                .withToken(token)
                .endUser()
                .endUser()
                .build();
        try {
            return Files.writeString(directory.resolve(namespace + ".kubeconfig"), Serialization.asYaml(config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Container container() {
        return podSpec().getContainers().get(0);
    }

    private PodSpec podSpec() {
        return chart.only(Deployment.class).getSpec().getTemplate().getSpec();
    }
}
