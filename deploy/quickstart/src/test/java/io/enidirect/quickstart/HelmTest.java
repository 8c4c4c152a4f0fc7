package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.ClusterOptions;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart, installed, upgraded and removed by Helm in a cluster that has nothing of it. */
@EnabledIf("io.enidirect.quickstart.RealKubernetes#isThere")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HelmTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TKES = "tkeserviceconfigs.cloud.tencent.com";
    private static final Path SETS = Path.of("..", "helm", "sets");
    private static final List<String> OBJECTS = List.of("""
            apiVersion: eni-direct.io/v1alpha1
            kind: LoadBalancerProfile
            metadata: {name: public-edge}
            spec: {}
            """, """
            apiVersion: cloud.tencent.com/v1alpha1
            kind: TkeServiceConfig
            metadata: {name: web, namespace: default}
            spec: {}
            """);

    private Cluster cluster;
    private HelmRelease release;

    @BeforeAll
    void start() throws IOException {
        cluster = Cluster.start(ClusterOptions.defaults());
        release = new HelmRelease(cluster.kubeConfigFile(), "eni-direct", "eni-direct-system");
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    /**
     * One way through, in a cluster without the kinds: each step needs what the one before has left. The commands leave
     * TKE's kind out, so it is somebody else's, and stays so.
     */
    @Test
    @Order(1)
    void comesFromThePreviousChartAndLeavesTheKindsAndTheirObjects() throws IOException {
        release.install(HelmRelease.PREVIOUS, Chart.REQUIRED);
        List<GenericKubernetesResource> objects =
                OBJECTS.stream().map(this::created).toList();

        assertThatThrownBy(() -> release.upgrade(Chart.DIRECTORY, Chart.REQUIRED))
                .hasMessageContaining("invalid ownership metadata");
        HelmRelease.adopt(cluster);
        release.upgrade(Chart.DIRECTORY, sets("minimal"));

        assertThat(kinds())
                .hasSize(4)
                .allSatisfy(crd -> assertThat(crd.getMetadata().getAnnotations().get("helm.sh/resource-policy"))
                        .isEqualTo(crd.getMetadata().getName().equals(TKES) ? null : "keep"));
        assertThat(objects).allSatisfy(this::isStillThere);

        String output = release.upgrade(Chart.DIRECTORY, Chart.REQUIRED, "ingressClass: {name: by-helm}");
        assertThat(output)
                .contains("rollout status deployment/eni-direct", "spec.ingressClassName: by-helm")
                .contains("keep the load balancers", "remove them");
        cluster.awaitReady(release.namespace(), "eni-direct", PATIENCE);
        release.uninstall();

        assertThat(kinds()).hasSize(4);
        assertThat(objects).allSatisfy(this::isStillThere);
        assertThat(Chart.renderInto(release.namespace(), Chart.REQUIRED, "ingressClass: {name: by-helm}")
                        .objects())
                .filteredOn(object -> !object.getKind().equals("CustomResourceDefinition"))
                .isNotEmpty()
                .allSatisfy(object ->
                        assertThat(cluster.client().resource(object).get()).isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal ha", "oidc"})
    void installsTheNamedSets(String names) {
        String[] values = sets(names);

        release.install(Chart.DIRECTORY, values);

        assertThat(kinds()).hasSize(4);
        cluster.awaitReady(release.namespace(), "eni-direct", PATIENCE);
        release.uninstall();
    }

    /** As Argo CD does it: what is rendered without a cluster is applied by somebody else, after the kinds. */
    @Test
    void theSetForGitOpsNeedsNoHelmInTheCluster() throws IOException {
        String namespace = cluster.createNamespace("gitops");
        try (Stream<Path> files = Files.list(Chart.DIRECTORY.resolve("files").resolve("crds"))) {
            files.sorted()
                    .forEach(file -> cluster.client()
                            .resource(read(file))
                            .forceConflicts()
                            .serverSideApply());
        }
        Chart.Rendered rendered = Chart.renderInto(namespace, sets("minimal internal gitops"));

        assertThat(rendered.kinds()).contains("LoadBalancerProfile").doesNotContain("CustomResourceDefinition");
        rendered.objects()
                .forEach(object -> cluster.client()
                        .resource(object)
                        .fieldValidation(Validation.STRICT)
                        .serverSideApply());

        cluster.awaitReady(namespace, "eni-direct", PATIENCE);
        rendered.objects().forEach(object -> cluster.client().resource(object).delete());
    }

    /** Helm can't make them in the same go as their kind, and says so. */
    @Test
    void makesTheProfilesOfASetOnceTheirKindIsThere() {
        String[] values = sets("minimal internal");
        kinds().stream()
                .filter(kind -> kind.getMetadata().getName().startsWith("loadbalancerprofiles."))
                .forEach(kind -> cluster.client().resource(kind).delete());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kinds()).hasSizeLessThan(4));

        assertThat(release.install(Chart.DIRECTORY, values))
                .contains("NOT MADE YET: the LoadBalancerProfiles internal.");
        assertThat(release.upgrade(Chart.DIRECTORY, values)).doesNotContain("NOT MADE YET");

        GenericKubernetesResource profile = cluster.client()
                .genericKubernetesResources("eni-direct.io/v1alpha1", "LoadBalancerProfile")
                .withName("internal")
                .require();
        release.uninstall();
        assertThat(cluster.client().resource(profile).get()).isNull();
    }

    private static String[] sets(String names) {
        return Stream.of(names.split(" "))
                .map(name -> read(SETS.resolve(name + ".yaml")))
                .toArray(String[]::new);
    }

    private GenericKubernetesResource profile(String name) {
        return cluster.client()
                .genericKubernetesResources("eni-direct.io/v1alpha1", "LoadBalancerProfile")
                .withName(name)
                .require();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GenericKubernetesResource created(String yaml) {
        GenericKubernetesResource object = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> cluster.client().resource(object).create(), made -> true);
    }

    private void isStillThere(HasMetadata object) {
        HasMetadata now = cluster.client().resource(object).get();
        assertThat(now).isNotNull();
        assertThat(now.getMetadata().getUid()).isEqualTo(object.getMetadata().getUid());
        assertThat(now.getMetadata().getDeletionTimestamp()).isNull();
    }

    private List<CustomResourceDefinition> kinds() {
        return cluster.client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .list()
                .getItems();
    }
}
