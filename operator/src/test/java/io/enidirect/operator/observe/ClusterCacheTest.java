package io.enidirect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.operator.kinds.registry.House;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One object of each kind that has addresses, and a finished pod. */
final class ClusterCacheTest {
    private final ClusterCache cache = new ClusterCache(House.KINDS);

    ClusterCacheTest() {
        cache.pods.put("shop/web-0", read(Pod.class, """
                metadata: {namespace: shop, name: web-0}
                status: {phase: Running, podIPs: [{ip: 10.1.0.1}, {ip: "fd00::a:1"}]}
                """));
        cache.pods.put("shop/proxy", read(Pod.class, """
                metadata: {namespace: shop, name: proxy}
                status: {phase: Running, podIPs: [{ip: 10.8.0.1}]}
                """));
        cache.pods.put("shop/job", read(Pod.class, """
                metadata: {namespace: shop, name: job}
                status: {phase: Succeeded, podIPs: [{ip: 10.1.0.2}]}
                """));
        cache.nodes.put("node-1", read(Node.class, """
                metadata: {name: node-1}
                status: {addresses: [{type: InternalIP, address: 10.8.0.1}, {type: Hostname, address: node-1}]}
                """));
        cache.services.put("shop/web", read(Service.class, """
                metadata: {namespace: shop, name: web}
                spec: {clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1], externalIPs: [10.7.0.1]}
                status: {loadBalancer: {ingress: [{ip: 10.6.0.1}]}}
                """));
        cache.loadBalancers.put("service.shop.web", read(CloudLoadBalancer.class, """
                metadata: {name: service.shop.web}
                spec: {network: {type: Public}, loadBalancerId: lb-1}
                status: {addresses: [10.5.0.1, "2001:db8::5"]}
                """));
        cache.sources(House.INGRESSES).objects().put("shop/web", read(Ingress.class, """
                metadata: {namespace: shop, name: web}
                spec: {}
                status: {loadBalancer: {ingress: [{ip: 10.4.0.1}]}}
                """));
    }

    @Test
    void findsPodsByEachOfTheirAddressesInAnySpelling() {
        assertThat(cache.podsAt("FD00:0:0:0:0:0:A:1"))
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("web-0");
    }

    @Test
    void findsNoPodAtWhatIsNoAddress() {
        assertThat(cache.podsAt("web-0.shop.svc")).isEmpty();
    }

    @Test
    void knowsWhatTheSystemGaveToSomebodyInTheCluster() {
        assertThat(inCluster("10.1.0.1", "fd00:0::A:1", "10.8.0.1", "10.0.0.1", "10.5.0.1", "2001:DB8:0::5"))
                .containsExactlyInAnyOrder(
                        "10.1.0.1", "fd00:0::A:1", "10.8.0.1", "10.0.0.1", "10.5.0.1", "2001:DB8:0::5");
    }

    @Test
    void letsNoTenantSayWhatIsInTheCluster() {
        assertThat(inCluster("10.7.0.1", "10.6.0.1", "10.4.0.1")).isEmpty();
    }

    @Test
    void takesAnAddressThatAFinishedPodGaveBackForOutside() {
        assertThat(inCluster("10.1.0.2", "10.1.0.3")).isEmpty();
    }

    private Set<String> inCluster(String... ips) {
        StringBuilder addresses = new StringBuilder();
        for (String ip : ips) {
            addresses.append("{ip: \"").append(ip).append("\", port: 80}, ");
        }
        return cache.inCluster(read(ExternalBackend.class, """
                metadata: {namespace: shop, name: out}
                spec: {addresses: [%s]}
                """.formatted(addresses)));
    }

    private static <R> R read(Class<R> type, String yaml) {
        return Serialization.unmarshal(yaml, type);
    }
}
