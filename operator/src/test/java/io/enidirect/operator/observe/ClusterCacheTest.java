package io.enidirect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.snapshot.Backend;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An own load balancer whose Service is web, and a shared one that an Ingress fed by web is recorded on. */
final class ClusterCacheTest {
    private static final ResourceID OWN = new ResourceID("service.shop.web");
    private static final ResourceID SHARED = new ResourceID("shared");

    private final ClusterCache cache = new ClusterCache();
    private final Concerns concerns = new Concerns(cache);
    private final Service web = read(Service.class, """
            metadata:
              {namespace: shop, name: web, annotations: {service.cloud.tencent.com/direct-access: "true"}}
            spec: {type: LoadBalancer}
            """);
    private final EndpointSlice slice = read(EndpointSlice.class, """
            metadata: {namespace: shop, name: web-a, labels: {kubernetes.io/service-name: web}}
            endpoints:
            - {addresses: [10.1.0.1], targetRef: {kind: Pod, namespace: shop, name: web-0}}
            - {addresses: [10.1.0.2], targetRef: {kind: Pod, namespace: other, name: web-1}}
            - {addresses: [10.1.0.3]}
            """);
    private final CloudLoadBalancer shared = read(CloudLoadBalancer.class, """
            metadata: {name: shared}
            spec: {loadBalancerId: lb-1}
            status:
              sources: [{key: Ingress/shop/front/u2, kind: Ingress, namespace: shop, name: front, uid: u2}]
              listeners:
              - protocol: HTTP
                port: 80
                rules:
                - domain: shop.example
                  url: /
                  source: Ingress/shop/front/u2
                  origin: {kind: Service, name: web, port: 80, protocol: TCP}
                - domain: shop.example
                  url: /out
                  source: Ingress/shop/front/u2
                  origin: {kind: ExternalBackend, name: out, port: 0}
            """);

    @BeforeEach
    void fill() {
        cache.services.put("shop/web", web);
        cache.slices.put("shop/web-a", slice);
        cache.loadBalancers.put("shared", shared);
        cache.loadBalancers.put("service.shop.web", read(CloudLoadBalancer.class, """
                metadata: {name: service.shop.web}
                spec:
                  source: {kind: Service, namespace: shop, name: web, uid: u1}
                """));
    }

    @Test
    void aServiceConcernsThoseOnWhichItIsSourceOrOrigin() {
        assertThat(concerns.ofService(web)).containsExactlyInAnyOrder(OWN, SHARED);
    }

    @Test
    void aSliceConcernsThoseOfItsService() {
        assertThat(concerns.ofSlice(slice)).containsExactlyInAnyOrder(OWN, SHARED);
    }

    @Test
    void aPodConcernsThoseOfTheSlicesThatNameIt() {
        assertThat(concerns.ofPod(pod("shop", "web-0", "10.1.0.1"))).containsExactlyInAnyOrder(OWN, SHARED);
    }

    @Test
    void aPodOfAnotherNamespaceConcernsNobody() {
        assertThat(concerns.ofPod(pod("other", "web-1", "10.1.0.2"))).isEmpty();
    }

    @Test
    void tkesControllerConcernsThoseClaimedByAnnotation() {
        assertThat(concerns.ofTke()).containsExactlyInAnyOrder(OWN, SHARED);
    }

    @Test
    void tkesControllerConcernsNobodyWhoHasAClass() {
        cache.services.put("shop/web", read(Service.class, """
                metadata:
                  {namespace: shop, name: web, annotations: {service.cloud.tencent.com/direct-access: "true"}}
                spec: {type: LoadBalancer, loadBalancerClass: eni-direct.io/clb}
                """));

        assertThat(concerns.ofTke()).isEmpty();
    }

    @Test
    void findsPodsByEachOfTheirAddresses() {
        cache.pods.put("shop/web-0", pod("shop", "web-0", "10.1.0.1", "fd00::1"));

        assertThat(cache.podsAt("fd00::1"))
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("web-0");
    }

    @Test
    void namesWhatFeedsEachRecordedBackend() {
        assertThat(Named.by(shared).feeds())
                .extracting(Named.Feed::kind, Named.Feed::origin, Named.Feed::backend)
                .containsExactly(
                        tuple("Service", "shop/web", rule("/")), tuple("ExternalBackend", "shop/out", rule("/out")));
    }

    private static Backend rule(String url) {
        return new Backend(new ListenerKey(Protocol.HTTP, 80), new RuleKey("shop.example", url));
    }

    private static Pod pod(String namespace, String name, String... ips) {
        StringBuilder addresses = new StringBuilder();
        for (String ip : ips) {
            addresses.append("{ip: \"").append(ip).append("\"}, ");
        }
        return read(Pod.class, """
                metadata: {namespace: %s, name: %s}
                status: {podIPs: [%s]}
                """.formatted(namespace, name, addresses));
    }

    private static <R> R read(Class<R> type, String yaml) {
        return Serialization.unmarshal(yaml, type);
    }
}
