package io.enidirect.operator.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.kinds.registry.House;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

/** How a TkeServiceConfig speaks of the parts of a source. */
final class FragmentsTest {
    private static Fragment http(String domain, String url) {
        return new Fragment("HTTP", 80, domain, url);
    }

    private static Fragment l4(String protocol, int port) {
        return new Fragment(protocol, port, null, null);
    }

    @Test
    void ofAServiceByWhatItsPortsAreToSpeak() {
        Service service = Serialization.unmarshal("""
                apiVersion: v1
                kind: Service
                metadata:
                  namespace: shop
                  name: web
                  uid: "1"
                  annotations:
                    service.cloud.tencent.com/specify-protocol:
                      '{"80":{"protocol":["HTTP"],"hosts":{"a.com":{},"*.b.com":{}}},"53":{"protocol":["TCP","UDP"]}}'
                spec:
                  type: LoadBalancer
                  ports:
                    - {name: web, port: 80, protocol: TCP}
                    - {name: dns, port: 53, protocol: UDP}
                    - {name: other, port: 90, protocol: TCP}
                """, Service.class);

        assertThat(House.SERVICES.fragments(service))
                .containsExactly(http("a.com", "/"), http("*.b.com", "/"), l4("TCP", 53), l4("UDP", 53), l4("TCP", 90));
    }

    @Test
    void ofAnIngressInItsOwnWordsAndOnceForBothRulesOfAPrefix() {
        Ingress ingress = Serialization.unmarshal("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {namespace: shop, name: web, uid: "1"}
                spec:
                  defaultBackend: {service: {name: web, port: {number: 80}}}
                  rules:
                    - host: "*.a.com"
                      http:
                        paths:
                          - {path: /x/, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
                          - {path: /y, pathType: Exact, backend: {service: {name: web, port: {number: 80}}}}
                          - {path: /bad path, pathType: Exact, backend: {service: {name: web, port: {number: 80}}}}
                    - http:
                        paths:
                          - {path: /z, pathType: ImplementationSpecific, backend: {service: {name: web, port: {number: 80}}}}
                """, Ingress.class);

        assertThat(House.INGRESSES.fragments(ingress))
                .containsExactly(
                        http("*.a.com", "/x/"),
                        http("*.a.com", "/y"),
                        http("", "/z"),
                        http("", "/"),
                        http("*.a.com", "/"));
    }
}
