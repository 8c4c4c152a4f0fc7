package io.enidirect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.kinds.registry.House;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One Service that a controller has for its own kind, and another controller that hears of it, but not of its status. */
final class WatchedTest {
    private final ClusterCache cache = new ClusterCache(House.KINDS);
    private final Watched<Service> services = new Watched<>(Service.class, cache.services);
    private final ItemStore<Service> primaries = services.primaryStore();
    private final EventSource<Service, CloudLoadBalancer> reader = services.source(
            House.SERVICES.trim()::forMain,
            service -> Set.of(
                    new ResourceID(Objects.requireNonNullElse(service.getSpec().getClusterIP(), "in outline"))));
    private final Set<String> triggered = new HashSet<>();
    private final Service web = service("1", "a", "");

    @BeforeEach
    void listen() {
        reader.setEventHandler(
                event -> triggered.add(event.getRelatedCustomResourceID().getName()));
        primaries.put("shop/web", web);
    }

    @Test
    void tellsOfWhatComesAndOfWhatGoes() {
        assertThat(told()).containsExactly("a");

        primaries.remove("shop/web");

        assertThat(told()).containsExactly("a");
    }

    @Test
    void tellsWhomItConcernedBeforeAndWhomItConcernsNow() {
        told();

        primaries.put("shop/web", service("2", "b", ""));

        assertThat(told()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void tellsNobodyOfWhatHeDoesNotLookAt() {
        told();

        primaries.put("shop/web", service("2", "a", "192.0.2.1"));
        primaries.put("shop/web", service("3", "a", "192.0.2.1"));

        assertThat(told()).isEmpty();
        assertThat(Objects.requireNonNull(cache.services.get("shop/web"))
                        .getStatus()
                        .getLoadBalancer()
                        .getIngress())
                .hasSize(1);
    }

    @Test
    void tellsNobodyOfWhatIsReadInThePlaceOfAnOutline() {
        cache.keepInFull(new Concerns(cache));
        Service plain = new ServiceBuilder(service("1", "c", ""))
                .editSpec()
                .withType("ClusterIP")
                .endSpec()
                .build();
        primaries.put("shop/plain", plain);
        told();

        cache.services.fill(House.SERVICES.trim().forMain(plain));

        assertThat(told()).isEmpty();
    }

    /** The informer would take the newer one that it brings later for no change, and the controller never hear of it. */
    @Test
    void whatIsReadTakesTheOutlinesPlaceInItsOwnVersionOnly() {
        List<Integer> rules = new ArrayList<>();
        for (String read : List.of("1", "2")) {
            ClusterCache other = new ClusterCache(House.KINDS);
            other.keepInFull(new Concerns(other));
            other.sources(House.INGRESSES).objects().put("shop/web", ingress("1"));
            other.loadBalancers.put("ingress.shop.web", read("""
                    metadata: {name: ingress.shop.web}
                    spec: {source: {kind: Ingress, namespace: shop, name: web, uid: u1}}
                    """, CloudLoadBalancer.class));

            other.sources(House.INGRESSES).objects().fill(ingress(read));

            Ingress kept = Objects.requireNonNull(
                    other.sources(House.INGRESSES).objects().get("shop/web"));
            assertThat(kept.getMetadata().getResourceVersion()).isEqualTo("1");
            rules.add(kept.getSpec().getRules().size());
        }
        assertThat(rules).containsExactly(1, 0);
    }

    private Set<String> told() {
        Set<String> told = Set.copyOf(triggered);
        triggered.clear();
        return told;
    }

    private static Service service(String version, String ip, String address) {
        return read("""
                metadata: {namespace: shop, name: web, resourceVersion: "%s"}
                spec: {type: LoadBalancer, loadBalancerClass: eni-direct.io/clb, clusterIP: %s}
                status: {loadBalancer: {ingress: [%s]}}
                """.formatted(version, ip, address.isEmpty() ? "" : "{ip: " + address + "}"), Service.class);
    }

    private static Ingress ingress(String version) {
        return read("""
                metadata: {namespace: shop, name: web, uid: u1, resourceVersion: "%s"}
                spec:
                  ingressClassName: eni-direct
                  rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web}}}]}}]
                """.formatted(version), Ingress.class);
    }

    private static <R extends HasMetadata> R read(String yaml, Class<R> type) {
        return Serialization.unmarshal(yaml, type);
    }
}
