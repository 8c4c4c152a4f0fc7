package io.enidirect.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.simulator.Call;
import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.State;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A Service of a test, with what Kubernetes and the cloud show of it. */
final class LiveService {
    static final String FINALIZER = "eni-direct.io/load-balancer";

    /** Far more than is needed: many builds may share the machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    /** A confirming read comes half a second after a write. */
    private static final Duration QUIET = Duration.ofMillis(1_500);

    private final Rig rig;
    private final String namespace;
    private final String name;

    private LiveService(Rig rig, String namespace, String name) {
        this.rig = rig;
        this.namespace = namespace;
        this.name = name;
    }

    /** Created, and nothing waited for. */
    static LiveService create(Rig rig, Service manifest) {
        rig.client().resource(manifest).create();
        return new LiveService(
                rig,
                manifest.getMetadata().getNamespace(),
                manifest.getMetadata().getName());
    }

    /** With this many pods, which are ready; nothing else is waited for. */
    static LiveService createOverReadyPods(Rig rig, String namespace, String name, int pods, ServicePort... ports) {
        rig.cluster().deploy(namespace, name, pods);
        return create(rig, Manifests.service(namespace, name, ports));
    }

    /** With this many pods, and nothing waited for. */
    static LiveService create(Rig rig, String namespace, String name, int pods, ServicePort... ports) {
        rig.client().resource(Manifests.deployment(namespace, name, pods)).create();
        return create(rig, Manifests.service(namespace, name, ports));
    }

    // Kubernetes

    ServiceResource<Service> resource() {
        return rig.client().services().inNamespace(namespace).withName(name);
    }

    Service get() {
        return resource().get();
    }

    void edit(UnaryOperator<ServiceBuilder> change) {
        resource().edit(service -> change.apply(new ServiceBuilder(service)).build());
    }

    void annotate(String key, String value) {
        edit(service -> service.editMetadata().addToAnnotations(key, value).endMetadata());
    }

    void ports(ServicePort... ports) {
        edit(service -> service.editSpec().withPorts(ports).endSpec());
    }

    /** Those that its status shows. */
    List<String> addresses() {
        return get().getStatus().getLoadBalancer().getIngress().stream()
                .map(LoadBalancerIngress::getIp)
                .toList();
    }

    /** Of the current generation. */
    Optional<Condition> condition(String type) {
        Service service = get();
        return service.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .filter(condition -> service.getMetadata().getGeneration() == null
                        || service.getMetadata().getGeneration().equals(condition.getObservedGeneration()))
                .findFirst();
    }

    /** Its own CloudLoadBalancer, under whatever uid. */
    Resource<CloudLoadBalancer> object() {
        return rig.client().resources(CloudLoadBalancer.class).withName("service." + namespace + "." + name);
    }

    List<Pod> pods() {
        return rig.client().pods().inNamespace(namespace).withLabel("app", name).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /** How many its slices have, those of ending pods too. */
    long endpoints() {
        return rig
                .client()
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(namespace)
                .withLabel("kubernetes.io/service-name", name)
                .list()
                .getItems()
                .stream()
                .flatMap(slice -> Optional.ofNullable(slice.getEndpoints()).stream())
                .mapToLong(List::size)
                .sum();
    }

    void scale(int pods) {
        rig.client().apps().deployments().inNamespace(namespace).withName(name).scale(pods);
    }

    /** Every pod is replaced; returns when they are. */
    void roll() {
        rig.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName(name)
                .rolling()
                .restart();
        rig.cluster().awaitReady(namespace, name);
    }

    List<Event> events() {
        return rig.client().events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> name.equals(event.getRegarding().getName())
                        && "Service".equals(event.getRegarding().getKind()))
                .toList();
    }

    /** With this reason, and each of these texts in its note. */
    void awaitEvent(String reason, String... texts) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(events())
                        .filteredOn(event -> event.getReason().equals(reason))
                        .extracting(Event::getNote)
                        .anySatisfy(note -> assertThat(note).contains(texts)));
    }

    // the cloud

    String loadBalancerId() {
        return object().get().recorded().loadBalancerId();
    }

    State.LoadBalancer inCloud() {
        String id = loadBalancerId();
        return rig.cloud()
                .state()
                .loadBalancer(String.valueOf(id))
                .orElseThrow(() -> new AssertionError("There is no load balancer " + id));
    }

    /** Its listeners, such as {@code TCP:80}, with their ids. */
    Map<String, String> listeners() {
        return inCloud().listeners().stream()
                .collect(Collectors.toMap(listener -> listener.protocol() + ":" + listener.port(), State.Listener::id));
    }

    Set<State.Target> targets(Protocol protocol, int port) {
        return Set.copyOf(listener(protocol, port).targets());
    }

    State.Listener listener(Protocol protocol, int port) {
        return inCloud()
                .listener(protocol, port)
                .orElseThrow(() -> new AssertionError("There is no listener " + protocol + ":" + port));
    }

    /** All calls about its load balancer, in order; polls of tasks apart. */
    List<String> calls() {
        String id = loadBalancerId();
        return rig.cloud().calls().stream()
                .filter(call -> id.equals(call.loadBalancer()))
                .filter(call -> !call.action().equals("DescribeTaskStatus"))
                .map(Call::action)
                .toList();
    }

    /** The executed writes to its load balancer, in order. */
    List<String> writes() {
        return writes(loadBalancerId());
    }

    List<String> writes(String loadBalancer) {
        return rig.cloud().executedWrites().stream()
                .filter(call -> loadBalancer.equals(call.loadBalancer()))
                .map(Call::action)
                .toList();
    }

    // both

    LiveService awaitReady() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(condition("Ready"))
                        .hasValueSatisfying(
                                ready -> assertThat(ready.getStatus()).isEqualTo("True")));
        return this;
    }

    /** As {@link #awaitTargets}, then until nothing is sent any more. */
    void awaitPods(int pods, int... ports) {
        awaitTargets(pods, ports);
        awaitQuietSince(Instant.EPOCH);
    }

    /** Until each of these TCP listeners has this many targets, which are the pods. */
    void awaitTargets(int pods, int... ports) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<String> ips = pods().stream()
                    .map(pod -> String.valueOf(pod.getStatus().getPodIP()))
                    .toList();
            assertThat(ips).hasSize(pods);
            for (int port : ports) {
                assertThat(targets(Protocol.TCP, port))
                        .filteredOn(target -> target.weight() > 0)
                        .extracting(State.Target::ip)
                        .containsExactlyInAnyOrderElementsOf(ips);
                assertThat(targets(Protocol.TCP, port)).hasSize(pods);
            }
        });
    }

    /** Until nothing about its load balancer has been sent for a while, beginning now. */
    void awaitQuiet() {
        awaitQuietSince(Instant.now());
    }

    private void awaitQuietSince(Instant begin) {
        String id = loadBalancerId();
        await().atMost(PATIENCE)
                .until(() -> rig.cloud().calls().stream()
                        .filter(call -> id.equals(call.loadBalancer()))
                        .map(Call::time)
                        .reduce(begin, (one, other) -> one.isAfter(other) ? one : other)
                        .plus(QUIET)
                        .isBefore(Instant.now()));
    }

    void delete() {
        resource().delete();
    }

    /** Until nothing of it is left, in Kubernetes or in the cloud. */
    void awaitGone(String loadBalancer) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(get()).isNull();
            assertThat(object().get()).isNull();
            assertThat(rig.cloud().state().loadBalancer(loadBalancer)).isEmpty();
        });
    }

    ObjectMeta metadata() {
        return get().getMetadata();
    }
}
