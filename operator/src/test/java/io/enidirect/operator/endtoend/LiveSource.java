package io.enidirect.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.simulator.Call;
import io.enidirect.simulator.cloud.State;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A Service or Ingress of a test, with what Kubernetes and the cloud show of it. */
abstract sealed class LiveSource<T extends HasMetadata> permits LiveService, LiveIngress {
    static final String FINALIZER = "eni-direct.io/load-balancer";

    /** Far more than is needed: many builds may share the machine. */
    static final Duration PATIENCE = Duration.ofSeconds(40);
    /** A confirming read comes half a second after a write. */
    private static final Duration QUIET = Duration.ofMillis(1_500);

    final Rig rig;
    final String namespace;
    final String name;
    private final String kind;

    LiveSource(Rig rig, T manifest) {
        this.rig = rig;
        this.namespace = manifest.getMetadata().getNamespace();
        this.name = manifest.getMetadata().getName();
        this.kind = manifest.getKind();
    }

    // Kubernetes

    abstract Resource<T> resource();

    /** Those that its status shows. */
    abstract List<String> addresses();

    abstract List<Condition> conditions();

    T get() {
        return resource().get();
    }

    ObjectMeta metadata() {
        return get().getMetadata();
    }

    /** As {@code kubectl edit} leads its user: again, where somebody else wrote meanwhile, the controller for one. */
    void change(UnaryOperator<T> change) {
        await().pollDelay(Duration.ZERO)
                .ignoreExceptionsMatching(LiveSource::isConflict)
                .until(() -> resource().edit(change) != null);
    }

    private static boolean isConflict(Throwable e) {
        return e instanceof KubernetesClientException refused && refused.getCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    void annotate(String key, String value) {
        change(object -> {
            Map<String, String> annotations = new HashMap<>(
                    Optional.ofNullable(object.getMetadata().getAnnotations()).orElse(Map.of()));
            annotations.put(key, value);
            object.getMetadata().setAnnotations(annotations);
            return object;
        });
    }

    /** Of the current generation. */
    Optional<Condition> condition(String type) {
        Long generation = metadata().getGeneration();
        return conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .filter(condition -> generation == null || generation.equals(condition.getObservedGeneration()))
                .findFirst();
    }

    /** Its own CloudLoadBalancer, under whatever uid. */
    Resource<CloudLoadBalancer> object() {
        return rig.client()
                .resources(CloudLoadBalancer.class)
                .withName(kind.toLowerCase(Locale.ROOT) + "." + namespace + "." + name);
    }

    /** Ours: the API server repairs addresses of Services now and then, and warns of it. */
    List<Event> events() {
        return rig.client().events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> "eni-direct.io/controller".equals(event.getReportingController()))
                .filter(event -> name.equals(event.getRegarding().getName())
                        && kind.equals(event.getRegarding().getKind()))
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

    void awaitCondition(String type, String status) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(condition(type))
                        .hasValueSatisfying(
                                condition -> assertThat(condition.getStatus()).isEqualTo(status)));
    }

    /** Until nothing about its load balancer has been sent for a while, beginning now. */
    void awaitQuiet() {
        awaitQuietSince(Instant.now());
    }

    void awaitQuietSince(Instant begin) {
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
}
