package io.enidirect.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.State;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A Service of a test, over the pods of the Deployment of its name. */
final class LiveService extends LiveSource<Service> {
    private final LivePods pods;

    private LiveService(Rig rig, Service manifest) {
        super(rig, manifest);
        this.pods = new LivePods(rig.cluster(), namespace, name);
    }

    /** Created, and nothing waited for. */
    static LiveService create(Rig rig, Service manifest) {
        rig.client().resource(manifest).create();
        return new LiveService(rig, manifest);
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

    @Override
    ServiceResource<Service> resource() {
        return rig.client().services().inNamespace(namespace).withName(name);
    }

    void edit(UnaryOperator<ServiceBuilder> change) {
        change(service -> change.apply(new ServiceBuilder(service)).build());
    }

    void ports(ServicePort... ports) {
        edit(service -> service.editSpec().withPorts(ports).endSpec());
    }

    @Override
    List<String> addresses() {
        return get().getStatus().getLoadBalancer().getIngress().stream()
                .map(LoadBalancerIngress::getIp)
                .toList();
    }

    @Override
    List<Condition> conditions() {
        return get().getStatus().getConditions();
    }

    List<Pod> pods() {
        return pods.list();
    }

    /** How many its slices have, those of ending pods too. */
    long endpoints() {
        return pods.endpoints();
    }

    void scale(int replicas) {
        pods.scale(replicas);
    }

    /** Every pod is replaced; returns when they are. */
    void roll() {
        pods.roll();
    }

    // the cloud

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

    // both

    /** Until its status shows one. */
    LiveService awaitAddress() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(addresses()).isNotEmpty());
        return this;
    }

    LiveService awaitReady() {
        awaitCondition("Ready", "True");
        return this;
    }

    /** As {@link #awaitTargets}, then until nothing is sent any more. */
    void awaitPods(int count, int... ports) {
        awaitTargets(count, ports);
        awaitQuietSince(Instant.EPOCH);
    }

    /** Until each of these TCP listeners has this many targets, which are the pods. */
    void awaitTargets(int count, int... ports) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<String> ips = pods.ips();
            assertThat(ips).hasSize(count);
            for (int port : ports) {
                assertThat(targets(Protocol.TCP, port))
                        .filteredOn(target -> target.weight() > 0)
                        .extracting(State.Target::ip)
                        .containsExactlyInAnyOrderElementsOf(ips);
                assertThat(targets(Protocol.TCP, port)).hasSize(count);
            }
        });
    }
}
