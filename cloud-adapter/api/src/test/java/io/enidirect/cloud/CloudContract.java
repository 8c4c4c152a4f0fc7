package io.enidirect.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;

/**
 * The words in which the contract suite of the port is written. The suite makes load balancers of its own, about one a
 * test, and leaves them behind.
 */
public abstract class CloudContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Network NETWORK = new Network(Network.Type.PUBLIC, "vpc-1", null, Network.IpVersion.IPV4);

    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBdjCCARugAwIBAgIUQLMPrADmGtPVnmkGdEX8EOGp3yAwCgYIKoZIzj0EAwIw
            DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjgwNjQ3NDZaGA8yMTI2MTEwNDA2NDc0
            NlowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFXv
            z2zGi+jjRgN9weMY0eDCvHXHfr8gWbmWq4cE+JkfbF3Pm5NhcvMQsCifRuJKo6pC
            RticZvlJRfwkyR61MG2jUzBRMB0GA1UdDgQWBBTNaisPyF9DbMu39PN3/Mnk9y3K
            0jAfBgNVHSMEGDAWgBTNaisPyF9DbMu39PN3/Mnk9y3K0jAPBgNVHRMBAf8EBTAD
            AQH/MAoGCCqGSM49BAMCA0kAMEYCIQCD3JBpvxRdrdxkTR4OzcZVD8BxOMBhb1FC
            ngCWrI0JYQIhAMBxFnbmvYrbToCpBg9PzW5sJY5Xg1JCGA8M5r3yd3gu
            -----END CERTIFICATE-----
            """;

    private static final String PRIVATE_KEY = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgxbWt9sdpnlrR1Iuq
            ZoCr+SAlQfocXpc2Q5K4mcUtq/ShRANCAARV789sxovo40YDfcHjGNHgwrx1x36/
            IFm5lquHBPiZH2xdz5uTYXLzELAon0biSqOqQkbYnGb5SUX8JMketTBt
            -----END PRIVATE KEY-----
            """;

    /** What {@link #listen} asks for. */
    protected static final ListenerSettings CONTRACT = ListenerSettings.UNSPECIFIED.named("contract");

    protected abstract CloudUnderTest cloud();

    protected final LoadBalancers loadBalancers() {
        return cloud().loadBalancers();
    }

    /** Where the suite's load balancers are made. */
    protected final Network network() {
        return NETWORK;
    }

    protected final void holdTasks() {
        cloud().holdTasks();
    }

    protected final void releaseTasks() {
        cloud().releaseTasks();
    }

    /** A test that fails while tasks are held leaves nothing held to the next. */
    @AfterEach
    final void releaseWhatIsHeld() {
        releaseTasks();
    }

    /** Sends a call until it is no longer throttled. */
    protected final <T> Answer<T> send(Supplier<Answer<T>> call) {
        return patiently().until(call::get, answer -> answer.retryAt().isEmpty());
    }

    /** Sends a call and waits for its end, which must be a good one. */
    protected final <T> T end(Supplier<Answer<T>> call) {
        Answer<T> answer = send(call);
        answer.task().ifPresent(this::end);
        return answer.value().orElseThrow();
    }

    /** Waits until a task has ended well. */
    protected final TaskState end(TaskId task) {
        TaskState state = patiently()
                .ignoreException(CloudException.NotFound.class)
                .until(
                        () -> send(() -> loadBalancers().task(task)).value().orElseThrow(),
                        each -> each.phase() != TaskState.Phase.RUNNING);
        assertThat(state.phase()).as(state.message()).isEqualTo(TaskState.Phase.SUCCEEDED);
        return state;
    }

    /** Sends a batch again and again until nothing is left unsent. */
    protected final BatchResult endBatch(Set<Binding> asked, Function<Set<Binding>, Answer<BatchResult>> call) {
        Set<Binding> unsent = Set.copyOf(asked);
        Set<Binding> done = new HashSet<>();
        Map<Binding, CloudException> refused = new HashMap<>();
        for (int calls = 0; !unsent.isEmpty() && calls <= 2 * asked.size(); calls++) {
            Set<Binding> rest = unsent;
            BatchResult result = end(() -> call.apply(rest));
            assertPartsOf(rest, result);
            done.addAll(result.done());
            refused.putAll(result.refused());
            unsent = result.unsent();
        }
        return new BatchResult(done, refused, unsent);
    }

    protected static void assertPartsOf(Set<Binding> asked, BatchResult result) {
        List<Binding> parts = new ArrayList<>(result.done());
        parts.addAll(result.refused().keySet());
        parts.addAll(result.unsent());
        assertThat(parts).containsExactlyInAnyOrderElementsOf(asked);
    }

    protected final <X extends CloudException> X refusal(Class<X> kind, Supplier<Answer<?>> call) {
        X refusal = catchThrowableOfType(
                kind,
                () -> patiently().until(call::get, answer -> answer.retryAt().isEmpty()));
        assertThat(refusal).as("a refusal").isNotNull();
        return refusal;
    }

    // ---- things to stand on

    protected static String unique() {
        return UUID.randomUUID().toString();
    }

    protected final NewLoadBalancer order(Map<String, String> tags) {
        return new NewLoadBalancer("contract", network(), tags, unique());
    }

    protected final LoadBalancerId create(Map<String, String> tags) {
        Answer<?> answer = send(() -> loadBalancers().create(order(tags)));
        return end(answer.task().orElseThrow()).loadBalancers().get(0);
    }

    /** A running load balancer of its own. */
    protected final LoadBalancerId create() {
        return create(Map.of("contract", unique()));
    }

    protected final List<ListenerId> listen(LoadBalancerId loadBalancer, Protocol protocol, Integer... ports) {
        NewListeners wanted = new NewListeners(protocol, List.of(ports), CONTRACT);
        return end(() -> loadBalancers().createListeners(loadBalancer, wanted));
    }

    protected final List<RuleId> create(LoadBalancerId loadBalancer, ListenerId listener, NewRule... wanted) {
        return end(() -> loadBalancers().createRules(loadBalancer, listener, List.of(wanted)));
    }

    /** What is called so and of which nothing else is said. */
    protected static NewRule rule(String domain, String url, CertificateId... certificates) {
        return new NewRule(
                new RuleKey(domain, url),
                BackendSettings.UNSPECIFIED,
                new DomainSettings(List.of(certificates), null, false));
    }

    protected final CertificateId upload(NewCertificate wanted) {
        return end(() -> loadBalancers().uploadCertificate(wanted));
    }

    /** A certificate of its own content each time: text may stand before what is the same. It protects nothing. */
    protected static NewCertificate certificate(String alias) {
        return new NewCertificate(alias, unique() + "\n" + CERTIFICATE, PRIVATE_KEY);
    }

    protected final Map<Binding, Integer> targets(LoadBalancerId loadBalancer) {
        return end(() -> loadBalancers().targets(loadBalancer));
    }

    protected final List<Listener> listeners(LoadBalancerId loadBalancer) {
        return end(() -> loadBalancers().listeners(loadBalancer));
    }

    protected final Listener listener(LoadBalancerId loadBalancer, ListenerId id) {
        return listeners(loadBalancer).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ConditionFactory patiently() {
        return Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE);
    }
}
