package io.enidirect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.ClusterOptions;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

/** The chart, installed, upgraded and removed by Helm in a cluster that has nothing of it. */
@EnabledIf("io.enidirect.quickstart.RealKubernetes#isThere")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HelmTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TKES = "tkeserviceconfigs.cloud.tencent.com";
    private static final Pattern ADOPTING = Pattern.compile("kubectl (label|annotate) crd ((?:[a-z.-]+ )+)(.*=.*)");
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

    /** One way through: each step needs what the one before has left. */
    @Test
    void comesFromThePreviousChartAndLeavesTheKindsAndTheirObjects() throws IOException {
        release.install(HelmRelease.PREVIOUS, Chart.REQUIRED);
        List<GenericKubernetesResource> objects =
                OBJECTS.stream().map(this::created).toList();

        assertThatThrownBy(() -> release.upgrade(Chart.DIRECTORY, Chart.REQUIRED))
                .hasMessageContaining("invalid ownership metadata");
        adopt();
        release.upgrade(Chart.DIRECTORY, Chart.REQUIRED);

        assertThat(kinds())
                .hasSize(4)
                .filteredOn(crd -> !crd.getMetadata().getName().equals(TKES))
                .hasSize(3)
                .allSatisfy(crd -> assertThat(crd.getMetadata().getAnnotations())
                        .containsEntry("helm.sh/resource-policy", "keep"));
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

    /** As the chart's page says. */
    private void adopt() throws IOException {
        String page = Files.readString(Chart.DIRECTORY.resolve("README.md")).replaceAll("\\\\\n *", "");
        List<MatchResult> commands = ADOPTING.matcher(page).results().toList();
        assertThat(commands).extracting(command -> command.group(1)).containsExactly("label", "annotate");
        for (MatchResult command : commands) {
            Map<String, String> words = new HashMap<>();
            Stream.of(command.group(3).split(" "))
                    .map(word -> word.split("="))
                    .forEach(word -> words.put(word[0], word[1]));
            for (String name : command.group(2).split(" ")) {
                cluster.client()
                        .apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName(name)
                        .edit(crd -> {
                            if (command.group(1).equals("label")) {
                                crd.getMetadata().getLabels().putAll(words);
                            } else {
                                crd.getMetadata().getAnnotations().putAll(words);
                            }
                            return crd;
                        });
            }
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
