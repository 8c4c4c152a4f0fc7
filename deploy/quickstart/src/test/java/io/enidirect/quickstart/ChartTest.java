package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTest {
    private static final Path OPTIONS = Path.of("..", "..", "docs", "reference", "options.md");
    private static final Path POM = Path.of("pom.xml");
    private static final Pattern OPTION = Pattern.compile("(?m)^\\| `--([a-z-]+)`");
    /** Those that the chart asks for by values of their own. */
    private static final Set<String> APART = Set.of("region", "vpc-id", "cluster-id", "credentials");

    @Test
    void helmHasNothingToSayAgainstIt(@TempDir Path temp) throws IOException {
        LintResult result = Chart.lint(temp, Chart.REQUIRED);

        assertThat(result.getMessages())
                .filteredOn(message -> !message.startsWith("[INFO]"))
                .isEmpty();
        assertThat(result.isFailed()).isFalse();
    }

    @Test
    void asksForAllThatHasNoDefault(@TempDir Path temp) throws IOException {
        LintResult result = Chart.lint(temp, "{}");

        assertThat(result.isFailed()).isTrue();
        assertThat(result.getMessages())
                .contains(
                        "- at '': missing properties 'region', 'vpcId', 'clusterId'",
                        "- at '/image': missing property 'repository'",
                        "- at '/credentials': missing property 'secretName'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            region: Guangzhou                                 | at '/region': 'Guangzhou' does not match pattern
            vpcId: subnet-1a2b3c4d                            | at '/vpcId': 'subnet-1a2b3c4d' does not match pattern
            clusterId: "-a"                                   | at '/clusterId': '-a' does not match pattern
            image: {repository: ""}                           | at '/image/repository': '' does not match pattern
            image: {repository: "example.com/a:1"}            | at '/image/repository': 'example.com/a:1' does not match pattern
            image: {digest: "sha256:1"}                       | at '/image/digest': 'sha256:1' does not match pattern
            image: {pullPolicy: Sometimes}                    | at '/image/pullPolicy': value must be one of 'Always', 'IfNotPresent', 'Never'
            image: {name: a}                                  | at '/image': additional properties 'name' not allowed
            credentials: {mode: profile}                      | at '/credentials/mode': value must be one of 'env', 'oidc', 'cvm-role'
            credentials: {secretName: ""}                     | at '/credentials/secretName': '' does not match pattern
            credentials: {secretKey: abc}                     | at '/credentials': additional properties 'secretKey' not allowed
            replica: 2                                        | at '': additional properties 'replica' not allowed
            replicas: two                                     | at '/replicas': got string, want integer
            options: {rateLimit: 0}                           | at '/options/rateLimit': minimum: got 0, want 1
            options: {rate-limit: 5}                          | at '/options': additional properties 'rate-limit' not allowed
            options: {region: ap-beijing}                     | at '/options': additional properties 'region' not allowed
            options: {httpPort: 0}                            | at '/options/httpPort': minimum: got 0, want 1
            options: {probePort: 0}                           | at '/options/probePort': minimum: got 0, want 1
            options: {driftInterval: 5}                       | at '/options/driftInterval': got number, want string
            options: {driftInterval: 5 m}                     | at '/options/driftInterval': '5 m' does not match pattern
            options: {leaderElect: "no"}                      | at '/options/leaderElect': got string, want boolean
            options: {externalRanges: 10.0.0.0/8}             | at '/options/externalRanges': got string, want array
            options: {leaderElect: false}                     | at '/replicas': maximum: got 2, want 1
            podDisruptionBudget: {maxUnavailable: 0}          | at '/podDisruptionBudget/maxUnavailable': minimum: got 0, want 1
            serviceAccount: {annotations: {a: true}}          | at '/serviceAccount/annotations/a': got boolean, want string
            podDisruptionBudget: {maxUnavailable: 1, minAvailable: 1} | at '/podDisruptionBudget': 'not' failed
            terminationGracePeriodSeconds: 5                  | at '/terminationGracePeriodSeconds': minimum: got 5, want 20
            probes: {liveness: {httpGet: {}}}                 | at '/probes/liveness': additional properties 'httpGet' not allowed
            networkPolicy: {from: []}                         | at '/networkPolicy': additional properties 'from' not allowed
            proxy: {httpsProxy: "proxy:3128"}                 | at '/proxy/httpsProxy': 'proxy:3128' does not match pattern
            crds: {keep: false}                               | at '/crds': additional properties 'keep' not allowed
            {internalHosts: true, options: {cloudRootDomain: intl.tencentcloudapi.com}} | at '/options/cloudRootDomain': value must be 'internal.tencentcloudapi.com'
            classes: {eni-direct: {}}                         | classes: eni-direct is ingressClass.name already: give it another name
            classes: {a: {default: true}, b: {default: true}} | classes: a and b are each to be the default one, which Kubernetes takes as none: keep one
            extraEnv: [{name: POD_NAME, value: a}]            | extraEnv: the chart sets POD_NAME by another value already: say it there
            """)
    void refusesWhatMustBeAMistake(String values, String message) {
        assertThatThrownBy(() -> Chart.render(Chart.REQUIRED, values))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(message);
    }

    @Test
    void itsPodsAreRestricted() {
        PodSpec pod = pod();

        assertThat(List.of(pod.getContainers().size(), pod.getInitContainers().size()))
                .containsExactly(1, 0);
        assertThat(Serialization.asYaml(pod.getSecurityContext())).isEqualToIgnoringNewLines("""
                ---
                runAsGroup: 65532
                runAsNonRoot: true
                runAsUser: 65532
                seccompProfile:
                  type: "RuntimeDefault"
                """);
        assertThat(Serialization.asYaml(pod.getContainers().get(0).getSecurityContext()))
                .isEqualToIgnoringNewLines("""
                ---
                allowPrivilegeEscalation: false
                capabilities:
                  drop:
                  - "ALL"
                readOnlyRootFilesystem: true
                """);
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getHostPID()).isNull();
        assertThat(pod.getHostIPC()).isNull();
        assertThat(pod.getVolumes())
                .allSatisfy(volume -> assertThat(volume.getEmptyDir()).isNotNull());
        assertThat(pod.getContainers().get(0).getPorts())
                .allSatisfy(port -> assertThat(port.getHostPort()).isNull());
    }

    @Test
    void servicesCanNotSetItsOptions() {
        assertThat(pod().getEnableServiceLinks()).isFalse();
    }

    /** One variable has one value, whoever names the hosts; and a label of the chart's is never another's. */
    @Test
    void nothingIsSaidTwice() {
        assertThat(container("""
                        internalHosts: true
                        options: {cloudRootDomain: internal.tencentcloudapi.com}
                        """).getArgs()).containsOnlyOnce("--cloud-root-domain");
        assertThat(Chart.render(Chart.REQUIRED, """
                        commonLabels: {app.kubernetes.io/instance: other}
                        podLabels: {app.kubernetes.io/name: other}
                        """)
                        .only(Deployment.class)
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels())
                .containsEntry("app.kubernetes.io/instance", "eni-direct")
                .containsEntry("app.kubernetes.io/name", "eni-direct");
    }

    @Test
    void letsNobodyAskForMetricsWhoIsNotNamed() {
        assertThat(Chart.render(Chart.REQUIRED)
                        .only(NetworkPolicy.class)
                        .getSpec()
                        .getIngress())
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.getFrom()).isEmpty();
                    assertThat(rule.getPorts())
                            .extracting(port -> port.getPort().getStrVal())
                            .containsExactly("probes");
                });
    }

    @Test
    void everyOptionCanBeGiven() throws IOException {
        JsonNode schema = Serialization.unmarshal(
                Files.readString(Chart.DIRECTORY.resolve("values.schema.json")), JsonNode.class);
        List<String> values = Stream.of(schema.at("/properties/options/properties"))
                .flatMap(options -> options.propertyStream().map(option -> option.getKey()))
                .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .toList();

        assertThat(OPTION.matcher(Files.readString(OPTIONS)).results().map(found -> found.group(1)))
                .filteredOn(option -> !APART.contains(option))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(values);
    }

    @Test
    void writesOptionsAsTheCommandLineDoes() {
        assertThat(container(ChartValues.EVERY_OPTION).getArgs())
                .startsWith(
                        "run",
                        "--region",
                        "ap-guangzhou",
                        "--vpc-id",
                        "vpc-1a2b3c4d",
                        "--cluster-id",
                        "cls-1a2b3c4d",
                        "--credentials",
                        "env")
                .containsSequence("--claim-beside-tke", "true")
                .containsSequence("--default-profile", "public-edge")
                .containsSequence("--cloud-endpoint", "http://127.0.0.1:8080")
                .containsSequence("--drift-interval", "0")
                .containsSequence("--external-ranges", "10.9.0.0/16,fd00::/8")
                .containsSequence("--cloud-root-domain", "internal.tencentcloudapi.com")
                .containsSequence("--pass-to-target", "false")
                .containsSequence("--host-network-targets", "none")
                .containsSequence("--http-port", "65535")
                .containsOnlyOnce("--probe-port")
                .containsSequence("--probe-port", "1")
                .containsSequence("--ingress-classes", "qcloud,other")
                .containsSequence("--rate-limit", "1000");
    }

    @ParameterizedTest
    @CsvSource({"'', 8080, 8081", "'options: {httpPort: 65535, probePort: 1}', 65535, 1"})
    void probesAPortThatStrangersAreNotServedOn(String values, int http, int probes) {
        Container container = container(values);

        assertThat(container.getPorts())
                .extracting(port -> port.getName() + " " + port.getContainerPort())
                .containsExactly("http " + http, "probes " + probes);
        assertThat(List.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe()))
                .extracting(probe -> probe.getHttpGet().getPath() + " "
                        + probe.getHttpGet().getPort().getStrVal())
                .containsExactly("/healthz probes", "/healthz probes", "/readyz probes");
        assertThat(container.getArgs()).containsSequence("--probe-port", String.valueOf(probes));
    }

    @Test
    void keysComeFromTheSecretAndFromNowhereElse() {
        assertThat(container("").getEnv())
                .filteredOn(variable -> variable.getName().startsWith("TENCENTCLOUD_"))
                .extracting(
                        variable -> variable.getValueFrom().getSecretKeyRef().getName())
                .containsOnly("eni-direct-cloud");
        assertThat(container("credentials: {mode: oidc}").getEnv())
                .extracting(EnvVar::getName)
                .noneMatch(name -> name.startsWith("TENCENTCLOUD_"));
    }

    @Test
    void theClassCanBeTheDefaultAndHaveAProfile() {
        IngressClass plain = Chart.render(Chart.REQUIRED).only(IngressClass.class);
        IngressClass other = Chart.render(
                        Chart.REQUIRED, "ingressClass: {name: edge, default: true, profile: public-edge}")
                .only(IngressClass.class);

        assertThat(plain.getMetadata().getName()).isEqualTo("eni-direct");
        assertThat(plain.getMetadata().getAnnotations()).isEmpty();
        assertThat(plain.getSpec().getController()).isEqualTo("eni-direct.io/clb");
        assertThat(plain.getSpec().getParameters()).isNull();
        assertThat(other.getMetadata().getName()).isEqualTo("edge");
        assertThat(other.getMetadata().getAnnotations())
                .containsExactly(Map.entry("ingressclass.kubernetes.io/is-default-class", "true"));
        assertThat(other.getSpec().getParameters().getKind()).isEqualTo("LoadBalancerProfile");
        assertThat(other.getSpec().getParameters().getName()).isEqualTo("public-edge");
    }

    @Test
    void rendersNoMoreThanIsAskedFor() {
        assertThat(Chart.render(Chart.REQUIRED).kinds())
                .filteredOn(kind -> !kind.equals("CustomResourceDefinition"))
                .containsExactlyInAnyOrder(
                        "ServiceAccount",
                        "ClusterRole",
                        "ClusterRoleBinding",
                        "Role",
                        "Role",
                        "RoleBinding",
                        "RoleBinding",
                        "ClusterRole",
                        "ClusterRole",
                        "ClusterRole",
                        "Deployment",
                        "NetworkPolicy",
                        "PodDisruptionBudget",
                        "IngressClass",
                        "Service",
                        "Pod");
        assertThat(Chart.render(Chart.REQUIRED, ChartValues.ALL_ON).all(Service.class))
                .extracting(service -> service.getMetadata().getName())
                .contains("clb-metrics");
        assertThat(Chart.render(Chart.REQUIRED, ChartValues.ALL_OFF).kinds()).containsExactly("Deployment");
    }

    @Test
    void itsTestAsksTheControllersPodsAndIsNoneOfThem() {
        Chart.Rendered chart = Chart.render(Chart.REQUIRED, """
                fullnameOverride: clb
                options: {probePort: 9}
                image: {pullSecrets: [registry]}
                commonLabels: {app.kubernetes.io/name: eni-direct, a: b}
                nodeSelector: {kubernetes.io/os: linux}
                tolerations: [{key: dedicated, operator: Exists}]
                """);
        Pod test = chart.only(Pod.class);
        Service service = chart.only(Service.class);
        PodTemplateSpec controller = chart.only(Deployment.class).getSpec().getTemplate();
        Map<String, String> selector = service.getSpec().getSelector();

        assertThat(controller.getMetadata().getLabels()).containsAllEntriesOf(selector);
        assertThat(test.getMetadata().getLabels()).containsEntry("a", "b").doesNotContainKey("app.kubernetes.io/name");
        assertThat(selector).containsKey("app.kubernetes.io/name");
        assertThat(service.getMetadata().getName()).isEqualTo("clb-test");
        assertThat(service.getSpec().getPorts())
                .extracting(port -> port.getPort() + " " + port.getTargetPort().getStrVal())
                .containsExactly("9 probes");
        assertThat(service.getMetadata().getAnnotations()).containsEntry("helm.sh/hook-weight", "-1");
        assertThat(List.of(test.getMetadata(), service.getMetadata()))
                .extracting(ObjectMeta::getAnnotations)
                .allSatisfy(annotations -> assertThat(annotations)
                        .containsEntry("hook", "test")
                        .containsEntry("helm.sh/hook-delete-policy", "before-hook-creation,hook-succeeded"));
        assertThat(test.getSpec().getContainers()).singleElement().satisfies(container -> {
            assertThat(container.getArgs()).containsExactly("check", "--url", "http://clb-test:9/readyz");
            assertThat(container)
                    .usingRecursiveComparison()
                    .comparingOnlyFields("image", "imagePullPolicy", "securityContext", "resources")
                    .isEqualTo(controller.getSpec().getContainers().get(0));
        });
        assertThat(test.getSpec())
                .usingRecursiveComparison()
                .comparingOnlyFields(
                        "securityContext", "imagePullSecrets", "nodeSelector", "tolerations", "enableServiceLinks")
                .isEqualTo(controller.getSpec());
        assertThat(test.getSpec().getRestartPolicy()).isEqualTo("Never");
        assertThat(test.getSpec().getAutomountServiceAccountToken()).isFalse();
    }

    @Test
    void installsTheVersionThatIsBuiltHere() throws IOException {
        MatchResult version = Pattern.compile("<version>([^<]*?)(-SNAPSHOT)?</version>")
                .matcher(Files.readString(POM))
                .results()
                .findFirst()
                .orElseThrow();
        JsonNode chart =
                Serialization.unmarshal(Files.readString(Chart.DIRECTORY.resolve("Chart.yaml")), JsonNode.class);

        assertThat(chart.path("appVersion").asText()).isEqualTo(version.group(1));
        assertThat(container("").getImage()).isEqualTo("registry.example.com/eni-direct:" + version.group(1));
    }

    private static Container container(String values) {
        return pod(values).getContainers().get(0);
    }

    private static PodSpec pod(String... values) {
        return Chart.render(Stream.concat(Stream.of(Chart.REQUIRED), Stream.of(values))
                        .toArray(String[]::new))
                .only(Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec();
    }
}
