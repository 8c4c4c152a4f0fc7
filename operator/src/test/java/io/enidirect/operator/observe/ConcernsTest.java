package io.enidirect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.kinds.Related;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.snapshot.Backend;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A load balancer of Service web, one of Ingress front with nothing in its record yet, and a shared one that an Ingress old
 * is recorded on, fed by web and by the ExternalBackend out.
 */
final class ConcernsTest {
    private static final ResourceID OWN = new ResourceID("service.shop.web");
    private static final ResourceID FRONT = new ResourceID("ingress.shop.front");
    private static final ResourceID SHARED = new ResourceID("shared");

    private final ClusterCache cache = new ClusterCache(House.KINDS);
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
              sources: [{key: Ingress/shop/old/u2, kind: Ingress, namespace: shop, name: old, uid: u2}]
              listeners:
              - protocol: HTTP
                port: 80
                domains:
                - domain: shop.example
                  rules:
                  - url: /
                    source: Ingress/shop/old/u2
                    origins: [{kind: Service, name: web, port: 80, protocol: TCP}]
                  - url: /out
                    source: Ingress/shop/old/u2
                    origins: [{kind: ExternalBackend, name: out, port: 0}]
            """);
    private final Ingress front = read(Ingress.class, """
            metadata: {namespace: shop, name: front}
            spec:
              ingressClassName: ours
              defaultBackend: {service: {name: fallback}}
              rules:
              - host: nothing.example
              - http:
                  paths:
                  - {path: /, pathType: Prefix, backend: {service: {name: api}}}
                  - path: /far
                    pathType: Prefix
                    backend: {resource: {apiGroup: eni-direct.io, kind: ExternalBackend, name: far}}
                  - path: /other-kind
                    pathType: Prefix
                    backend: {resource: {apiGroup: eni-direct.io, kind: LoadBalancerProfile, name: out}}
                  - path: /other-group
                    pathType: Prefix
                    backend: {resource: {apiGroup: k8s.example, kind: ExternalBackend, name: out}}
            """);

    @BeforeEach
    void fill() {
        cache.services.put("shop/web", web);
        cache.slices.put("shop/web-a", slice);
        cache.sources(House.INGRESSES).objects().put("shop/front", front);
        cache.loadBalancers.put("shared", shared);
        own(OWN, "Service", "web");
        own(FRONT, "Ingress", "front");
    }

    @Test
    void aServiceConcernsThoseOnWhichItIsSourceOrOrigin() {
        assertThat(concerns.ofSource(web)).containsExactlyInAnyOrder(OWN, SHARED);
    }

    @Test
    void aServiceMadeAfterTheIngressThatNamesItConcernsItsLoadBalancer() {
        assertThat(concerns.ofSource(service("shop", "api"))).containsExactly(FRONT);
        assertThat(concerns.ofSource(service("shop", "fallback"))).containsExactly(FRONT);
    }

    @Test
    void aServiceOfAnotherNamespaceThanTheIngressConcernsNobody() {
        assertThat(concerns.ofSource(service("other", "api"))).isEmpty();
    }

    @Test
    void aSliceConcernsThoseOfItsService() {
        assertThat(concerns.ofSlice(slice)).containsExactlyInAnyOrder(OWN, SHARED);
        assertThat(concerns.ofSlice(sliceOfApi())).containsExactly(FRONT);
    }

    @Test
    void aPodConcernsThoseOfTheSlicesThatNameIt() {
        cache.slices.put("shop/api-a", sliceOfApi());

        assertThat(concerns.ofPod(pod("shop", "web-0", "10.1.0.1"))).containsExactlyInAnyOrder(OWN, SHARED);
        assertThat(concerns.ofPod(pod("shop", "api-0", "10.1.0.4"))).containsExactly(FRONT);
    }

    @Test
    void aPodOfAnotherNamespaceConcernsNobody() {
        assertThat(concerns.ofPod(pod("other", "web-1", "10.1.0.2"))).isEmpty();
    }

    @Test
    void anIngressConcernsThoseThatNameItInSpecOrRecord() {
        Ingress old = read(Ingress.class, """
                metadata: {namespace: shop, name: old}
                spec: {}
                """);

        assertThat(concerns.ofSource(front)).containsExactly(FRONT);
        assertThat(concerns.ofSource(old)).containsExactly(SHARED);
    }

    @Test
    void anIngressOfTheNameOfAServiceThatIsASourceConcernsNobody() {
        assertThat(concerns.ofSource(read(Ingress.class, """
                metadata: {namespace: shop, name: web}
                spec: {}
                """))).isEmpty();
    }

    @Test
    void aClassConcernsThoseOfItsIngresses() {
        assertThat(ofRelated(House.INGRESSES, ingressClass("ours"))).containsExactly(FRONT);
        assertThat(ofRelated(House.INGRESSES, ingressClass("theirs"))).isEmpty();
    }

    @Test
    void aClassConcernsThoseThatNameItByAnnotation() {
        cache.sources(House.INGRESSES).objects().put("shop/old", read(Ingress.class, """
                metadata: {namespace: shop, name: old, annotations: {kubernetes.io/ingress.class: theirs}}
                spec: {}
                """));

        assertThat(ofRelated(House.INGRESSES, ingressClass("theirs"))).containsExactly(SHARED);
    }

    @Test
    void anExternalBackendConcernsThoseWhoseRecordOrIngressNamesIt() {
        assertThat(concerns.ofExternal(external("out", "10.9.0.1"))).containsExactly(SHARED);
        assertThat(concerns.ofExternal(external("far", "10.9.0.1"))).containsExactly(FRONT);
    }

    @Test
    void aPodOrNodeWithAnAddressOfAnExternalBackendConcernsThoseThatItFeeds() {
        cache.externals.put("shop/out", external("out", "2001:db8::1"));
        cache.externals.put("shop/far", external("far", "10.9.0.1"));
        Node node = read(Node.class, """
                metadata: {name: node-1}
                status: {addresses: [{type: Hostname, address: node-1}, {type: ExternalIP, address: 10.9.0.1}]}
                """);

        assertThat(concerns.ofPod(pod("other", "web-1", "2001:DB8:0:0:0:0:0:1")))
                .containsExactly(SHARED);
        assertThat(concerns.ofNode(node)).containsExactly(FRONT);
    }

    @Test
    void aServiceConcernsThoseWhoseAddressTheSystemGaveIt() {
        cache.externals.put("shop/far", external("far", "10.9.0.1"));

        assertThat(concerns.ofSource(other("spec: {clusterIPs: [None, 10.9.0.1]}")))
                .containsExactly(FRONT);
        assertThat(concerns.ofSource(other("spec: {externalIPs: [10.9.0.1]}"))).isEmpty();
        assertThat(concerns.ofSource(other("spec: {}\nstatus: {loadBalancer: {ingress: [{ip: 10.9.0.1}]}}")))
                .isEmpty();
    }

    private static Service other(String where) {
        return read(Service.class, "metadata: {namespace: other, name: any}\n" + where);
    }

    @Test
    void tkesControllerConcernsThoseClaimedByAnnotation() {
        assertThat(ofTke()).containsExactly(OWN);
    }

    @Test
    void tkesControllerConcernsNobodyWhoHasAClass() {
        cache.services.put("shop/web", read(Service.class, """
                metadata:
                  {namespace: shop, name: web, annotations: {service.cloud.tencent.com/direct-access: "true"}}
                spec: {type: LoadBalancer, loadBalancerClass: eni-direct.io/clb}
                """));

        assertThat(ofTke()).isEmpty();
    }

    @Test
    void namesWhatFeedsEachRecordedBackend() {
        assertThat(NamedObjects.by(shared).feeds())
                .extracting(NamedObjects.Feed::kind, NamedObjects.Feed::origin, NamedObjects.Feed::backend)
                .containsExactly(
                        tuple("Service", "shop/web", rule("/")), tuple("ExternalBackend", "shop/out", rule("/out")));
    }

    private Set<ResourceID> ofTke() {
        return ofRelated(House.SERVICES, new ConfigMap());
    }

    /** By the only kind of object that its claims hang on. */
    @SuppressWarnings("unchecked")
    private <R extends HasMetadata, P extends HasMetadata> Set<ResourceID> ofRelated(SourceKind<P> kind, R object) {
        return concerns.ofRelated(
                cache.sources(kind), (Related<R, P>) kind.related().get(0), object);
    }

    private void own(ResourceID name, String kind, String source) {
        cache.loadBalancers.put(
                name.getName(), read(CloudLoadBalancer.class, """
                metadata: {name: %s}
                spec:
                  source: {kind: %s, namespace: shop, name: %s, uid: u1}
                """.formatted(name.getName(), kind, source)));
    }

    private static Backend rule(String url) {
        return new Backend(new ListenerKey(Protocol.HTTP, 80), new RuleKey("shop.example", url));
    }

    @Test
    void aTkeServiceConfigConcernsThoseWhoseSourcesNameIt() {
        front.getMetadata().setAnnotations(Map.of("ingress.cloud.tencent.com/tke-service-config", "fast"));
        web.getMetadata().setAnnotations(Map.of("service.cloud.tencent.com/tke-service-config-auto", "true"));
        cache.sources(House.INGRESSES).objects().put("shop/front", front);
        cache.services.put("shop/web", web);

        assertThat(concerns.ofConfig(config("shop", "fast"))).containsExactly(FRONT);
        assertThat(concerns.ofConfig(config("shop", "web-auto-service-config"))).containsExactly(OWN);
        assertThat(concerns.ofConfig(config("other", "fast"))).isEmpty();
        assertThat(concerns.config("shop/fast")).isTrue();
        assertThat(concerns.config("shop/slow")).isFalse();
    }

    private static TkeServiceConfig config(String namespace, String name) {
        return read(TkeServiceConfig.class, "metadata: {namespace: %s, name: %s}".formatted(namespace, name));
    }

    private static EndpointSlice sliceOfApi() {
        return read(EndpointSlice.class, """
                metadata: {namespace: shop, name: api-a, labels: {kubernetes.io/service-name: api}}
                endpoints:
                - {addresses: [10.1.0.4], targetRef: {kind: Pod, namespace: shop, name: api-0}}
                """);
    }

    private static Service service(String namespace, String name) {
        return read(Service.class, """
                metadata: {namespace: %s, name: %s}
                spec: {type: ClusterIP}
                """.formatted(namespace, name));
    }

    private static IngressClass ingressClass(String name) {
        return read(IngressClass.class, "metadata: {name: %s}".formatted(name));
    }

    private static ExternalBackend external(String name, String ip) {
        return read(ExternalBackend.class, """
                metadata: {namespace: shop, name: %s}
                spec: {addresses: [{ip: "%s", port: 80}]}
                """.formatted(name, ip));
    }

    private static Pod pod(String namespace, String name, String ip) {
        return read(Pod.class, """
                metadata: {namespace: %s, name: %s}
                status: {podIPs: [{ip: "%s"}]}
                """.formatted(namespace, name, ip));
    }

    private static <R> R read(Class<R> type, String yaml) {
        return Serialization.unmarshal(yaml, type);
    }
}
