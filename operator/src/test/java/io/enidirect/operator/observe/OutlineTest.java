package io.enidirect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.kinds.registry.House;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which objects are kept in full, and which are as good as not there. */
class OutlineTest {
    private final ClusterCache cache = new ClusterCache(House.KINDS);

    @BeforeEach
    void keepWhatLoadBalancersAreConcernedWith() {
        cache.keepInFull(new Concerns(cache));
    }

    @Test
    void ofWhatNobodyIsConcernedWithItIsKeptThatItIsThere() {
        put(cache.services, service("ClusterIP"));
        put(cache.slices, slice());
        put(cache.sources(House.INGRESSES).objects(), ingress());

        assertThat(cache.services.get("shop/web").getSpec().getPorts()).isEmpty();
        assertThat(cache.services.get("shop/web").getSpec().getClusterIPs()).containsExactly("10.0.0.7");
        assertThat(cache.slicesOf("shop/web"))
                .singleElement()
                .satisfies(slice -> assertThat(slice.getEndpoints()).isEmpty());
        assertThat(cache.sources(House.INGRESSES)
                        .objects()
                        .get("shop/web")
                        .getSpec()
                        .getRules())
                .isEmpty();
    }

    @Test
    void aServiceThatAsksIsKeptWithItsEndpointsBeforeAnythingNamesIt() {
        put(cache.services, service("LoadBalancer"));
        put(cache.slices, slice());

        assertFull();
    }

    @Test
    void whatAClaimedIngressNamesIsKept() {
        put(cache.loadBalancers, Serialization.unmarshal("""
                metadata: {name: ingress.shop.web}
                spec: {source: {kind: Ingress, namespace: shop, name: web, uid: u1}}
                """, CloudLoadBalancer.class));
        put(cache.sources(House.INGRESSES).objects(), ingress());
        put(cache.services, service("ClusterIP"));
        put(cache.slices, slice());

        assertFull();
        assertThat(cache.sources(House.INGRESSES)
                        .objects()
                        .get("shop/web")
                        .getSpec()
                        .getRules())
                .hasSize(1);
    }

    @Test
    void whatIsReadForALoadBalancerStaysInFull() {
        put(cache.slices, slice());
        put(cache.services, service("LoadBalancer"));

        cache.slices.fill(Trim.slice(slice()));

        assertFull();
    }

    @Test
    void whatIsReadTakesNothingBackThatCameMeanwhile() {
        put(cache.services, service("LoadBalancer"));
        put(cache.slices, slice());
        EndpointSlice older = slice();
        older.setEndpoints(null);

        cache.slices.fill(Trim.slice(older));

        assertFull();
    }

    private void assertFull() {
        assertThat(cache.services.get("shop/web").getSpec().getPorts()).hasSize(1);
        assertThat(cache.slicesOf("shop/web"))
                .singleElement()
                .satisfies(slice -> assertThat(slice.getEndpoints()).hasSize(1));
    }

    private static <R extends HasMetadata> void put(IndexedStore<R> store, R object) {
        store.put(store.getKey(object), object);
    }

    private static Service service(String type) {
        return Serialization.unmarshal("""
                apiVersion: v1
                kind: Service
                metadata: {namespace: shop, name: web, uid: s1}
                spec: {type: %s, loadBalancerClass: eni-direct.io/clb, clusterIPs: [10.0.0.7], ports: [{port: 80}]}
                """.formatted(type), Service.class);
    }

    private static EndpointSlice slice() {
        return Serialization.unmarshal("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {namespace: shop, name: web-1, labels: {kubernetes.io/service-name: web}}
                addressType: IPv4
                endpoints: [{addresses: [10.1.2.3]}]
                """, EndpointSlice.class);
    }

    private static Ingress ingress() {
        return Serialization.unmarshal("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {namespace: shop, name: web, uid: u1}
                spec:
                  ingressClassName: eni-direct
                  rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web}}}]}}]
                """, Ingress.class);
    }
}
