package io.enidirect.operator.observe;

import static io.enidirect.operator.observe.Looking.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Target;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.crd.Origin;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.SharedCluster;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Claim;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two pods behind a Service, seen by a reconciler that only looks. */
@ExtendWith(SharedCluster.class)
final class ObserverTest {
    private static final Duration A_WHILE = Duration.ofMillis(400);
    private static final Backend HTTP = Backend.of(new ListenerKey(Protocol.TCP, 80));

    private Cluster cluster;
    private Looking looking;
    private String namespace;
    private Service service;
    private CloudLoadBalancer object;

    @BeforeEach
    void start(Cluster shared) {
        cluster = shared;
        namespace = cluster.createNamespace("observe");
        cluster.deploy(namespace, "web", 2);
        service = (Service) cluster.apply(namespace, """
                apiVersion: v1
                kind: Service
                metadata: {name: web, annotations: {service.cloud.tencent.com/direct-access: "true"}}
                spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
                """).get(0);
        object = cluster.client()
                .resource(Looking.own(
                        "service." + namespace + ".web",
                        new SourceRef(
                                "Service",
                                namespace,
                                "web",
                                service.getMetadata().getUid())))
                .create();
        looking = Looking.at(object.getMetadata().getName(), cluster);
        await().atMost(SOON).until(() -> !looking.seen.isEmpty() && looking.ready(namespace + "/web") == 2);
    }

    @AfterEach
    void stop() {
        looking.close();
        cluster.client().resource(object).delete();
    }

    @Test
    void seesTheServiceItsClaimAndItsEndpoints() {
        Snapshot snapshot = last();

        assertThat(snapshot.now()).isEqualTo(Looking.CLOCK.instant());
        assertThat(snapshot.sources())
                .singleElement()
                .satisfies(source -> assertThat(source.claim()).isEqualTo(new Claim(Claim.State.OURS, List.of())));
        assertThat(snapshot.endpoints()).containsOnlyKeys(namespace + "/web");
        assertThat(endpoints(snapshot).trusted()).isTrue();
        assertThat(endpoints(snapshot).pods().values())
                .hasSize(2)
                .allSatisfy(pod -> assertThat(pod.getStatus().getPodIPs()).isNotEmpty())
                .allSatisfy(
                        pod -> assertThat(pod.getMetadata().getManagedFields()).isEmpty());
    }

    @Test
    void followsItsPods() {
        cluster.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web")
                .scale(3);

        await().atMost(SOON).until(() -> looking.ready(namespace + "/web") == 3);
        assertThat(endpoints(last()).pods()).hasSize(3);
    }

    @Test
    void isTriggeredByAnAnnotationAlone() {
        cluster.client().resource(service).edit(now -> annotated(now, "eni-direct.io/a", "b"));

        await().atMost(SOON).until(() -> annotations(last()).containsKey("eni-direct.io/a"));
    }

    @Test
    void isTriggeredByAPodsConditionAlone() {
        Pod pod = endpoints(last()).pods().values().iterator().next();
        cluster.client()
                .pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .editStatus(now -> {
                    now.getStatus()
                            .getConditions()
                            .get(0)
                            .setType("cloud.tencent.com/load-balancer-backendgroup-ready");
                    return now;
                });

        await().atMost(SOON)
                .until(() -> endpoints(last()).pods().values().stream()
                        .flatMap(seenPod -> seenPod.getStatus().getConditions().stream())
                        .anyMatch(condition -> condition.getType().startsWith("cloud.tencent.com/")));
    }

    @Test
    void isNotTriggeredByWhatItDoesNotRead() {
        int before = looking.seen.size();
        Pod pod = endpoints(last()).pods().values().iterator().next();
        Pod changed = cluster.client()
                .pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .edit(now -> {
                    now.getMetadata().getAnnotations().put("checksum", "1");
                    return now;
                });
        cluster.client().resource(service).editStatus(now -> {
            now.getStatus().getLoadBalancer().setIngress(List.of());
            return now;
        });
        await().atMost(SOON)
                .until(() -> looking.cache()
                        .pods
                        .find(namespace, pod.getMetadata().getName())
                        .orElseThrow()
                        .getMetadata()
                        .getResourceVersion()
                        .equals(changed.getMetadata().getResourceVersion()));

        await().during(A_WHILE).atMost(SOON).until(() -> looking.seen.size() == before);
    }

    @Test
    void holdsTheClaimWhenTkesControllerTurnsUp() {
        ConfigMap map = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("kube-system")
                .withName("tke-service-controller-config")
                .endMetadata()
                .build();
        cluster.client().resource(map).create();
        try {
            await().atMost(SOON).until(() -> looking.claimCodes().contains(Code.CLAIM_HELD));
        } finally {
            cluster.client().resource(map).delete();
        }
        await().atMost(SOON).until(() -> looking.claimCodes().isEmpty());
    }

    @Test
    void believesAFallToNoneAfterALiveRead() {
        attach("10.20.0.1", "10.20.0.2");
        cluster.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web")
                .scale(0);

        await().atMost(SOON)
                .until(() -> endpoints(last()).slices().stream()
                        .allMatch(slice -> slice.getEndpoints().isEmpty()));
        assertThat(endpoints(look(cluster.client())).trusted()).isTrue();
    }

    @Test
    void takesTheLiveSlicesWhereTheCacheLostThem() {
        attach("10.20.0.1", "10.20.0.2");
        looking.loseSlices(namespace + "/web");

        ServiceEndpoints endpoints = endpoints(look(cluster.client()));

        assertThat(endpoints.trusted()).isTrue();
        assertThat(endpoints.slices())
                .isNotEmpty()
                .allSatisfy(slice -> assertThat(slice.getEndpoints()).hasSize(2));
    }

    @Test
    void believesNoFallToNoneWhilePodsAreUnknown() {
        attach("10.20.0.1", "10.20.0.2");
        looking.loseSlices(namespace + "/web");
        endpoints(last()).pods().keySet().forEach(pod -> looking.cache().pods.remove(namespace + "/" + pod));

        assertThat(endpoints(look(cluster.client())).trusted()).isFalse();
    }

    @Test
    void believesNoFallToNoneWithoutAnAnswer() {
        attach("10.20.0.1", "10.20.0.2");
        looking.loseSlices(namespace + "/web");
        Config nowhere = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:1")
                .withRequestRetryBackoffLimit(0)
                .build();
        try (KubernetesClient dead =
                new KubernetesClientBuilder().withConfig(nowhere).build()) {
            assertThat(endpoints(look(dead)).trusted()).isFalse();
        }
    }

    @Test
    void asksForAServiceThatTheCacheMisses() {
        looking.cache().services.remove(namespace + "/web");

        assertThat(look(cluster.client()).sources()).hasSize(1);
    }

    @Test
    void knowsOfNoSourceWhoseUidIsGone() {
        SourceRef gone = new SourceRef("Service", namespace, "web", "another-uid");
        CloudLoadBalancer naming = Looking.own("x", gone);
        naming.setStatus(recording(gone));

        Snapshot snapshot = looking.look(naming, cluster.client());

        assertThat(snapshot.sources()).isEmpty();
        // as an origin a Service counts by its name
        assertThat(snapshot.endpoints()).containsOnlyKeys(namespace + "/web");
    }

    @Test
    void knowsThePodAtAnAddressThatIsWantedNoMore() {
        Pod pod = endpoints(last()).pods().values().iterator().next();
        attach(pod.getStatus().getPodIPs().get(0).getIp());
        looking.loseSlices(namespace + "/web");

        assertThat(endpoints(look(cluster.client())).pods())
                .containsOnlyKeys(pod.getMetadata().getName());
    }

    private void attach(String... ips) {
        looking.attach(Stream.of(ips)
                .map(ip -> new Attachment(HTTP, new Target(ip, 8080)))
                .toArray(Attachment[]::new));
    }

    private Snapshot look(KubernetesClient client) {
        object.setStatus(recording(Objects.requireNonNull(object.getSpec().source())));
        return looking.look(object, client);
    }

    private Snapshot last() {
        return looking.last();
    }

    private ServiceEndpoints endpoints(Snapshot snapshot) {
        return snapshot.endpoints(namespace, "web").orElseThrow();
    }

    private static Map<String, String> annotations(Snapshot snapshot) {
        return snapshot.sources().get(0).object().getMetadata().getAnnotations();
    }

    private static Service annotated(Service now, String key, String value) {
        now.getMetadata().getAnnotations().put(key, value);
        return now;
    }

    private static CloudLoadBalancerStatus recording(SourceRef source) {
        ListenerRecord listener = ListenerRecord.layer4(
                "TCP", 80, "lbl-1", source.key(), List.of(Origin.service(source.name(), null, 80, "TCP")), List.of());
        return new CloudLoadBalancerStatus(
                null,
                null,
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(SourceStatus.of(source)),
                List.of(listener));
    }
}
