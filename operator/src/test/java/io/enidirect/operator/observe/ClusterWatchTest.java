package io.enidirect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.kubernetes.LeanSerialization;
import io.enidirect.operator.snapshot.Timing;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The start of all informers, for somebody who may not list every kind yet. */
@ExtendWith(SharedCluster.class)
final class ClusterWatchTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration SYNC = Duration.ofSeconds(3);
    private static final Set<String> KINDS = Set.of(
            "cloudloadbalancers",
            "services",
            "ingresses",
            "endpointslices",
            "pods",
            "nodes",
            "namespaces",
            "ingressclasses",
            "loadbalancerprofiles",
            "externalbackends",
            "tkeserviceconfigs",
            "configmaps");

    private KubernetesClient admin;
    private String user;
    private KubernetesClient client;
    private ClusterWatch watch;

    @BeforeEach
    void impersonate(Cluster cluster) {
        admin = cluster.client();
        user = cluster.createNamespace("watch");
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(cluster.config())
                        .withImpersonateUsername(user)
                        .build())
                .withKubernetesSerialization(new LeanSerialization())
                .build();
        Timing.Cluster house = Timing.HOUSE.cluster();
        watch = new ClusterWatch(
                client,
                House.KINDS,
                new Timing.Cluster(
                        SYNC,
                        house.syncedYet(),
                        house.podQuestions(),
                        house.podAnswer(),
                        house.missing(),
                        house.token()));
        admin.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(user)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", user)
                        .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                        .build())
                .create();
    }

    @AfterEach
    void stop() {
        watch.close();
        client.close();
        admin.rbac().clusterRoleBindings().withName(user).delete();
        admin.rbac().clusterRoles().withName(user).delete();
    }

    /** Who does not see them would make a second one. */
    @Test
    void waitsForCloudLoadBalancersWithoutEnd() {
        grantAllBut("cloudloadbalancers");

        CompletableFuture<Void> start = CompletableFuture.runAsync(watch::start);

        await().during(SYNC.multipliedBy(2)).atMost(SYNC.multipliedBy(3)).until(() -> !start.isDone());
        assertThat(watch.started()).isFalse();
        assertThat(watch.awaited()).containsExactly("CloudLoadBalancer");
        grantAllBut();
        await().atMost(SOON).until(start::isDone);
        assertThat(watch.started()).isTrue();
        assertThat(watch.untrusted()).isEmpty();
    }

    @Test
    void trustsNoKindThatCannotBeListedAndTriesItForEver() {
        grantAllBut("pods", "loadbalancerprofiles");

        watch.start();

        assertThat(watch.started()).isTrue();
        assertThat(watch.untrusted()).containsExactly("LoadBalancerProfile", "Pod");
        assertThat(watch.stopped()).isEmpty();
        grantAllBut();
        await().atMost(SOON).until(() -> watch.untrusted().isEmpty());
    }

    private void grantAllBut(String... denied) {
        Set<String> granted = new TreeSet<>(KINDS);
        Set.of(denied).forEach(granted::remove);
        ClusterRole role = new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(user)
                .endMetadata()
                .addNewRule()
                .withApiGroups("*")
                .withResources(granted.toArray(String[]::new))
                .withVerbs("list", "watch")
                .endRule()
                .build();
        admin.resource(role).createOr(existing -> existing.update());
    }
}
