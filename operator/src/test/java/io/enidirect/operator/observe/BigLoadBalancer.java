package io.enidirect.operator.observe;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.Domain;
import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancerSettings;
import io.enidirect.cloud.Network;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.RuleId;
import io.enidirect.cloud.RuleKey;
import io.enidirect.cloud.Target;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.DomainRecord;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.crd.Origin;
import io.enidirect.crd.RuleRecord;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.kinds.Related;
import io.enidirect.operator.kinds.ingress.IngressClaims;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.snapshot.AddressRange;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.HostNetworkTargets;
import io.enidirect.operator.snapshot.Limits;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.ObservedChange;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One Ingress of 49 rules, each with a Service and pods of its own, on one load balancer that is all programmed. */
public final class BigLoadBalancer {
    /** With the placeholder of the default domain as many as a listener takes. */
    public static final int RULES = 49;

    private static final int ENDPOINTS_OF_A_SLICE = 100;
    private static final int PORT = 8080;
    private static final String NAMESPACE = "shop";
    private static final String NAME = "ingress.shop.web";
    private static final SourceRef INGRESS =
            new SourceRef("Ingress", NAMESPACE, "web", "11111111-1111-1111-1111-111111111111");
    private static final BackendSettings SETTINGS =
            new BackendSettings(null, null, HealthCheck.DEFAULT.from(HealthCheck.Source.SHARED_SPACE));
    private static final KubernetesClient NOBODY = new KubernetesClientBuilder().build();
    private static final ListenerKey HTTP = new ListenerKey(Protocol.HTTP, 80);

    /** What there is to do. */
    public enum State {
        /** Nothing. */
        STEADY,
        /** Slices name other pods than are registered; the old ones live on. */
        REPLACED,
        /** No slice has the port that is wanted. */
        HELD
    }

    private final State state;
    private final int pods;
    private final ObserveSources sources = new ObserveSources(
            new ClusterWatch(NOBODY, House.KINDS), new EventTimes(Clock.systemUTC(), time -> {}), Clock.systemUTC());
    private final CloudLoadBalancer object = new CloudLoadBalancer();
    private final Observer observer;

    /** @param pods behind each rule, as wanted; where they are replaced as many others are registered */
    public BigLoadBalancer(State state, int pods) {
        this.state = state;
        this.pods = pods;
        object.setMetadata(new ObjectMetaBuilder()
                .withName(NAME)
                .withUid("22222222-2222-2222-2222-222222222222")
                .withGeneration(1L)
                .build());
        object.setSpec(Looking.own(NAME, INGRESS).getSpec());
        object.setStatus(record());
        put(sources.cache().loadBalancers, object);
        ingress();
        IntStream.range(0, RULES).forEach(this::service);
        Observed observed = observed();
        observer = new Observer(
                new Settings(
                        "cls-1",
                        "vpc-1",
                        true,
                        List.of(AddressRange.parse("10.0.0.0/8")),
                        List.of(),
                        HostNetworkTargets.DECLARED,
                        Duration.ofMinutes(30)),
                () -> Limits.DEFAULT,
                Looking.CLOCK,
                new CloudMemory() {
                    @Override
                    public Observed observed(String loadBalancerName) {
                        return observed;
                    }

                    @Override
                    public Memory memory(String loadBalancerName) {
                        return Memory.EMPTY;
                    }
                },
                sources);
    }

    /** What the first step of a reconcile sees. The API server is not there, and nobody has to ask it. */
    public Snapshot observe() {
        return observer.observe(object, new LiveReads(NOBODY));
    }

    /** The same as if the informers had synced. */
    public static Snapshot trusted(Snapshot seen) {
        Map<String, ServiceEndpoints> endpoints = new HashMap<>();
        seen.endpoints()
                .forEach((key, origin) -> endpoints.put(
                        key,
                        new ServiceEndpoints(
                                origin.service(),
                                origin.slices(),
                                origin.pods(),
                                origin.gone(),
                                origin.elsewhere(),
                                true)));
        return new Snapshot(
                seen.now(),
                seen.settings(),
                seen.object(),
                seen.sources(),
                endpoints,
                seen.externals(),
                seen.observed(),
                seen.memory());
    }

    private static RuleKey rule(int number) {
        return new RuleKey("shop-%02d.example.com".formatted(number), "/");
    }

    private static CloudLoadBalancerStatus record() {
        List<DomainRecord> domains = new ArrayList<>();
        domains.add(domain(
                DefaultDomain.PLACEHOLDER,
                new RuleRecord(
                        "loc-default", DefaultDomain.PLACEHOLDER.url(), null, List.of(), null, List.of(), null)));
        for (int number = 0; number < RULES; number++) {
            domains.add(domain(
                    rule(number),
                    new RuleRecord(
                            "loc-" + number,
                            rule(number).url(),
                            INGRESS.key(),
                            List.of(Origin.service("svc-" + number, null, 80, "TCP")),
                            null,
                            List.of(),
                            null)));
        }
        return new CloudLoadBalancerStatus(
                1L,
                "cls-1",
                null,
                "lb-1",
                List.of("1.1.1.1"),
                null,
                List.of(),
                List.of(),
                List.of(SourceStatus.of(INGRESS)),
                List.of(ListenerRecord.layer7("HTTP", 80, "lbl-1", List.of(), domains)));
    }

    private static Domain domain(String id, RuleKey key, DomainSettings settings) {
        return new Domain(key.domain(), settings, List.of(new Rule(new RuleId(id), key, SETTINGS)));
    }

    private static DomainRecord domain(RuleKey key, RuleRecord rule) {
        return new DomainRecord(key.domain(), null, List.of(), List.of(), List.of(rule));
    }

    private Observed observed() {
        ObservedChange change = new ObservedChange(Observed.UNREAD)
                .known(Aspect.values())
                .loadBalancer(new LoadBalancer(
                        new LoadBalancerId("lb-1"),
                        "web",
                        new Network(Network.Type.PUBLIC, "vpc-1", null, Network.IpVersion.IPV4),
                        LoadBalancer.State.RUNNING,
                        List.of("1.1.1.1"),
                        null,
                        Map.of(Settings.CLUSTER_TAG, "cls-1", Settings.OWNER_TAG, INGRESS.uid()),
                        false,
                        new LoadBalancerSettings(true, false, null),
                        List.of()));
        List<Domain> domains = new ArrayList<>();
        domains.add(domain("loc-default", DefaultDomain.PLACEHOLDER, DomainSettings.DEFAULT_SERVER));
        IntStream.range(0, RULES)
                .forEach(number -> domains.add(domain("loc-" + number, rule(number), DomainSettings.UNSPECIFIED)));
        change.listener(new Listener(
                new ListenerId("lbl-1"), HTTP, ListenerSettings.UNSPECIFIED.named("eni-direct.cls-1"), domains));
        int generation = state == State.REPLACED ? 1 : 0;
        for (int number = 0; number < RULES; number++) {
            for (int pod = 0; pod < pods; pod++) {
                change.attachment(
                        new Attachment(new Backend(HTTP, rule(number)), new Target(ip(number, pod, generation), PORT)),
                        10);
            }
        }
        Instant now = Looking.CLOCK.instant();
        for (Aspect aspect : Aspect.values()) {
            change.read(aspect, now);
        }
        return change.done();
    }

    /** Those of generation 1 are the ones that are replaced. */
    private static String ip(int service, int pod, int generation) {
        return "10." + (2 * service + generation) + "." + pod / 250 + "." + (1 + pod % 250);
    }

    private void service(int number) {
        String name = "svc-" + number;
        put(
                sources.cache().services,
                new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(name)
                        .withUid("uid-" + name)
                        .endMetadata()
                        .withNewSpec()
                        .withType("ClusterIP")
                        .withSelector(Map.of("app", name))
                        .addNewPort()
                        .withPort(80)
                        .withProtocol("TCP")
                        .withNewTargetPort(state == State.HELD ? "nowhere" : "http")
                        .endPort()
                        .endSpec()
                        .build());
        List<Endpoint> endpoints = new ArrayList<>();
        for (int pod = 0; pod < pods; pod++) {
            endpoints.add(endpoint(pod(number, pod, 0)));
            if (state == State.REPLACED) {
                pod(number, pod, 1);
            }
        }
        for (int from = 0; from < pods; from += ENDPOINTS_OF_A_SLICE) {
            slice(name, from, endpoints.subList(from, Math.min(pods, from + ENDPOINTS_OF_A_SLICE)));
        }
    }

    private void slice(String service, int number, List<Endpoint> endpoints) {
        EndpointSliceBuilder slice = new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(service + "-" + number)
                .withLabels(Map.of(
                        ClusterCache.SERVICE_NAME,
                        service,
                        "endpointslice.kubernetes.io/managed-by",
                        "endpointslice-controller.k8s.io"))
                .endMetadata()
                .withAddressType("IPv4")
                .withEndpoints(endpoints);
        if (state == State.HELD) {
            slice.addNewPort()
                    .withName("other")
                    .withPort(PORT)
                    .withProtocol("TCP")
                    .endPort();
        } else {
            slice.addNewPort().withName("").withPort(PORT).withProtocol("TCP").endPort();
        }
        put(sources.cache().slices, slice.build());
    }

    private Pod pod(int service, int number, int generation) {
        String name = "svc-" + service + "-" + number + (generation == 0 ? "" : "-old");
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(name)
                .withUid("uid-" + name)
                .withCreationTimestamp("2026-01-01T00:00:00Z")
                .withLabels(Map.of("app", "svc-" + service))
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .addNewPodIP(ip(service, number, generation))
                .endStatus()
                .build();
        put(sources.cache().pods, pod);
        return pod;
    }

    private static Endpoint endpoint(Pod pod) {
        return new EndpointBuilder()
                .withAddresses(pod.getStatus().getPodIPs().get(0).getIp())
                .withNewConditions()
                .withReady(true)
                .withServing(true)
                .withTerminating(false)
                .endConditions()
                .withNewTargetRef()
                .withKind("Pod")
                .withNamespace(NAMESPACE)
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .endTargetRef()
                .build();
    }

    private void ingress() {
        IngressBuilder ingress = new IngressBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(INGRESS.name())
                .withUid(INGRESS.uid())
                .withCreationTimestamp("2026-01-01T00:00:00Z")
                .endMetadata()
                .withNewSpec()
                .withIngressClassName("eni-direct")
                .endSpec();
        for (int number = 0; number < RULES; number++) {
            ingress.editSpec()
                    .addNewRule()
                    .withHost(rule(number).domain())
                    .withNewHttp()
                    .addNewPath()
                    .withPath("/")
                    .withPathType("Prefix")
                    .withNewBackend()
                    .withNewService()
                    .withName("svc-" + number)
                    .withNewPort()
                    .withNumber(80)
                    .endPort()
                    .endService()
                    .endBackend()
                    .endPath()
                    .endHttp()
                    .endRule()
                    .endSpec();
        }
        put(sources.cache().sources(House.INGRESSES).objects(), ingress.build());
        put(
                sources.cache().related(new Related.Objects<>(IngressClass.class, null)),
                new IngressClassBuilder()
                        .withNewMetadata()
                        .withName("eni-direct")
                        .endMetadata()
                        .withNewSpec()
                        .withController(IngressClaims.CONTROLLER)
                        .endSpec()
                        .build());
    }

    private static <R extends HasMetadata> void put(IndexedStore<R> store, R object) {
        store.put(store.getKey(object), object);
    }
}
