package io.enidirect.operator.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.State;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An Ingress of a test. */
final class LiveIngress extends LiveSource<Ingress> {
    private static final String CONDITIONS = "ingress.cloud.tencent.com/status.conditions";
    private static final int PORT = 80;
    /** So much of a value stands in an event. */
    private static final int SHOWN = 80;

    private LiveIngress(Rig rig, Ingress manifest) {
        super(rig, manifest);
    }

    /** Created, and nothing waited for. */
    static LiveIngress create(Rig rig, Ingress manifest) {
        rig.client().resource(manifest).create();
        return new LiveIngress(rig, manifest);
    }

    // Kubernetes

    @Override
    Resource<Ingress> resource() {
        return rig.client().network().v1().ingresses().inNamespace(namespace).withName(name);
    }

    void edit(UnaryOperator<IngressBuilder> change) {
        change(ingress -> change.apply(new IngressBuilder(ingress)).build());
    }

    @Override
    List<String> addresses() {
        return Optional.ofNullable(get().getStatus())
                .map(status -> status.getLoadBalancer())
                .map(loadBalancer -> loadBalancer.getIngress().stream()
                        .map(IngressLoadBalancerIngress::getIp)
                        .toList())
                .orElse(List.of());
    }

    /** An Ingress's status has no place for them. */
    @Override
    List<Condition> conditions() {
        String json = Optional.ofNullable(metadata().getAnnotations())
                .map(annotations -> annotations.get(CONDITIONS))
                .orElse("[]");
        return List.of(Serialization.unmarshal(json, Condition[].class));
    }

    /** One event, and no second one, that names this field and value, a rule and a remedy. */
    void awaitProblem(String reason, String field, @Nullable String value) {
        String begin = "Ingress " + namespace + "/" + name + ": " + field
                + (value == null ? "" : " is \"" + shortened(value) + "\"") + ": ";
        awaitEvent(reason, begin);
        assertThat(events())
                .extracting(Event::getNote)
                .filteredOn(note -> note.startsWith(begin))
                .singleElement(STRING)
                .as("a rule and a remedy")
                .matches(Pattern.compile(Pattern.quote(begin) + "\\S.+\\. [A-Z].+\\."));
    }

    /** As a value is shown: its beginning, on one line. */
    private static String shortened(String value) {
        String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
        return shown.replace("\n", "\\u000a");
    }

    // the cloud

    State.Listener listener() {
        return inCloud().listener(Protocol.HTTP, PORT).orElseThrow(() -> new AssertionError("There is no listener"));
    }

    /** The ids of its rules by domain and URL, such as {@code shop.test =/cart}. */
    Map<String, String> rules() {
        return listener().rules().stream()
                .collect(Collectors.toMap(rule -> rule.domain() + " " + rule.url(), State.Rule::id));
    }

    State.Rule rule(String domain, String url) {
        return listener().rules().stream()
                .filter(rule -> rule.domain().equals(domain) && rule.url().equals(url))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no rule " + domain + " " + url));
    }

    // both

    LiveIngress awaitReady() {
        awaitCondition("Ready", "True");
        return this;
    }

    /** Where the address in its status is really listened on. */
    InetSocketAddress server() {
        List<String> addresses = addresses();
        assertThat(addresses).as("the status of %s", name).hasSize(1);
        InetSocketAddress server = rig.cloud().addresses().get("HTTP " + addresses.get(0) + ":" + PORT);
        assertThat(server)
                .as("where %s:%s is listened on", addresses.get(0), PORT)
                .isNotNull();
        return server;
    }

    Web.Answer get(String host, String path) {
        return Web.get(server(), host, path);
    }

    /** Until one of these pods answers, whoever else might before. */
    void awaitAnswer(String host, String path, LivePods pods) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pods.names())
                        .as("the pods, of which one should have answered %s%s", host, path)
                        .contains(get(host, path).pod()));
    }

    void awaitStatus(String host, String path, int status) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get(host, path).status()).isEqualTo(status));
    }

    /** Until the targets of the rule are these pods, neither more nor fewer. */
    void awaitTargets(String domain, String url, LivePods pods) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rule(domain, url).targets())
                        .extracting(State.Target::ip)
                        .containsExactlyInAnyOrderElementsOf(pods.ips()));
    }
}
