package io.enidirect.operator.observe;

import static io.enidirect.operator.observe.Looking.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.RuleKey;
import io.enidirect.cloud.Target;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.SharedCluster;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Claim;
import io.enidirect.operator.snapshot.ExternalEndpoints;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.enidirect.sandbox.Cluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An Ingress that names a Service web with two pods, and as well a Service and an ExternalBackend that are not there. Nothing
 * of it is recorded unless a test says so.
 */
@ExtendWith(SharedCluster.class)
final class IngressObserverTest {
    private static final String RULES = """
              defaultBackend: {service: {name: web, port: {number: 80}}}
              rules:
              - http:
                  paths:
                  - {path: /api, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}
                  - path: /far
                    pathType: Prefix
                    backend: {resource: {apiGroup: eni-direct.io, kind: ExternalBackend, name: far}}
            """;

    private final List<Duration> latencies = new CopyOnWriteArrayList<>();
    private final EventTimes times = new EventTimes(Clock.systemUTC(), latencies::add);

    private Cluster cluster;
    private Looking looking;
    private String namespace;
    private String name;
    private Ingress ingress;
    private CloudLoadBalancer object;

    @BeforeEach
    void start(Cluster shared) {
        cluster = shared;
        namespace = cluster.createNamespace("observe");
        name = "ingress." + namespace + ".front";
        cluster.deploy(namespace, "web", 2);
        applyService("web");
        applyClass("eni-direct.io/clb");
        ingress = applyIngress("spec:\n  ingressClassName: " + namespace + "\n" + RULES);
        object = cluster.client()
                .resource(Looking.own(name, new SourceRef("Ingress", namespace, "front", uid(ingress))))
                .create();
        looking = Looking.at(name, cluster, Set.of("listed"), times);
        await().atMost(SOON).until(() -> !looking.seen.isEmpty() && looking.ready(web()) == 2);
    }

    @AfterEach
    void stop() {
        looking.close();
        cluster.client().resource(object).delete();
        cluster.client().network().v1().ingressClasses().withName(namespace).delete();
    }

    @Test
    void seesTheIngressItsClaimAndAllThatItNames() {
        Snapshot snapshot = looking.last();

        assertThat(snapshot.sources())
                .extracting(Source::claim)
                .containsExactly(new Claim(Claim.State.OURS, List.of()));
        assertThat(snapshot.sources().get(0).object()).isInstanceOf(Ingress.class);
        assertThat(snapshot.endpoints()).containsOnlyKeys(web(), namespace + "/api");
        assertThat(snapshot.endpoints(namespace, "web").orElseThrow().pods()).hasSize(2);
        assertThat(snapshot.endpoints(namespace, "api"))
                .contains(new ServiceEndpoints(null, List.of(), Map.of(), true));
        assertThat(snapshot.externals()).isEqualTo(Map.of(namespace + "/far", new ExternalEndpoints(null, Set.of())));
    }

    @Test
    void followsThePodsOfItsServices() {
        cluster.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web")
                .scale(3);

        await().atMost(SOON).until(() -> looking.ready(web()) == 3);
    }

    @Test
    void measuresFromAPodsChangeOn() {
        times.open(name).close();
        cluster.client()
                .pods()
                .inNamespace(namespace)
                .withName(anyPod().getMetadata().getName())
                .edit(pod -> {
                    pod.getMetadata().getLabels().put("app", "another");
                    return pod;
                });
        await().atMost(SOON).until(() -> looking.ready(web()) == 2);
        await().atMost(SOON).untilAsserted(() -> {
            try (EventTimes.Reaction reaction = times.open(name)) {
                reaction.wrote(Clock.systemUTC().instant());
            }
            assertThat(latencies).isNotEmpty();
        });
    }

    @Test
    void followsAServiceThatIsMadeAfterTheIngress() {
        cluster.deploy(namespace, "api", 1);
        applyService("api");

        await().atMost(SOON).until(() -> looking.ready(namespace + "/api") == 1);
    }

    @Test
    void followsAServiceThatGoesAndComesBack() {
        String first = uid(service(looking.last()));
        cluster.client().services().inNamespace(namespace).withName("web").delete();
        await().atMost(SOON).until(() -> looking.last().endpoints().get(web()).service() == null);
        applyService("web");

        await().atMost(SOON).until(() -> looking.ready(web()) == 2);
        assertThat(uid(service(looking.last()))).isNotEqualTo(first);
    }

    @Test
    void followsWhatTheIngressNames() {
        front().edit(now -> {
            now.getSpec().setRules(List.of());
            return now;
        });

        await().atMost(SOON)
                .until(() -> looking.last().endpoints().keySet().equals(Set.of(web()))
                        && looking.last().externals().isEmpty());
    }

    @Test
    void seesAnExternalBackendAndWhoseItsAddressesAre() {
        String pod = anyPod().getStatus().getPodIPs().get(0).getIp();
        applyExternal(pod, "203.0.113.7");

        await().atMost(SOON).until(() -> far().object() != null);
        assertThat(far().inCluster()).containsExactly(pod);
    }

    @Test
    void isTriggeredWhenAnExternalAddressTurnsOutToBeANodes() {
        applyExternal("2001:db8::7");
        await().atMost(SOON).until(() -> far().object() != null);
        Node node = Serialization.unmarshal("""
                apiVersion: v1
                kind: Node
                metadata: {name: %s}
                status: {addresses: [{type: InternalIP, address: "2001:DB8:0:0::7"}]}
                """.formatted(namespace), Node.class);
        cluster.client().resource(node).create();
        try {
            await().atMost(SOON).until(() -> far().inCluster().equals(Set.of("2001:db8::7")));
        } finally {
            cluster.client().resource(node).delete();
        }
        await().atMost(SOON).until(() -> far().inCluster().isEmpty());
    }

    @Test
    void isTriggeredWhenAnExternalAddressTurnsOutToBeAServices() {
        Resource<Service> other =
                cluster.client().services().inNamespace(namespace).withName("other");
        applyOther("10.9.9.9", "");
        String address = other.get().getSpec().getClusterIP();
        other.delete();
        applyExternal(address);
        await().atMost(SOON).until(() -> far().object() != null);
        applyOther("10.9.9.9", address);

        await().atMost(SOON).until(() -> far().inCluster().equals(Set.of(address)));
    }

    @Test
    void leavesATargetAloneThatAServiceOfAnothersClaims() {
        applyExternal("203.0.113.8");
        applyOther("203.0.113.8", "");
        applyExternal("203.0.113.8", "203.0.113.9");

        await().atMost(SOON)
                .until(() -> far().object() != null
                        && far().object().getSpec().addresses().size() == 2);
        assertThat(far().inCluster()).isEmpty();
    }

    private void applyOther(String externalIp, String clusterIp) {
        cluster.apply(namespace, """
                apiVersion: v1
                kind: Service
                metadata: {name: other}
                spec: {externalIPs: [%s], clusterIP: "%s", ports: [{port: 80}]}
                """.formatted(externalIp, clusterIp));
    }

    @Test
    void holdsTheClaimWithoutItsClassAndEndsItWithAnothersController() {
        cluster.client().network().v1().ingressClasses().withName(namespace).delete();
        await().atMost(SOON).until(() -> looking.claimCodes().equals(List.of(Code.CLASS_NOT_FOUND)));
        applyClass("k8s.io/ingress-nginx");

        await().atMost(SOON).until(() -> claim().state() == Claim.State.ENDED);
    }

    @Test
    void claimsByAListedNameWithoutAnyClass() {
        front().edit(now -> {
            now.getSpec().setIngressClassName("listed");
            return now;
        });
        await().atMost(SOON)
                .until(() -> ((Ingress) looking.last().sources().get(0).object())
                        .getSpec()
                        .getIngressClassName()
                        .equals("listed"));

        assertThat(claim()).isEqualTo(new Claim(Claim.State.OURS, List.of()));
    }

    @Test
    void asksForAnIngressAndAnExternalBackendThatTheCacheMisses() {
        applyExternal("203.0.113.8");
        await().atMost(SOON).until(() -> far().object() != null);
        record("ExternalBackend", "far");
        looking.cache().sources(House.INGRESSES).objects().remove(namespace + "/front");
        looking.cache().externals.remove(namespace + "/far");

        Snapshot snapshot = looking.look(object, cluster.client());

        assertThat(snapshot.sources()).hasSize(1);
        assertThat(snapshot.external(namespace, "far").orElseThrow().object()).isNotNull();
    }

    /** Three thousand of them were three thousand questions a look, one after the other. */
    @Test
    void asksNotForWhatNothingProgrammedHangsOn() {
        try (CountingClient counting = new CountingClient(cluster.client().getConfiguration())) {
            assertThat(looking.look(object, counting.client())
                            .endpoints(namespace, "api")
                            .orElseThrow()
                            .service())
                    .isNull();

            assertThat(counting.asked()).isEmpty();
        }
    }

    @Test
    void asksOnceForWhatIsMissingAndProgrammedWhoeverNeedsIt() {
        record("Service", "api");
        try (CountingClient counting = new CountingClient(cluster.client().getConfiguration())) {
            for (int i = 0; i < 5; i++) {
                looking.look(object, counting.client());
            }

            assertThat(counting.asked()).containsExactly("GET /api/v1/namespaces/" + namespace + "/services/api");
            cluster.deploy(namespace, "api", 1);
            applyService("api");
            await().atMost(SOON)
                    .until(() -> looking.look(object, counting.client())
                                    .endpoints(namespace, "api")
                                    .orElseThrow()
                                    .service()
                            != null);
        }
    }

    @Test
    void looksAtNoMoreOfTooManyBackendsThanCouldFit() {
        front().edit(now -> {
            HTTPIngressPath path =
                    now.getSpec().getRules().get(0).getHttp().getPaths().get(0);
            now.getSpec()
                    .getRules()
                    .get(0)
                    .getHttp()
                    .setPaths(IntStream.range(0, 1000)
                            .mapToObj(i -> new HTTPIngressPathBuilder(path)
                                    .withPath("/" + i)
                                    .editBackend()
                                    .editService()
                                    .withName("none-" + i)
                                    .endService()
                                    .endBackend()
                                    .build())
                            .toList());
            return now;
        });

        await().atMost(SOON).until(() -> looking.last().endpoints().containsKey(namespace + "/none-0"));
        assertThat(looking.last().endpoints()).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void knowsOfNoIngressThatWasMadeAnewUnderTheSameName() {
        Ingress before = looking.cache()
                .sources(House.INGRESSES)
                .objects()
                .find(namespace, "front")
                .orElseThrow();
        front().delete();
        await().atMost(SOON).until(() -> looking.last().sources().isEmpty());
        Ingress again = applyIngress("spec:\n  ingressClassName: " + namespace + "\n" + RULES);
        await().atMost(SOON)
                .until(() -> looking.cache()
                        .sources(House.INGRESSES)
                        .objects()
                        .find(namespace, "front")
                        .isPresent());

        assertThat(looking.look(object, cluster.client()).sources()).isEmpty();
        // the other way round: its load balancer is seen before the Ingress itself
        looking.cache().sources(House.INGRESSES).objects().put(namespace + "/front", before);
        CloudLoadBalancer next = Looking.own(name, new SourceRef("Ingress", namespace, "front", uid(again)));
        assertThat(looking.look(next, cluster.client()).sources())
                .extracting(source -> uid(source.object()))
                .containsExactly(uid(again));
    }

    @Test
    void seesTheOriginsOfTheRecordThatTheIngressNamesNoMore() {
        record("Service", "former");
        assertThat(looking.look(object, cluster.client()).endpoints())
                .containsOnlyKeys(web(), namespace + "/api", namespace + "/former");
        record("ExternalBackend", "former");
        assertThat(looking.look(object, cluster.client()).externals())
                .containsOnlyKeys(namespace + "/far", namespace + "/former");
    }

    @Test
    void takesTheLiveSlicesOfARulesServiceWhereTheCacheLostThem() {
        record("Service", "web");
        attachTwo();
        looking.loseSlices(web());

        assertThat(endpointsSeen()).isEqualTo(2);
    }

    @Test
    void takesTheLiveSlicesOfAServiceThatIsToTakeOverARule() {
        record("Service", "former");
        attachTwo();
        looking.loseSlices(web());

        assertThat(endpointsSeen()).isEqualTo(2);
    }

    /** Without them its targets would be let go before those in their place are there. */
    @Test
    void knowsTheLivingPodsBehindARuleThatAnExternalBackendTookOver() {
        record("ExternalBackend", "far");
        Pod pod = anyPod();
        attach(pod.getStatus().getPodIPs().get(0).getIp());

        assertThat(looking.look(object, cluster.client())
                        .external(namespace, "far")
                        .orElseThrow()
                        .before()
                        .pods())
                .containsOnlyKeys(pod.getMetadata().getName());
    }

    private long endpointsSeen() {
        return looking.look(object, cluster.client()).endpoints(namespace, "web").orElseThrow().slices().stream()
                .mapToLong(slice -> slice.getEndpoints().size())
                .sum();
    }

    private void attachTwo() {
        attach("10.20.0.1", "10.20.0.2");
    }

    private void attach(String... ips) {
        Backend rule = new Backend(new ListenerKey(Protocol.HTTP, 80), new RuleKey("shop.example", "/"));
        looking.attach(Stream.of(ips)
                .map(ip -> new Attachment(rule, new Target(ip, 8080)))
                .toArray(Attachment[]::new));
    }

    private void record(String kind, String origin) {
        object.setStatus(Serialization.unmarshal(
                """
                sources: [{key: k, kind: Ingress, namespace: %s, name: front, uid: %s}]
                listeners:
                - protocol: HTTP
                  port: 80
                  domains:
                  - domain: shop.example
                    rules: [{url: /, source: k, origins: [{kind: %s, name: %s, port: 80}]}]
                """.formatted(namespace, uid(ingress), kind, origin), CloudLoadBalancerStatus.class));
    }

    private Resource<Ingress> front() {
        return cluster.client()
                .network()
                .v1()
                .ingresses()
                .inNamespace(namespace)
                .withName("front");
    }

    private Ingress applyIngress(String spec) {
        return (Ingress) cluster.apply(namespace, """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: front}
                """ + spec).get(0);
    }

    private void applyService(String app) {
        cluster.apply(namespace, """
                apiVersion: v1
                kind: Service
                metadata: {name: %s}
                spec: {selector: {app: %s}, ports: [{port: 80, targetPort: 8080}]}
                """.formatted(app, app));
    }

    private void applyClass(String controller) {
        IngressClass ours = Serialization.unmarshal("""
                apiVersion: networking.k8s.io/v1
                kind: IngressClass
                metadata: {name: %s}
                spec: {controller: %s}
                """.formatted(namespace, controller), IngressClass.class);
        cluster.client().resource(ours).create();
    }

    private void applyExternal(String... ips) {
        StringBuilder addresses = new StringBuilder();
        for (String ip : ips) {
            addresses.append("{ip: \"").append(ip).append("\", port: 80}, ");
        }
        cluster.apply(namespace, """
                apiVersion: eni-direct.io/v1alpha1
                kind: ExternalBackend
                metadata: {name: far}
                spec: {addresses: [%s]}
                """.formatted(addresses));
    }

    private String web() {
        return namespace + "/web";
    }

    private ExternalEndpoints far() {
        return looking.last().external(namespace, "far").orElseThrow();
    }

    private Claim claim() {
        return looking.last().sources().get(0).claim();
    }

    private Pod anyPod() {
        return looking.last()
                .endpoints(namespace, "web")
                .orElseThrow()
                .pods()
                .values()
                .iterator()
                .next();
    }

    private HasMetadata service(Snapshot snapshot) {
        return Objects.requireNonNull(
                snapshot.endpoints(namespace, "web").orElseThrow().service());
    }

    private static String uid(HasMetadata of) {
        return of.getMetadata().getUid();
    }
}
