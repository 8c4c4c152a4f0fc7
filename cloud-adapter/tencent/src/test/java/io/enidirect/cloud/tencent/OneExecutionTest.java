package io.enidirect.cloud.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.tencentcloudapi.clb.v20180317.ClbClient;
import com.tencentcloudapi.clb.v20180317.models.CreateListenerRequest;
import com.tencentcloudapi.clb.v20180317.models.DescribeListenersRequest;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.NewListeners;
import io.enidirect.cloud.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever goes wrong after a call was executed, the call is executed once: counted at the server. */
final class OneExecutionTest {
    private static final LoadBalancerId LB = new LoadBalancerId("lb-1");
    private static final NewListeners WANTED =
            new NewListeners(Protocol.TCP, List.of(80), ListenerSettings.UNSPECIFIED);

    /** What the server does after it has executed a call, and how often the SDK's own client has it executed. */
    enum Fault {
        CLOSED(Reply.closed(), 2, 1),
        RESET(Reply.reset(), 2, 1),
        HALF_A_HEADER(Reply.halfAHeader(), 2, 1),
        HALF_A_BODY(Reply.halfABody(), 1, 1),
        STATUS_408(Reply.status("408 Request Timeout", "", ""), 2, 2),
        STATUS_503(Reply.status("503 Service Unavailable", "Retry-After: 0\r\n", ""), 2, 2),
        STATUS_500(Reply.status("500 Internal Server Error", "", "broken"), 1, 1),
        STATUS_302(Reply.status("302 Found", "Location: /again\r\n", ""), 2, 2),
        STATUS_401(Reply.status("401 Unauthorized", "WWW-Authenticate: Basic realm=x\r\n", ""), 1, 1);

        @SuppressWarnings("ImmutableEnumChecker") // only lambdas without state
        private final Reply reply;

        private final int stockPooledAtLeast;
        private final int stockFreshAtLeast;

        Fault(Reply reply, int stockPooledAtLeast, int stockFreshAtLeast) {
            this.reply = reply;
            this.stockPooledAtLeast = stockPooledAtLeast;
            this.stockFreshAtLeast = stockFreshAtLeast;
        }

        LoopbackServer server() throws IOException {
            return new LoopbackServer(request -> request.action().equals("CreateListener")
                    ? reply
                    : Reply.fields("\"TotalCount\":0,\"Listeners\":[]"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void executesACallOnceOnAPooledConnection(Fault fault) throws IOException {
        try (LoopbackServer server = fault.server()) {
            LoadBalancers adapter = Adapters.at(server.endpoint());
            adapter.listeners(LB);

            assertThatThrownBy(() -> adapter.createListeners(LB, WANTED))
                    .isInstanceOf(CloudException.UnknownOutcome.class);
            assertThat(server.received())
                    .extracting(LoopbackServer.Received::action, LoopbackServer.Received::connection)
                    .containsExactly(tuple("DescribeListeners", 0), tuple("CreateListener", 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void executesACallOnceOnAFreshConnection(Fault fault) throws IOException {
        try (LoopbackServer server = fault.server()) {
            LoadBalancers adapter = Adapters.at(server.endpoint());

            assertThatThrownBy(() -> adapter.createListeners(LB, WANTED))
                    .isInstanceOf(CloudException.UnknownOutcome.class);
            assertThat(server.executed("CreateListener")).isEqualTo(1);
        }
    }

    /** Why the engine exists: the same faults, and the client that the SDK makes by itself. */
    @ParameterizedTest
    @EnumSource
    void theSdksOwnClientExecutesSomeMoreThanOnce(Fault fault) throws Exception {
        try (LoopbackServer server = fault.server()) {
            ClbClient stock = stock(server.endpoint());
            assertThatThrownBy(() -> stock.CreateListener(createListener())).isInstanceOf(Exception.class);
            assertThat(server.executed("CreateListener")).isGreaterThanOrEqualTo(fault.stockFreshAtLeast);
        }
        try (LoopbackServer server = fault.server()) {
            ClbClient stock = stock(server.endpoint());
            stock.DescribeListeners(describeListeners());
            assertThatThrownBy(() -> stock.CreateListener(createListener()))
                    .isInstanceOf(TencentCloudSDKException.class);
            assertThat(server.executed("CreateListener")).isGreaterThanOrEqualTo(fault.stockPooledAtLeast);
        }
    }

    @Test
    void givesUpACallThatIsNeverAnsweredWithinItsDeadline() throws IOException {
        try (LoopbackServer server = new LoopbackServer(request -> Reply.never())) {
            LoadBalancers adapter = Adapters.at(server.endpoint());
            long began = System.nanoTime();

            assertThatThrownBy(() -> adapter.createListeners(LB, WANTED))
                    .isInstanceOf(CloudException.UnknownOutcome.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(6_900), Duration.ofSeconds(13));
            assertThat(server.executed("CreateListener")).isEqualTo(1);
        }
    }

    @Test
    void aCallThatFindsNobodyIsNotExecuted() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        LoadBalancers adapter = Adapters.at(URI.create("http://127.0.0.1:" + port));

        assertThatThrownBy(() -> adapter.createListeners(LB, WANTED))
                .isInstanceOfSatisfying(
                        CloudException.Unavailable.class,
                        e -> assertThat(e.code()).isEqualTo("NotSent"));
    }

    @Test
    void aLostReadIsUnavailable() throws IOException {
        try (LoopbackServer server = new LoopbackServer(request -> Reply.closed())) {
            LoadBalancers adapter = Adapters.at(server.endpoint());

            assertThatThrownBy(() -> adapter.listeners(LB)).isInstanceOf(CloudException.Unavailable.class);
            assertThat(server.executed("DescribeListeners")).isEqualTo(1);
        }
    }

    private static ClbClient stock(URI endpoint) {
        HttpProfile http = new HttpProfile();
        http.setProtocol("http://");
        http.setEndpoint(endpoint.getAuthority());
        http.setReadTimeout(5);
        return new ClbClient(new Credential("id", "key"), "ap-guangzhou", new ClientProfile("TC3-HMAC-SHA256", http));
    }

    private static CreateListenerRequest createListener() {
        CreateListenerRequest request = new CreateListenerRequest();
        request.setLoadBalancerId(LB.value());
        request.setPorts(new Long[] {80L});
        request.setProtocol("TCP");
        return request;
    }

    private static DescribeListenersRequest describeListeners() {
        DescribeListenersRequest request = new DescribeListenersRequest();
        request.setLoadBalancerId(LB.value());
        return request;
    }
}
