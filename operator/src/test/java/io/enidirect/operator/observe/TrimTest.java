package io.enidirect.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.annotations.Cut;
import io.enidirect.operator.annotations.ServiceWishes;
import io.enidirect.operator.kinds.Outline;
import io.enidirect.operator.kinds.Related;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.kubernetes.LeanSerialization;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TrimTest {
    /** Skips already what is not kept, and nothing else. */
    private static final LeanSerialization LEAN = new LeanSerialization();

    @Test
    void keepsOfAPodWhatTargetsAndGatesDependOn() {
        Pod pod = Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web-0
                  namespace: shop
                  uid: u1
                  resourceVersion: "7"
                  labels: {app: web}
                  deletionTimestamp: "2026-11-25T10:00:00Z"
                  deletionGracePeriodSeconds: 30
                  annotations:
                    service.cloud.tencent.com/custom-weight: "5"
                    checksum/config: abc
                  ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, uid: r1}]
                  managedFields: [{manager: kubelet}]
                spec:
                  nodeName: node-1
                  hostNetwork: true
                  terminationGracePeriodSeconds: 30
                  readinessGates: [{conditionType: cloud.tencent.com/load-balancer-backendgroup-ready}]
                  volumes: [{name: data}]
                  containers:
                  - name: web
                    image: nginx
                    env: [{name: A, value: b}]
                    ports: [{name: http, containerPort: 8080}]
                    lifecycle: {preStop: {sleep: {seconds: 5}}}
                status:
                  phase: Running
                  podIP: 10.1.2.3
                  podIPs: [{ip: 10.1.2.3}]
                  hostIP: 10.9.9.9
                  conditions: [{type: Ready, status: "True", message: fine}]
                  containerStatuses: [{name: web, ready: true, restartCount: 1, image: nginx, imageID: x}]
                """, Pod.class);

        Pod kept = Trim.pod(pod);

        assertThat(kept).isEqualTo(Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: web-0
                  namespace: shop
                  uid: u1
                  resourceVersion: "7"
                  labels: {app: web}
                  deletionTimestamp: "2026-11-25T10:00:00Z"
                  annotations: {service.cloud.tencent.com/custom-weight: "5"}
                spec:
                  hostNetwork: true
                  readinessGates: [{conditionType: cloud.tencent.com/load-balancer-backendgroup-ready}]
                  containers:
                  - ports: [{name: http, containerPort: 8080}]
                status:
                  phase: Running
                  podIPs: [{ip: 10.1.2.3}]
                  conditions: [{type: Ready, status: "True"}]
                """, Pod.class));
        assertThat(kept.getStatus().getPodIPs()).extracting(PodIP::getIp).containsExactly("10.1.2.3");
        Pod lean = LEAN.unmarshal(Serialization.asJson(pod), Pod.class);
        assertThat(Trim.pod(lean)).isEqualTo(kept);
        assertThat(lean.getSpec().getVolumes()).isEmpty();
        assertThat(lean.getStatus().getContainerStatuses()).isEmpty();
    }

    @Test
    void keepsOfASliceNeitherTimesNorHints() {
        EndpointSlice slice = Serialization.unmarshal("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata:
                  name: web-abc
                  namespace: shop
                  generation: 4
                  labels: {kubernetes.io/service-name: web}
                  annotations: {endpoints.kubernetes.io/last-change-trigger-time: "2026-11-25T10:00:00Z"}
                  ownerReferences: [{apiVersion: v1, kind: Service, name: web, uid: s1}]
                addressType: IPv4
                ports: [{name: http, port: 8080, protocol: TCP}]
                endpoints:
                - addresses: [10.1.2.3]
                  conditions: {ready: true, serving: true, terminating: false}
                  hints: {forZones: [{name: a}]}
                  zone: a
                  nodeName: node-1
                  targetRef: {kind: Pod, namespace: shop, name: web-0, uid: u1}
                """, EndpointSlice.class);

        assertThat(Trim.slice(slice)).isEqualTo(Serialization.unmarshal("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata:
                  name: web-abc
                  namespace: shop
                  labels: {kubernetes.io/service-name: web}
                addressType: IPv4
                ports: [{name: http, port: 8080, protocol: TCP}]
                endpoints:
                - addresses: [10.1.2.3]
                  conditions: {ready: true, serving: true, terminating: false}
                  targetRef: {kind: Pod, namespace: shop, name: web-0, uid: u1}
                """, EndpointSlice.class));
    }

    @Test
    void takesTheNullsOfAnEmptySliceForEmptyLists() {
        EndpointSlice slice = Serialization.unmarshal("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: web-abc, namespace: shop}
                addressType: IPv4
                ports: null
                endpoints: null
                """, EndpointSlice.class);

        assertThat(Trim.slice(slice).getEndpoints()).isEmpty();
        assertThat(Trim.slice(slice).getPorts()).isEmpty();
    }

    @Test
    void keepsNothingOfAServicesStatus() {
        Service service = Serialization.unmarshal("""
                metadata:
                  name: web
                  namespace: shop
                  annotations: {eni-direct.io/a: b, kubectl.kubernetes.io/last-applied-configuration: "{}"}
                  managedFields: [{manager: kubectl}]
                spec: {type: LoadBalancer, clusterIPs: [10.0.0.1]}
                status:
                  conditions: [{type: Ready, status: "True"}]
                  loadBalancer: {ingress: [{ip: 10.6.0.1, ipMode: VIP}, {hostname: lb.example}]}
                """, Service.class);

        assertThat(House.SERVICES.trim().forMain(service)).isEqualTo(Serialization.unmarshal("""
                metadata: {name: web, namespace: shop, annotations: {eni-direct.io/a: b}}
                spec: {type: LoadBalancer, clusterIPs: [10.0.0.1]}
                """, Service.class));
    }

    /** A word that is too long to be kept is refused, not left out; and what is kept is trimmed again when it is read live. */
    @Test
    void whatIsCutOfASourceIsNeverTakenForWhatIsKept() {
        Service service = Serialization.unmarshal("""
                metadata: {name: web, namespace: shop, annotations: {eni-direct.io/a: b}}
                kind: Service
                spec: {type: LoadBalancer, clusterIPs: [10.0.0.1]}
                """, Service.class);
        service.getMetadata()
                .setAnnotations(Map.of(
                        "service.cloud.tencent.com/direct-access",
                        "true",
                        "service.cloud.tencent.com/security-groups",
                        "sg-1,".repeat(10_000),
                        "service.cloud.tencent.com/deletion-protecton",
                        " ".repeat(40_000) + "true",
                        "service.cloud.tencent.com/enable-grace-deletion",
                        "[".repeat(40_000)));
        service.getSpec()
                .setPorts(Collections.nCopies(
                        20_000, new ServicePortBuilder().withPort(80).build()));

        Service kept = House.SERVICES.trim().forMain(service);

        assertThat(Serialization.asJson(kept)).hasSizeLessThan(20_000);
        assertThat(kept.getSpec().getPorts()).hasSize(Cut.PORTS);
        assertThat(Cut.parts(kept)).isTrue();
        assertThat(ServiceWishes.of(kept).refused())
                .extracting(Problem::code, Problem::field)
                .containsExactlyInAnyOrder(
                        tuple(Code.BAD_ANNOTATION, "metadata.annotations[service.cloud.tencent.com/security-groups]"),
                        tuple(
                                Code.UNKNOWN_RESTRICTION,
                                "metadata.annotations[service.cloud.tencent.com/deletion-protecton]"));
        assertThat(ServiceWishes.of(kept).refused())
                .anyMatch(problem -> problem.rule().contains("too long to be read")
                        && problem.rule().contains("32768"));
        assertThat(ServiceWishes.of(kept).told())
                .singleElement()
                .satisfies(problem -> assertThat(problem.rule()).contains("too long to be read"));
        assertThat(House.SERVICES.trim().forMain(kept)).isEqualTo(kept);
        assertThat(House.SERVICES.trim().forFront(service).getMetadata()).isEqualTo(kept.getMetadata());
    }

    /** What is left out of it would go back to its default. */
    @Test
    void aTkeServiceConfigIsKeptWholeOrNotAtAll() {
        TkeServiceConfig small = Serialization.unmarshal("""
                metadata: {name: web, namespace: shop, labels: {a: b}}
                spec: {loadBalancer: {l4Listeners: [{protocol: TCP, port: 80}]}}
                """, TkeServiceConfig.class);
        assertThat(Trim.config(small).getSpec()).isEqualTo(small.getSpec());
        assertThat(Trim.config(small).getMetadata().getLabels()).isNullOrEmpty();
        assertThat(Cut.parts(Trim.config(small))).isFalse();

        TkeServiceConfig large = Serialization.unmarshal("""
                metadata: {name: web, namespace: shop}
                spec: {loadBalancer: {l4Listeners: [{protocol: TCP, port: 80, listenerName: %s}]}}
                """.formatted("x".repeat(200_000)), TkeServiceConfig.class);
        assertThat(Trim.config(large).getSpec()).isNull();
        assertThat(Cut.parts(Trim.config(large))).isTrue();
        assertThat(Outline.is(Trim.outline(large))).isTrue();
        assertThat(Trim.outline(large).getSpec()).isNull();
    }

    @Test
    void keepsOfAnIngressAllButItsStatus() {
        Ingress ingress = Serialization.unmarshal("""
                metadata:
                  name: web
                  namespace: shop
                  uid: u1
                  annotations:
                    eni-direct.io/a: b
                    kubectl.kubernetes.io/last-applied-configuration: "{}"
                    ingress.cloud.tencent.com/status.conditions: "[]"
                  managedFields: [{manager: kubectl}]
                spec: {ingressClassName: eni-direct, defaultBackend: {service: {name: web, port: {number: 80}}}}
                status: {loadBalancer: {ingress: [{ip: 10.6.0.1}]}}
                """, Ingress.class);

        assertThat(House.INGRESSES.trim().forMain(ingress)).isEqualTo(Serialization.unmarshal("""
                metadata: {name: web, namespace: shop, uid: u1, annotations: {eni-direct.io/a: b}}
                spec: {ingressClassName: eni-direct, defaultBackend: {service: {name: web, port: {number: 80}}}}
                """, Ingress.class));
    }

    @Test
    void keepsOfAClassWhoseItIsAndItsParameters() {
        IngressClass ingressClass = Serialization.unmarshal("""
                metadata: {name: eni-direct, uid: u1, annotations: {a: b}, managedFields: [{manager: kubectl}]}
                spec: {controller: eni-direct.io/clb, parameters: {kind: LoadBalancerProfile, name: internal}}
                """, IngressClass.class);

        ClusterCache cache = new ClusterCache(House.KINDS);
        cache.related(new Related.Objects<>(IngressClass.class, null)).put("eni-direct", ingressClass);

        assertThat(cache.find(IngressClass.class, null, "eni-direct").orElseThrow())
                .isEqualTo(Serialization.unmarshal("""
                metadata: {name: eni-direct, uid: u1}
                spec: {controller: eni-direct.io/clb, parameters: {kind: LoadBalancerProfile, name: internal}}
                """, IngressClass.class));
    }

    @Test
    void keepsOfAProfileWhatItSays() {
        LoadBalancerProfile profile = Serialization.unmarshal("""
                metadata: {name: internal, uid: u1, labels: {a: b}, managedFields: [{manager: kubectl}]}
                spec: {network: {type: Internal, subnetId: subnet-1}}
                """, LoadBalancerProfile.class);

        assertThat(Trim.profile(profile)).isEqualTo(Serialization.unmarshal("""
                metadata: {name: internal, uid: u1}
                spec: {network: {type: Internal, subnetId: subnet-1}}
                """, LoadBalancerProfile.class));
    }

    @Test
    void keepsOfAnExternalBackendItsAddresses() {
        ExternalBackend external = Serialization.unmarshal("""
                metadata: {name: out, namespace: shop, uid: u1, generation: 3, managedFields: [{manager: kubectl}]}
                spec: {addresses: [{ip: 10.9.0.1, port: 80, weight: 5}]}
                """, ExternalBackend.class);

        assertThat(Trim.external(external)).isEqualTo(Serialization.unmarshal("""
                metadata: {name: out, namespace: shop, uid: u1}
                spec: {addresses: [{ip: 10.9.0.1, port: 80, weight: 5}]}
                """, ExternalBackend.class));
    }

    @Test
    void keepsOfANodeItsAddresses() {
        Node node = Serialization.unmarshal("""
                metadata: {name: node-1, uid: u1, labels: {zone: a}, annotations: {a: b}}
                spec: {podCIDR: 10.1.0.0/24}
                status:
                  addresses: [{type: InternalIP, address: 10.8.0.1}]
                  conditions: [{type: Ready, status: "True", lastHeartbeatTime: "2026-11-25T10:00:00Z"}]
                  images: [{names: [nginx]}]
                """, Node.class);

        Node kept = Trim.node(node);

        assertThat(kept).isEqualTo(Serialization.unmarshal("""
                metadata: {name: node-1, uid: u1}
                status: {addresses: [{type: InternalIP, address: 10.8.0.1}]}
                """, Node.class));
        Node lean = LEAN.unmarshal(Serialization.asJson(node), Node.class);
        assertThat(Trim.node(lean)).isEqualTo(kept);
        assertThat(lean.getStatus().getImages()).isEmpty();
    }
}
