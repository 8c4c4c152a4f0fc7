package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.image.UnpackedImage;
import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.ClusterOptions;
import io.enidirect.simulator.SimulatorOptions;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The image and the chart in users' hands: installed, used, upgraded and removed, as the pages say. */
@EnabledIf("io.enidirect.quickstart.BuiltImage#isThere")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstallTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String RELEASE = "eni-direct";
    private static final String NAMESPACE = "eni-direct-system";
    private static final String SECRET = "eni-direct-cloud";
    private static final String TOKEN = "a-session";
    private static final Path SETS = Path.of("..", "helm", "sets");
    /** Of an address of its own, since its port is that of HTTPS. */
    private static final String INSIDE = "127.43.0.1";

    @TempDir
    static Path directory;

    private final Set<Call> refusedAtTheEnd = new HashSet<>();
    private Cluster cluster;
    private UnpackedImage image;
    private HelmRelease release;
    private io.enidirect.simulator.Simulator cloud;

    @BeforeAll
    void start() throws IOException {
        image = BuiltImage.unpack();
        cluster = Cluster.start(ClusterOptions.defaults().withNodes(3).withApiServerFlags(Call.flags(directory)));
        release = new HelmRelease(cluster.kubeConfigFile(), RELEASE, NAMESPACE);
        cluster.client()
                .namespaces()
                .resource(new io.fabric8.kubernetes.api.model.NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        cluster.client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(SECRET)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .addToStringData("TENCENTCLOUD_SECRET_ID", Simulator.SECRET_ID)
                        .addToStringData("TENCENTCLOUD_SECRET_KEY", Simulator.SECRET_KEY)
                        .build())
                .create();
    }

    /** What a test that failed has left would fail the next ones, and hide why. */
    @AfterEach
    void close() {
        if (cloud != null) {
            cloud.close();
        }
        if (release.isThere()) {
            release.uninstall();
        }
    }

    /** What is refused while it is uninstalled does not count: Helm takes the rights away before the pods have ended. */
    private void assertThatNoRightWasMissing() {
        assertThat(refused()).isSubsetOf(refusedAtTheEnd);
    }

    private Set<Call> refused() {
        return Call.seen(directory, "system:serviceaccount:" + NAMESPACE + ":" + RELEASE).stream()
                .filter(call -> !call.allowed())
                .collect(Collectors.toSet());
    }

    private void awaitEnd(Kubelet kubelet) {
        until(kubelet, "all pods have ended", kubelet::isIdle);
        refusedAtTheEnd.addAll(refused());
        // without the right to it nobody could give it up, and the next install would wait until its time is over
        cluster.client().leases().inNamespace(NAMESPACE).withName(RELEASE).delete();
    }

    @AfterAll
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    /** One way through: each step needs what the one before has left. */
    @Test
    void servesThroughInstallUpgradeAndBothWaysToUninstall() throws Exception {
        cloud = cloud("");
        String namespace = cluster.createNamespace("shop");
        String[] values = {Chart.REQUIRED, "options: {cloudEndpoint: \"%s\"}".formatted(cloud.endpoint())};
        Web web = new Web(cluster, cloud, namespace);
        web.deploy();
        try (Kubelet kubelet = Kubelet.start(cluster, image, directory, Map.of())) {
            release.install(HelmRelease.PREVIOUS, values);
            awaitReady(kubelet, 2);
            List<String> previous = kubelet.pods();
            web.ask("eni-direct");
            SteadyLoad load = new SteadyLoad()
                    .on(web.answering(kubelet, "Service", "TCP"), "service")
                    .on(web.answering(kubelet, "Ingress", "HTTP"), Web.HOST);

            HelmRelease.adopt(cluster);
            release.upgrade(Chart.DIRECTORY, values);
            until(
                    kubelet,
                    "the new pods run",
                    () -> kubelet.ready() == 2 && kubelet.pods().stream().noneMatch(previous::contains));
            restart(kubelet, namespace);

            // and keep the load balancers
            assertThatNoRightWasMissing();
            release.uninstall();
            awaitEnd(kubelet);
            assertThat(cloud.control().state().loadBalancers()).hasSize(2);
            int sent = load.sent();
            until(kubelet, "requests go on", () -> load.sent() > sent + 100);
            release.install(Chart.DIRECTORY, values);
            awaitReady(kubelet, 2);
            restart(kubelet, namespace);
            assertThat(load.end()).isEmpty();
            assertThat(load.sent()).isGreaterThan(1_000);
            System.out.println(
                    "Through install, upgrade and both ways to uninstall: " + load.sent() + " requests, none failed");

            // and remove them
            web.delete();
            until(
                    kubelet,
                    "kubectl get clb shows nothing",
                    () -> loadBalancers().isEmpty());
            assertThat(cloud.control().state().loadBalancers()).isEmpty();
            assertThatNoRightWasMissing();
            release.uninstall();
            awaitEnd(kubelet);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "ha", "oidc", "internal", "gitops"})
    void isUsedWith(String set) throws Exception {
        boolean oidc = set.equals("oidc");
        cloud = cloud(oidc ? TOKEN : "");
        String namespace = cluster.createNamespace(set);
        Web web = new Web(cluster, cloud, namespace);
        cluster.deploy(namespace, "web", 1);
        Path identity = image.root().resolve("tmp/identity");
        Files.writeString(identity, "identity");
        Map<String, String> admission = oidc
                ? Map.of(
                        "TKE_REGION", "ap-guangzhou",
                        "TKE_PROVIDER_ID", "provider",
                        "TKE_WEB_IDENTITY_TOKEN_FILE", "/tmp/identity",
                        "TKE_ROLE_ARN", "qcs::cam::uin/100000000001:roleName/eni-direct")
                : Map.of();
        if (oidc) {
            giveSessions();
        }
        try (Kubelet kubelet = Kubelet.start(cluster, image, directory, admission);
                CloudInside inside = CloudInside.start(INSIDE, URI.create(cloud.endpoint()), image.root())) {
            String here = set.equals("internal")
                    ? inside.values()
                    : "options: {cloudEndpoint: \"%s\"}".formatted(cloud.endpoint());
            String[] values = values(set, here);
            boolean byHelm = !set.equals("gitops");
            List<GenericKubernetesResource> applied = List.of();
            if (byHelm) {
                release.install(Chart.DIRECTORY, values);
            } else {
                applied = applyRendered(values);
            }
            int replicas = cluster.client()
                    .apps()
                    .deployments()
                    .inNamespace(NAMESPACE)
                    .withName(RELEASE)
                    .get()
                    .getSpec()
                    .getReplicas();
            awaitReady(kubelet, replicas);
            web.ask(set.equals("internal") ? "internal" : "eni-direct");

            assertThat(Requests.http("127.77.9.9", web.answering(kubelet, "Service", "TCP")))
                    .isNotNull();
            assertThat(Requests.http("127.77.9.9", web.answering(kubelet, "Ingress", "HTTP"), Web.HOST, "/"))
                    .isNotNull();

            web.delete();
            until(kubelet, "all are let go", () -> loadBalancers().isEmpty());
            assertThatNoRightWasMissing();
            if (byHelm) {
                release.uninstall();
            } else {
                applied.forEach(object -> cluster.client().resource(object).delete());
            }
            awaitEnd(kubelet);
        }
    }

    private String[] values(String set, String here) throws IOException {
        String values = Files.readString(SETS.resolve(set + ".yaml"));
        return values.contains("vpcId")
                ? new String[] {values, here}
                : new String[] {Files.readString(SETS.resolve("minimal.yaml")), values, here};
    }

    /** As somebody does who sees no cluster while he renders, such as Argo CD. */
    private List<GenericKubernetesResource> applyRendered(String... values) {
        List<GenericKubernetesResource> objects =
                Chart.renderInto(NAMESPACE, values).objects();
        objects.forEach(object -> cluster.client()
                .resource(object)
                .fieldManager("argocd-controller")
                .serverSideApply());
        return objects;
    }

    /** Who signs as the cloud's STS does: the cloud itself here, as far as it has a stand-in. */
    private void giveSessions() throws IOException, InterruptedException {
        String session = """
                {"request": {"method": "POST", "url": "/",
                  "headers": {"X-TC-Action": {"equalTo": "AssumeRoleWithWebIdentity"}}},
                 "response": {"status": 200, "jsonBody": {"Response": {"RequestId": "r", "ExpiredTime": 4102444800,
                  "Credentials": {"TmpSecretId": "%s", "TmpSecretKey": "%s", "Token": "%s"}}}}}""".formatted(Simulator.SECRET_ID, Simulator.SECRET_KEY, TOKEN);
        assertThat(HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(cloud.endpoint() + "/__admin/mappings"))
                                        .POST(HttpRequest.BodyPublishers.ofString(session))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(201);
    }

    private static io.enidirect.simulator.Simulator cloud(String token) {
        SimulatorOptions options =
                SimulatorOptions.of(Simulator.SECRET_ID, Simulator.SECRET_KEY).withDataPlane(true);
        return io.enidirect.simulator.Simulator.start(token.isEmpty() ? options : options.withToken(token));
    }

    private void restart(Kubelet kubelet, String namespace) {
        until(
                kubelet,
                "one of them leads",
                () -> Optional.ofNullable(cluster.client()
                                .leases()
                                .inNamespace(NAMESPACE)
                                .withName(RELEASE)
                                .get())
                        .filter(lease -> kubelet.pods().contains(lease.getSpec().getHolderIdentity()))
                        .isPresent());
        cluster.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web")
                .rolling()
                .restart();
        until(kubelet, "the pods are replaced", () -> {
            var deployment = cluster.client()
                    .apps()
                    .deployments()
                    .inNamespace(namespace)
                    .withName("web")
                    .get();
            return deployment
                            .getMetadata()
                            .getGeneration()
                            .equals(deployment.getStatus().getObservedGeneration())
                    && Integer.valueOf(2).equals(deployment.getStatus().getUpdatedReplicas())
                    && cluster.client()
                                    .pods()
                                    .inNamespace(namespace)
                                    .list()
                                    .getItems()
                                    .size()
                            == 2;
        });
    }

    private List<GenericKubernetesResource> loadBalancers() {
        return cluster.client()
                .genericKubernetesResources("eni-direct.io/v1alpha1", "CloudLoadBalancer")
                .list()
                .getItems();
    }

    private static void awaitReady(Kubelet kubelet, int replicas) {
        until(kubelet, replicas + " replicas are ready", () -> kubelet.ready() == replicas);
    }

    private static void until(Kubelet kubelet, String what, Callable<Boolean> condition) {
        try {
            await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).until(condition);
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(what + "; said at last: " + kubelet.lastWords(), e);
        }
    }
}
