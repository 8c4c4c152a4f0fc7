package io.enidirect.operator.apply;

import io.enidirect.crd.SourceRef;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.crd.TkeServiceConfigSpec;
import io.enidirect.operator.annotations.Cut;
import io.enidirect.operator.annotations.TuningWish;
import io.enidirect.operator.kinds.ingress.IngressClaims;
import io.enidirect.operator.kinds.service.ServiceClaims;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What Kubernetes would show of Services, Ingresses and their pods, its EndpointSlices included. */
public final class Cluster {
    private static final String NAMESPACE = "default";

    /** Where a pod is in its life. */
    public enum State {
        NOT_READY,
        READY,
        TERMINATING
    }

    /** A port of a Service. */
    public record Port(String name, int number, String protocol, int targetPort) {
        public static Port tcp(int number, int targetPort) {
            return new Port("p" + number, number, "TCP", targetPort);
        }

        public static Port udp(int number, int targetPort) {
            return new Port("u" + number, number, "UDP", targetPort);
        }

        ServicePort built() {
            return new ServicePortBuilder()
                    .withName(name)
                    .withPort(number)
                    .withProtocol(protocol)
                    .withTargetPort(new IntOrString(targetPort))
                    .build();
        }
    }

    private record Member(String app, String ip, State state) {}

    private final Map<String, Service> services = new TreeMap<>();
    private final Map<String, Ingress> ingresses = new TreeMap<>();
    private final Map<String, Member> pods = new TreeMap<>();
    private final Map<String, TkeServiceConfig> configs = new TreeMap<>();
    private final Map<String, ServiceEndpoints> built = new TreeMap<>();
    private int created;

    /** The Service of this name, which selects {@code app: <name>}; made anew or changed. */
    public void service(String name, Port... ports) {
        put(name, "LoadBalancer", ServiceClaims.CLASS, ports);
    }

    /** Lets a Service ask for sessions by the client's address, so many seconds long; null: for none. */
    public void session(String name, @Nullable Integer seconds) {
        built.clear();
        services.computeIfPresent(name, (key, service) -> {
            ServiceBuilder changed = new ServiceBuilder(service);
            return seconds == null
                    ? changed.editSpec()
                            .withSessionAffinity("None")
                            .withSessionAffinityConfig(null)
                            .endSpec()
                            .build()
                    : changed.editSpec()
                            .withSessionAffinity("ClientIP")
                            .withNewSessionAffinityConfig()
                            .withNewClientIP(seconds)
                            .endSessionAffinityConfig()
                            .endSpec()
                            .build();
        });
    }

    /** The Service of this name that asks for nothing itself: an Ingress names it. */
    public void backend(String name, int targetPort) {
        put(name, "ClusterIP", null, Port.tcp(80, targetPort));
    }

    private void put(String name, String type, @Nullable String loadBalancerClass, Port... ports) {
        built.clear();
        services.put(
                name,
                new ServiceBuilder()
                        .withMetadata(metadata(name, services.get(name)))
                        .withNewSpec()
                        .withType(type)
                        .withLoadBalancerClass(loadBalancerClass)
                        .withSelector(Map.of("app", name))
                        .withPorts(Arrays.stream(ports).map(Port::built).toList())
                        .endSpec()
                        .build());
    }

    /** The Ingress of this name, made anew or changed. */
    public void ingress(String name, Path... paths) {
        ingresses.put(name, Path.ingress(metadata(name, ingresses.get(name)), paths));
    }

    /** As {@link #ingress(String, Path...)}, with a defaultBackend. */
    public void ingress(String name, Path[] paths, String defaultBackend) {
        ingress(name, paths);
        ingresses.computeIfPresent(
                name,
                (key, ingress) -> new IngressBuilder(ingress)
                        .editSpec()
                        .withNewDefaultBackend()
                        .withNewService()
                        .withName(defaultBackend)
                        .withNewPort()
                        .withNumber(80)
                        .endPort()
                        .endService()
                        .endDefaultBackend()
                        .endSpec()
                        .build());
    }

    private ObjectMeta metadata(String name, @Nullable HasMetadata before) {
        return before != null
                ? before.getMetadata()
                : new ObjectMetaBuilder()
                        .withNamespace(NAMESPACE)
                        .withName(name)
                        .withUid("00000000-0000-0000-0000-%012d".formatted(++created))
                        .withCreationTimestamp("2026-01-01T00:00:%02dZ".formatted(created))
                        .build();
    }

    /** The Service or Ingress is being deleted. */
    public void delete(String name) {
        built.clear();
        ingresses.computeIfPresent(
                name,
                (key, ingress) -> new IngressBuilder(ingress)
                        .editMetadata()
                        .withDeletionTimestamp("2026-02-01T00:00:00Z")
                        .endMetadata()
                        .build());
        services.computeIfPresent(
                name,
                (key, service) -> new ServiceBuilder(service)
                        .editMetadata()
                        .withDeletionTimestamp("2026-02-01T00:00:00Z")
                        .endMetadata()
                        .build());
    }

    /** Which pods the Service means from now on. */
    public void select(String name, String app) {
        built.clear();
        services.computeIfPresent(
                name,
                (key, service) -> new ServiceBuilder(service)
                        .editSpec()
                        .withSelector(Map.of("app", app))
                        .endSpec()
                        .build());
    }

    public void pod(String name, String app, String ip, State state) {
        built.clear();
        pods.put(name, new Member(app, ip, state));
    }

    public void pod(String name, State state) {
        built.clear();
        pods.computeIfPresent(name, (key, pod) -> new Member(pod.app(), pod.ip(), state));
    }

    /** As many ready pods of the Service of this name. */
    public void pods(String app, int count) {
        for (int i = 1; i <= count; i++) {
            pod(app + "-" + i, app, "10.0.%d.%d".formatted(i / 250, i % 250 + 1), State.READY);
        }
    }

    public void removePod(String name) {
        built.clear();
        pods.remove(name);
    }

    public Map<String, State> pods(String app) {
        Map<String, State> states = new TreeMap<>();
        pods.forEach((name, pod) -> {
            if (pod.app().equals(app)) {
                states.put(name, pod.state());
            }
        });
        return states;
    }

    /** The Ingress is gone, its finalizer included. */
    public void removeIngress(String name) {
        ingresses.remove(name);
    }

    /** The Service or Ingress has this annotation and no other; null takes it away. */
    public void annotate(String source, String key, @Nullable String value) {
        annotations(source, value == null ? Map.of() : Map.of(key, value));
    }

    /** The Service or Ingress has these annotations and no others. */
    public void annotations(String source, Map<String, String> annotations) {
        built.clear();
        services.computeIfPresent(
                source,
                (name, before) -> new ServiceBuilder(before)
                        .editMetadata()
                        .withAnnotations(annotations)
                        .endMetadata()
                        .build());
        ingresses.computeIfPresent(
                source,
                (name, before) -> new IngressBuilder(before)
                        .editMetadata()
                        .withAnnotations(annotations)
                        .endMetadata()
                        .build());
    }

    /** The Service has more ports than are read. */
    void cut(String name) {
        built.clear();
        services.computeIfPresent(name, (key, before) -> {
            Service cut = new ServiceBuilder(before).build();
            Cut.mark(cut.getMetadata(), Set.of(Cut.MORE_PARTS));
            return cut;
        });
    }

    /** Lets {@code web} be tuned by a TkeServiceConfig with this {@code spec.loadBalancer}; null: by none any more. */
    public void tune(@Nullable String loadBalancer) {
        String kind = ref("web").kind();
        annotate("web", TuningWish.key(kind), loadBalancer == null ? null : "web-config");
        config("web-config", loadBalancer);
    }

    /** @param loadBalancer the {@code spec.loadBalancer} of the TkeServiceConfig of this name, as YAML; null: there is none */
    public void config(String name, @Nullable String loadBalancer) {
        if (loadBalancer == null) {
            configs.remove(NAMESPACE + "/" + name);
            return;
        }
        TkeServiceConfig config = new TkeServiceConfig();
        config.setMetadata(metadata(name, null));
        config.setSpec(Serialization.unmarshal("loadBalancer: " + loadBalancer, TkeServiceConfigSpec.class));
        configs.put(NAMESPACE + "/" + name, config);
    }

    Map<String, TkeServiceConfig> configs() {
        return configs;
    }

    /** The Service is gone, its finalizer included. */
    public void removeService(String name) {
        built.clear();
        services.remove(name);
    }

    public Set<String> services() {
        return Set.copyOf(services.keySet());
    }

    /** Whether a pod that is neither terminating nor gone has this address. */
    boolean lives(String ip) {
        return pods.values().stream().anyMatch(pod -> pod.ip().equals(ip) && pod.state() != State.TERMINATING);
    }

    /** Whether a pod at this address gets traffic. */
    boolean ready(String ip) {
        return pods.values().stream().anyMatch(pod -> pod.ip().equals(ip) && pod.state() == State.READY);
    }

    /** That of the Ingress of this name, else of the Service. */
    SourceRef ref(String name) {
        Ingress ingress = ingresses.get(name);
        return ref(ingress != null ? ingress : Objects.requireNonNull(services.get(name), name));
    }

    private static SourceRef ref(HasMetadata object) {
        return new SourceRef(
                object.getKind(),
                NAMESPACE,
                object.getMetadata().getName(),
                object.getMetadata().getUid());
    }

    List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        services.values().stream()
                .filter(service -> service.getSpec().getType().equals("LoadBalancer"))
                .forEach(service ->
                        sources.add(new Source(ref(service), ServiceClaims.of(service, true, false), service)));
        IngressClaims claims = new IngressClaims(Set.of(Path.CLASS), name -> Optional.empty());
        ingresses.values().forEach(ingress -> sources.add(new Source(ref(ingress), claims.of(ingress, true), ingress)));
        return sources;
    }

    Map<String, ServiceEndpoints> endpoints() {
        if (built.isEmpty()) {
            built.putAll(build());
        }
        return built;
    }

    private Map<String, ServiceEndpoints> build() {
        Map<String, Pod> all = new TreeMap<>();
        pods.forEach((name, pod) -> all.put(name, pod(name, pod)));
        Map<String, ServiceEndpoints> endpoints = new TreeMap<>();
        services.forEach((name, service) ->
                endpoints.put(NAMESPACE + "/" + name, new ServiceEndpoints(service, slices(service), all, true)));
        return endpoints;
    }

    private static Pod pod(String name, Member pod) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(name)
                .withUid("uid-" + name)
                .withLabels(Map.of("app", pod.app(), "statefulset.kubernetes.io/pod-name", name))
                .withDeletionTimestamp(pod.state() == State.TERMINATING ? "2026-02-01T00:00:00Z" : null)
                .endMetadata()
                .withNewStatus()
                .withPhase("Running")
                .withPodIPs(new PodIP(pod.ip()))
                .endStatus()
                .build();
    }

    private List<EndpointSlice> slices(Service service) {
        List<Endpoint> endpoints = pods.entrySet().stream()
                .filter(pod -> Map.of("app", pod.getValue().app())
                        .equals(service.getSpec().getSelector()))
                .map(pod -> endpoint(pod.getKey(), pod.getValue()))
                .toList();
        List<EndpointPort> ports = service.getSpec().getPorts().stream()
                .map(port -> new EndpointPortBuilder()
                        .withName(port.getName())
                        .withPort(port.getTargetPort().getIntVal())
                        .withProtocol(port.getProtocol())
                        .build())
                .toList();
        return List.of(new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(service.getMetadata().getName() + "-1")
                .withLabels(Map.of("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io"))
                .endMetadata()
                .withAddressType("IPv4")
                .withPorts(ports)
                .withEndpoints(endpoints)
                .build());
    }

    private static Endpoint endpoint(String name, Member pod) {
        return new EndpointBuilder()
                .withAddresses(pod.ip())
                .withNewConditions()
                .withReady(pod.state() == State.READY)
                .withServing(pod.state() != State.NOT_READY)
                .withTerminating(pod.state() == State.TERMINATING)
                .endConditions()
                .withNewTargetRef()
                .withKind("Pod")
                .withNamespace(NAMESPACE)
                .withName(name)
                .withUid("uid-" + name)
                .endTargetRef()
                .build();
    }
}
