package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.crd.TkeServiceConfigSpec;
import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.State;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A live Service and a live Ingress by what their TkeServiceConfig says, and by their weights. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TkeServiceConfigTest {
    private Rig rig;
    private Shop shop;
    private LiveService service;
    private LiveIngress ingress;

    /** What names them comes after them: they are read when somebody is concerned with them. */
    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster);
        shop = Shop.open(rig, "tuned");
        apply("fast", "{l4Listeners: [{protocol: TCP, port: 80, scheduler: LEAST_CONN}]}");
        apply(
                "paths",
                "{l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: tuned.test, rules: [{url: /x,"
                        + " healthCheck: {enable: true, httpCheckPath: /ready}}]}]}]}");
        shop.backend("api", 1);
        rig.client().resource(Manifests.deployment(shop.namespace(), "web", 2)).create();
        service = LiveService.create(
                rig,
                new ServiceBuilder(Manifests.service(shop.namespace(), "web", tcp(80, 8080)))
                        .editMetadata()
                        .addToAnnotations("service.cloud.tencent.com/tke-service-config", "fast")
                        .endMetadata()
                        .build());
        Ingress manifest = shop.ingress("web", Shop.rule("tuned.test", Shop.path("Prefix", "/x", "api")));
        manifest.getMetadata().setAnnotations(Map.of("ingress.cloud.tencent.com/tke-service-config", "paths"));
        ingress = LiveIngress.create(rig, manifest);
        service.awaitReady().awaitPods(2, 80);
        ingress.awaitReady();
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    private void apply(String name, String loadBalancer) {
        rig.cluster().apply(shop.namespace(), """
                apiVersion: cloud.tencent.com/v1alpha1
                kind: TkeServiceConfig
                metadata: {name: %s}
                spec: {loadBalancer: %s}
                """.formatted(name, loadBalancer));
    }

    private State.Listener listener() {
        return service.listener(Protocol.TCP, 80);
    }

    private void awaitScheduler(String expected) {
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(
                        () -> assertThat(listener().settings().path("Scheduler").asText())
                                .isEqualTo(expected));
        service.awaitQuiet();
    }

    @Test
    void aServiceIsTunedWhileItIsSaidAndHeldWhileItsObjectIsGone() {
        assertThat(listener().settings().path("Scheduler").asText()).isEqualTo("LEAST_CONN");
        String name = listener().name();

        service.awaitQuiet();
        rig.cloud().clearCalls();
        apply(
                "fast",
                "{l4Listeners: [{protocol: TCP, port: 80, scheduler: IP_HASH, listenerName: mine, healthCheck:"
                        + " {intervalTime: 1}}]}");
        awaitScheduler("IP_HASH");
        assertThat(listener().name()).isEqualTo("mine");
        assertThat(service.writes()).containsExactly("ModifyListener");
        service.awaitEvent("Rejected", "spec.loadBalancer.l4Listeners[port=80].healthCheck.intervalTime", "\"1\"");

        rig.cloud().clearCalls();
        rig.client()
                .resources(TkeServiceConfig.class)
                .inNamespace(shop.namespace())
                .withName("fast")
                .delete();
        service.awaitEvent("Held", "tke-service-config", "\"fast\"", "E4026");
        service.awaitQuiet();
        assertThat(service.writes()).isEmpty();

        service.edit(web -> web.editMetadata()
                .removeFromAnnotations("service.cloud.tencent.com/tke-service-config")
                .endMetadata());
        awaitScheduler("WRR");
        assertThat(listener().name()).isEqualTo(name);
        assertThat(service.writes()).containsExactly("ModifyListener");

        rig.cloud().clearCalls();
        service.annotate("service.cloud.tencent.com/lb-rs-weight", "{\"defaultWeight\":30}");
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(listener().targets())
                        .extracting(State.Target::weight)
                        .containsExactly(30, 30));
        service.awaitQuiet();
        assertThat(service.writes()).containsExactly("BatchModifyTargetWeight");
    }

    private JsonNode check(String url) {
        return ingress.rule("tuned.test", url).settings().path("HealthCheck");
    }

    @Test
    void anIngressIsTunedByItsOwnWords() {
        assertThat(check("/x/").path("HttpCheckPath").asText()).isEqualTo("/ready");
        assertThat(check("=/x").path("HttpCheckPath").asText()).isEqualTo("/ready");

        ingress.awaitQuiet();
        rig.cloud().clearCalls();
        apply(
                "paths",
                "{l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: tuned.test, rules: [{url: /x,"
                        + " session: {enable: true, sessionExpireTime: 86400}}]}]}]}");
        await().atMost(LiveSource.PATIENCE).untilAsserted(() -> {
            for (String url : new String[] {"/x/", "=/x"}) {
                JsonNode settings = ingress.rule("tuned.test", url).settings();
                assertThat(settings.path("SessionExpireTime").asInt()).isEqualTo(86_400);
                assertThat(check(url).path("HttpCheckPath").asText()).isEqualTo("/");
            }
        });
        ingress.awaitQuiet();
        assertThat(ingress.writes()).containsExactly("ModifyRule", "ModifyRule");
    }

    /** The object is made, its user writes in it, and what he wrote counts until he takes the annotation away. */
    @Test
    void whoAsksForAnObjectOfHisOwnWritesInIt() {
        rig.cluster().deploy(shop.namespace(), "auto", 1);
        LiveService auto = LiveService.create(
                rig,
                new ServiceBuilder(Manifests.service(shop.namespace(), "auto", tcp(80, 8080), tcp(81, 8081)))
                        .editMetadata()
                        .addToAnnotations("service.cloud.tencent.com/tke-service-config-auto", "true")
                        .endMetadata()
                        .build());
        auto.awaitReady();
        Resource<TkeServiceConfig> made = rig.client()
                .resources(TkeServiceConfig.class)
                .inNamespace(shop.namespace())
                .withName("auto-auto-service-config");
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(addressed(made)).containsExactly("TCP:80 null", "TCP:81 null"));
        auto.awaitQuiet();
        rig.cloud().clearCalls();

        made.edit(there -> {
            there.setSpec(Serialization.unmarshal(
                    Serialization.asJson(there.getSpec())
                            .replace("\"port\":81", "\"port\":81,\"scheduler\":\"LEAST_CONN\""),
                    TkeServiceConfigSpec.class));
            return there;
        });
        awaitScheduler(auto, 81, "LEAST_CONN");
        assertThat(auto.writes()).containsExactly("ModifyListener");

        auto.ports(tcp(81, 8081), tcp(82, 8082));
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(addressed(made)).containsExactly("TCP:81 LEAST_CONN", "TCP:82 null"));

        auto.edit(web -> web.editMetadata()
                .removeFromAnnotations("service.cloud.tencent.com/tke-service-config-auto")
                .endMetadata());
        awaitScheduler(auto, 81, "WRR");
        assertThat(addressed(made)).containsExactly("TCP:81 LEAST_CONN", "TCP:82 null");
    }

    private static void awaitScheduler(LiveService source, int port, String expected) {
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(source.listener(Protocol.TCP, port)
                                .settings()
                                .path("Scheduler")
                                .asText())
                        .isEqualTo(expected));
        source.awaitQuiet();
    }

    private static List<String> addressed(Resource<TkeServiceConfig> config) {
        TkeServiceConfig there = config.get();
        return there == null
                ? List.of()
                : there.getSpec().loadBalancer().l4Listeners().stream()
                        .map(entry -> entry.protocol() + ":" + entry.port() + " " + entry.scheduler())
                        .toList();
    }
}
