package io.enidirect.cloud.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tencentcloudapi.clb.v20180317.models.DescribeLoadBalancersRequest;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.ssl.v20191205.models.DescribeCertificatesRequest;
import com.tencentcloudapi.sts.v20180813.models.AssumeRoleWithWebIdentityRequest;
import com.tencentcloudapi.tag.v20180813.models.TagResourcesRequest;
import io.enidirect.cloud.Answer;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.Share;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What stands before each call and after it: breaker, rate, pauses, observer, options. */
final class CallsTest {
    private static final LoadBalancerId LB = new LoadBalancerId("lb-1");
    private static final String NO_LISTENERS = "\"TotalCount\":0,\"Listeners\":[]";

    @Test
    void anOpenCircuitSendsNothingForFiveSecondsAndThenTries() throws IOException {
        AtomicReference<Reply> reply = new AtomicReference<>(Reply.closed());
        try (LoopbackServer server = new LoopbackServer(request -> reply.get())) {
            LoadBalancers adapter = Adapters.at(server.endpoint());
            for (int call = 0; call < 10; call++) {
                int number = call;
                assertThatThrownBy(() -> Adapters.patiently(adapter, "lb-" + number))
                        .isInstanceOfSatisfying(
                                CloudException.Unavailable.class,
                                e -> assertThat(e.code()).isEqualTo("AnswerLost"));
            }
            reply.set(Reply.fields(NO_LISTENERS));
            long opened = System.nanoTime();
            assertThatThrownBy(() -> adapter.listeners(LB))
                    .isInstanceOfSatisfying(
                            CloudException.Unavailable.class,
                            e -> assertThat(e.code()).isEqualTo("CircuitOpen"));
            assertThat(server.received()).hasSize(10);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .ignoreException(CloudException.Unavailable.class)
                    .until(() -> adapter.listeners(LB).value().isPresent());
            assertThat(Duration.ofNanos(System.nanoTime() - opened)).isGreaterThan(Duration.ofMillis(4_500));
        }
    }

    @Test
    void refusalsDoNotOpenTheCircuit() throws IOException {
        try (LoopbackServer server = new LoopbackServer(request -> Reply.error("InvalidParameter", "no"))) {
            LoadBalancers adapter = Adapters.at(server.endpoint());
            for (int call = 0; call < 30; call++) {
                int number = call;
                assertThatThrownBy(() -> Adapters.patiently(adapter, "lb-" + number))
                        .isInstanceOf(CloudException.Rejected.class);
            }
            assertThat(server.received()).hasSize(30);
        }
    }

    @Test
    void aCallWithoutAPermitIsNotSentAndKeepsItsSlot() throws IOException {
        try (LoopbackServer server = new LoopbackServer(request -> Reply.fields(NO_LISTENERS))) {
            LoadBalancers adapter = adapter(server.endpoint(), 1, CallObserver.NONE);
            assertThat(adapter.listeners(LB)).isInstanceOf(Answer.Done.class);
            Answer<?> throttled = adapter.listeners(LB);

            assertThat(throttled).isInstanceOf(Answer.Throttled.class);
            assertThat(adapter.listeners(LB)).isEqualTo(throttled);
            assertThat(adapter.within(Share.DRIFT).listeners(LB)).isInstanceOf(Answer.Done.class);
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void afterTooManyDeletionsTheWholeRegionWaitsFiveMinutes() throws IOException {
        try (LoopbackServer server =
                new LoopbackServer(request -> Reply.error("FailedOperation.FrequencyCheckRisk", "30 in 5 minutes"))) {
            LoadBalancers adapter = Adapters.at(server.endpoint());
            Instant before = Instant.now();
            assertThatThrownBy(() -> adapter.delete(LB)).isInstanceOf(CloudException.Throttled.class);
            Answer<?> other = adapter.delete(new LoadBalancerId("lb-2"));

            assertThat(other.retryAt())
                    .get()
                    .satisfies(until -> assertThat(until)
                            .isBetween(before.plusSeconds(300), Instant.now().plusSeconds(300)));
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void tellsItsObserverOfEveryCallAndItsOutcome() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (LoopbackServer server = new LoopbackServer(
                request -> request.action().startsWith("Describe") ? Reply.fields(NO_LISTENERS) : Reply.closed())) {
            LoadBalancers adapter =
                    adapter(server.endpoint(), 1000, (action, outcome, took) -> seen.add(action + " " + outcome));
            adapter.listeners(LB);
            assertThatThrownBy(() -> adapter.delete(LB)).isInstanceOf(CloudException.UnknownOutcome.class);

            assertThat(seen).containsExactly("DescribeListeners ok", "DeleteLoadBalancer unknown_outcome");
        }
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        for (String endpoint :
                List.of("ftp://x", "http:///x", "http://x/path", "http://u:p@x", "http://x?q=1", "localhost:80")) {
            assertThatThrownBy(() -> Adapters.options(URI.create(endpoint), Adapters.keys()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String root : List.of("", "x y", "https://x", "x/", "x..y")) {
            assertThatThrownBy(() ->
                            new TencentOptions("ap-guangzhou", null, root, Adapters.keys(), 18, Clock.systemUTC()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new TencentOptions(
                        " ", null, TencentOptions.ROOT_DOMAIN, Adapters.keys(), 18, Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TencentOptions(
                        "ap-guangzhou", null, TencentOptions.ROOT_DOMAIN, Adapters.keys(), 0, Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachProductHasItsHostUnderTheRootDomainUnlessThereIsOneEndpoint() {
        String root = "internal.tencentcloudapi.com";
        assertThat(hosts(null, root)).containsExactly("clb." + root, "tag." + root, "ssl." + root, "sts." + root);
        assertThat(hosts(URI.create("http://127.0.0.1:1"), root)).containsOnly("127.0.0.1");
    }

    /** Where calls of the four products go; they end before a name is resolved. */
    private static List<String> hosts(@Nullable URI endpoint, String rootDomain) {
        List<String> hosts = new ArrayList<>();
        OkHttpClient engine = HttpEngine.create(Proxies.NONE)
                .newBuilder()
                .addInterceptor(chain -> {
                    hosts.add(chain.request().url().host());
                    throw new IOException("not sent");
                })
                .build();
        Sdk sdk = new Sdk(engine, "ap-guangzhou", endpoint, rootDomain, new Errors(Clock.systemUTC()));
        Signed clients = sdk.signedWith(Adapters.credentials(Instant.MAX));
        List<Callable<?>> calls = List.of(
                () -> clients.clb().DescribeLoadBalancers(new DescribeLoadBalancersRequest()),
                () -> clients.tag().TagResources(new TagResourcesRequest()),
                () -> clients.ssl().DescribeCertificates(new DescribeCertificatesRequest()),
                () -> sdk.sts("ap-beijing").AssumeRoleWithWebIdentity(new AssumeRoleWithWebIdentityRequest()));
        for (Callable<?> call : calls) {
            assertThatThrownBy(call::call).isInstanceOf(TencentCloudSDKException.class);
        }
        return hosts;
    }

    private static LoadBalancers adapter(URI endpoint, int rate, CallObserver observer) {
        return TencentLoadBalancers.connect(
                new TencentOptions(
                        "ap-guangzhou", endpoint, TencentOptions.ROOT_DOMAIN, Adapters.keys(), rate, Clock.systemUTC()),
                observer);
    }
}
