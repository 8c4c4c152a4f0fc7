package io.enidirect.operator.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.SharedCluster;
import io.enidirect.operator.kinds.registry.Given;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.snapshot.Claim;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The TkeServiceConfig that is made for who asks for one of its own. */
@ExtendWith(SharedCluster.class)
final class OwnConfigsTest {
    private static final String TKE = "service.cloud.tencent.com/";
    private static final String AUTO = TKE + "tke-service-config-auto";
    private static final String MODE = "eni-direct.io/mode";
    private static final ResourceDefinitionContext CONFIGS =
            ResourceDefinitionContext.fromResourceType(TkeServiceConfig.class);
    private static final String TCP_80 = "{\"l4Listeners\":[{\"port\":80,\"protocol\":\"TCP\"}]}";

    private Cluster cluster;
    private @Nullable FrontRig rig;

    @BeforeEach
    void in(Cluster shared) {
        cluster = shared;
    }

    @AfterEach
    void stop() {
        if (rig != null) {
            rig.close();
        }
    }

    private FrontRig start(String kind) {
        rig = new FrontRig(cluster, kind, House.KINDS, new Refusals());
        return rig;
    }

    private FrontRig service(String annotations) {
        FrontRig started = start("Service");
        cluster.apply(started.namespace(), """
                apiVersion: v1
                kind: Service
                metadata:
                  name: web
                  annotations: {%sexample.com/team: shop}
                spec:
                  type: LoadBalancer
                  loadBalancerClass: eni-direct.io/clb
                  ports: [{name: a, port: 80, targetPort: 8080}]
                """.formatted(annotations));
        return started;
    }

    private static String said(String... keysAndValues) {
        return IntStream.range(0, keysAndValues.length / 2)
                .mapToObj(i -> keysAndValues[2 * i] + ": \"" + keysAndValues[2 * i + 1] + "\", ")
                .collect(Collectors.joining());
    }

    private Resource<GenericKubernetesResource> config(String name) {
        FrontRig started = Objects.requireNonNull(rig);
        return started.client()
                .genericKubernetesResources(CONFIGS)
                .inNamespace(started.namespace())
                .withName(name);
    }

    private Resource<GenericKubernetesResource> config() {
        return config("web-auto-service-config");
    }

    private void awaitConfig(Resource<GenericKubernetesResource> config, String tuning) {
        JsonNode expected = Serialization.unmarshal(tuning, JsonNode.class);
        await().atMost(FrontRig.SOON).untilAsserted(() -> {
            GenericKubernetesResource there = config.get();
            assertThat(there).isNotNull();
            JsonNode spec = Serialization.unmarshal(Serialization.asJson(there.get("spec")), JsonNode.class);
            assertThat(spec.path("loadBalancer")).isEqualTo(expected);
        });
    }

    private void awaitQuiet(Resource<GenericKubernetesResource> config) {
        String version = config.get().getMetadata().getResourceVersion();
        await().during(FrontRig.A_WHILE)
                .atMost(FrontRig.SOON)
                .until(() -> version.equals(config.get().getMetadata().getResourceVersion()));
    }

    private Resource<? extends HasMetadata> service() {
        FrontRig started = Objects.requireNonNull(rig);
        return started.client().services().inNamespace(started.namespace()).withName("web");
    }

    private void merge(Resource<? extends HasMetadata> what, String patch) {
        what.patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    private void ports(String... ports) {
        merge(service(), "{\"spec\":{\"ports\":[" + String.join(",", ports) + "]}}");
    }

    private static String port(int number) {
        return "{\"name\":\"p" + number + "\",\"port\":" + number + ",\"targetPort\":8080}";
    }

    private void annotate(String key, @Nullable String value) {
        merge(
                service(),
                "{\"metadata\":{\"annotations\":{\"" + key + "\":" + (value == null ? "null" : "\"" + value + "\"")
                        + "}}}");
    }

    private void write(String l4Listeners) {
        merge(config(), "{\"spec\":{\"loadBalancer\":{\"l4Listeners\":" + l4Listeners + "}}}");
    }

    @Test
    void itIsMadeForItsServiceAndFollowsItsPortsButForWhatAUserWrote() {
        FrontRig started = service(said(AUTO, "true"));
        awaitConfig(config(), TCP_80);
        assertThat(config().get().getMetadata().getOwnerReferences())
                .containsExactly(new OwnerReference(
                        "v1",
                        null,
                        null,
                        "Service",
                        "web",
                        started.made().getSpec().source().uid()));

        write("[{\"port\":80,\"protocol\":\"TCP\",\"scheduler\":\"LEAST_CONN\"}]");
        ports(port(80), port(81));
        awaitConfig(
                config(),
                "{\"l4Listeners\":[{\"port\":80,\"protocol\":\"TCP\",\"scheduler\":\"LEAST_CONN\"},"
                        + "{\"port\":81,\"protocol\":\"TCP\"}]}");

        ports(port(82));
        awaitConfig(
                config(),
                "{\"l4Listeners\":[{\"port\":80,\"protocol\":\"TCP\",\"scheduler\":\"LEAST_CONN\"},"
                        + "{\"port\":82,\"protocol\":\"TCP\"}]}");
        assertThat(started.reasons()).isEmpty();
    }

    @Test
    void nothingIsWrittenThatIsThereAlready() {
        FrontRig started = service(said(AUTO, "true"));
        awaitConfig(config(), TCP_80);
        String version = config().get().getMetadata().getResourceVersion();

        started.restart();
        awaitQuiet(config());
        assertThat(config().get().getMetadata().getResourceVersion()).isEqualTo(version);

        config().delete();
        awaitConfig(config(), TCP_80);
    }

    @Test
    void anIngressIsAddressedInItsOwnWords() {
        FrontRig started = start("Ingress");
        cluster.apply("default", """
                apiVersion: networking.k8s.io/v1
                kind: IngressClass
                metadata: {name: %s}
                spec: {controller: eni-direct.io/clb}
                """.formatted(started.namespace()));
        String paths = "{path: %s, pathType: %s, backend: {service: {name: web, port: {number: 80}}}}";
        String manifest = """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web, annotations: {ingress.cloud.tencent.com/tke-service-config-auto: "true"}}
                spec:
                  ingressClassName: %s
                  defaultBackend: {service: {name: web, port: {number: 80}}}
                  rules:
                    - {host: "*.shop.test", http: {paths: [%s]}}
                    - {host: %s, http: {paths: [%s]}}
                """;
        cluster.apply(
                started.namespace(),
                manifest.formatted(
                        started.namespace(),
                        paths.formatted("/x", "Prefix"),
                        "a.test",
                        paths.formatted("/y/", "Exact")));
        Resource<GenericKubernetesResource> config = config("web-auto-ingress-config");

        awaitConfig(config, rules("a.test", "/y/"));

        cluster.apply(
                started.namespace(),
                manifest.formatted(
                        started.namespace(),
                        paths.formatted("/x", "Prefix"),
                        "b.test",
                        paths.formatted("/z", "ImplementationSpecific")));
        await().atMost(FrontRig.SOON)
                .untilAsserted(() -> assertThat(Serialization.asJson(config.get()))
                        .contains("*.shop.test", "b.test", "/z")
                        .doesNotContain("a.test", "/y/"));
        started.client()
                .network()
                .v1()
                .ingressClasses()
                .withName(started.namespace())
                .delete();
    }

    private static String rules(String host, String url) {
        String domains =
                "{\"domain\":\"*.shop.test\",\"rules\":[{\"url\":\"/x\"},{\"url\":\"/\"}]},{\"domain\":\"%s\",\"rules\":[{\"url\":\"%s\"},{\"url\":\"/\"}]},"
                        + "{\"domain\":\"\",\"rules\":[{\"url\":\"/\"}]}";
        return "{\"l7Listeners\":[{\"port\":80,\"protocol\":\"HTTP\",\"domains\":[" + domains.formatted(host, url)
                + "]}]}";
    }

    @Test
    void oneThatSomebodyElseMadeIsTakenAsItIsAndAddedTo() {
        FrontRig started = start("Service");
        cluster.apply(started.namespace(), """
                apiVersion: cloud.tencent.com/v1alpha1
                kind: TkeServiceConfig
                metadata: {name: web-auto-service-config}
                spec: {loadBalancer: {l4Listeners: [{protocol: TCP, port: 443}]}}
                """);
        cluster.apply(started.namespace(), """
                apiVersion: v1
                kind: Service
                metadata: {name: web, annotations: {%s: "true"}}
                spec: {type: LoadBalancer, loadBalancerClass: eni-direct.io/clb, ports: [{port: 80}]}
                """.formatted(AUTO));

        awaitConfig(
                config(), "{\"l4Listeners\":[{\"port\":443,\"protocol\":\"TCP\"},{\"port\":80,\"protocol\":\"TCP\"}]}");
        awaitQuiet(config());
        assertThat(config().get().getMetadata().getOwnerReferences()).isEmpty();
    }

    @Test
    void whileTkesOwnControllerIsActiveItIsLeftToThat() {
        FrontRig started = start("Service");
        ConfigMap map = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("kube-system")
                .withName("tke-service-controller-config")
                .endMetadata()
                .build();
        started.client().resource(map).create();
        try {
            rig.restart();
            cluster.apply(started.namespace(), """
                    apiVersion: v1
                    kind: Service
                    metadata: {name: web, annotations: {%s: "true"}}
                    spec: {type: LoadBalancer, loadBalancerClass: eni-direct.io/clb, ports: [{port: 80}]}
                    """.formatted(AUTO));
            started.awaitEvent("Unsupported");
            assertThat(config().get()).isNull();

            annotate(MODE, "manage");
            annotate(TKE + "mode", "skip");
            awaitConfig(config(), TCP_80);

            annotate(TKE + "mode", null);
            ports(port(80), port(81));
            awaitQuiet(config());
            awaitConfig(config(), TCP_80);
        } finally {
            started.client().resource(map).delete();
        }
        awaitConfig(
                config(), "{\"l4Listeners\":[{\"port\":80,\"protocol\":\"TCP\"},{\"port\":81,\"protocol\":\"TCP\"}]}");
    }

    @Test
    void whatIsHeldLeftAloneOrSaidWronglyChangesNothing() {
        FrontRig started = service(said(AUTO, "true"));
        awaitConfig(config(), TCP_80);

        for (Map.Entry<String, String> word : Map.of(
                        MODE,
                        "skip",
                        TKE + "security-groups",
                        "no group",
                        TKE + "tke-service-config",
                        "mine",
                        AUTO,
                        "yes")
                .entrySet()) {
            annotate(word.getKey(), word.getValue());
            ports(port(80), port(81));
            awaitQuiet(config());
            awaitConfig(config(), TCP_80);
            ports(port(80));
            annotate(word.getKey(), word.getKey().equals(AUTO) ? "true" : null);
        }
        ports(port(81));
        awaitConfig(config(), "{\"l4Listeners\":[{\"port\":81,\"protocol\":\"TCP\"}]}");
        assertThat(started.reasons()).doesNotContain("Synced");
    }

    private static GenericKubernetesResource withListener(GenericKubernetesResource config, int number) {
        ObjectNode spec = Serialization.unmarshal(Serialization.asJson(config.get("spec")), ObjectNode.class);
        spec.withArray("/loadBalancer/l4Listeners")
                .addObject()
                .put("protocol", "UDP")
                .put("port", number)
                .put("listenerName", "his-" + number);
        config.setAdditionalProperty("spec", spec);
        return config;
    }

    /** Between what the front reads and what it writes. */
    @Test
    void whatWasWrittenSinceItWasReadIsReadFirst() {
        String namespace = cluster.createNamespace("front");
        Service web = cluster.client()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("web")
                        .withAnnotations(Map.of(AUTO, "true"))
                        .endMetadata()
                        .withNewSpec()
                        .withType("LoadBalancer")
                        .withLoadBalancerClass("eni-direct.io/clb")
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        OwnConfigs<Service> configs = new OwnConfigs<>(House.SERVICES, Given.of());
        configs.keep(web, () -> Claim.OURS, cluster.client());
        Resource<GenericKubernetesResource> made = cluster.client()
                .genericKubernetesResources(CONFIGS)
                .inNamespace(namespace)
                .withName("web-auto-service-config");
        awaitConfig(made, TCP_80);
        Service now = new ServiceBuilder(web)
                .editSpec()
                .addNewPort()
                .withPort(81)
                .endPort()
                .endSpec()
                .build();

        try (KubernetesClient client = beforeItsPatch(
                () -> merge(
                        made,
                        "{\"spec\":{\"loadBalancer\":{\"l4Listeners\":[{\"port\":80,\"protocol\":\"TCP\",\"scheduler\":\"IP_HASH\"}]}}}"))) {
            assertThatThrownBy(() -> configs.keep(now, () -> Claim.OURS, client))
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            e -> assertThat(e.getCode()).isEqualTo(409));
            assertThat(configs.keep(now, () -> Claim.OURS, client)).isEmpty();
        }

        awaitConfig(
                made,
                "{\"l4Listeners\":[{\"port\":80,\"protocol\":\"TCP\",\"scheduler\":\"IP_HASH\"},"
                        + "{\"port\":81,\"protocol\":\"TCP\"}]}");
    }

    /** A client before whose first patch somebody else does this. */
    private KubernetesClient beforeItsPatch(Runnable done) {
        AtomicBoolean first = new AtomicBoolean(true);
        return new KubernetesClientBuilder()
                .withConfig(cluster.config())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("before", new Interceptor() {
                    @Override
                    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                        if (request.method().equals("PATCH") && first.getAndSet(false)) {
                            done.run();
                        }
                    }
                }))
                .build();
    }

    /** Each of both has to begin anew where the other was faster. */
    @Test
    void whatAUserWritesMeanwhileIsNotLost() {
        service(said(AUTO, "true"));
        awaitConfig(config(), TCP_80);

        for (int i = 1; i <= 20; i++) {
            int number = i;
            ports(port(80), port(100 + i));
            await().atMost(FrontRig.SOON)
                    .ignoreException(KubernetesClientException.class)
                    .until(() -> config().edit(there -> withListener(there, number)) != null);
        }

        Set<String> his = IntStream.rangeClosed(1, 20).mapToObj(i -> "his-" + i).collect(Collectors.toSet());
        await().atMost(FrontRig.SOON).untilAsserted(() -> {
            JsonNode listeners = Serialization.unmarshal(
                            Serialization.asJson(config().get().get("spec")), JsonNode.class)
                    .at("/loadBalancer/l4Listeners");
            assertThat(listeners.findValuesAsText("listenerName")).containsExactlyInAnyOrderElementsOf(his);
            assertThat(listeners
                            .valueStream()
                            .filter(entry -> !entry.has("listenerName"))
                            .map(entry -> entry.path("port").asInt())
                            .toList())
                    .containsExactlyElementsOf(List.of(80, 120));
        });
    }
}
