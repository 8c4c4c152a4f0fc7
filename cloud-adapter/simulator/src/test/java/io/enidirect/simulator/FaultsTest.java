package io.enidirect.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.simulator.Fault.Kind;
import io.enidirect.simulator.cloud.Drift;
import io.enidirect.simulator.cloud.Protocol;
import io.enidirect.simulator.cloud.Settings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
    private Simulator simulator;
    private SimulatorControl control;
    private Client client;
    private String id;
    private String request;

    @BeforeAll
    void start() {
        Settings settings = Settings.DEFAULT.withTaskMillis(0).withRate(0);
        simulator = Simulator.start(SimulatorOptions.of(Client.ID, Client.KEY).withSettings(settings));
        control = simulator.control();
        client = new Client(simulator.endpoint());
    }

    @AfterAll
    void close() {
        simulator.close();
    }

    @BeforeEach
    void makeALoadBalancer() throws Exception {
        control.clearFaults();
        id = client.call("CreateLoadBalancer", "{\"LoadBalancerType\":\"OPEN\",\"VpcId\":\"vpc-1\"}")
                .path("LoadBalancerIds")
                .path(0)
                .asText();
        request = "{\"LoadBalancerId\":\"" + id + "\",\"Ports\":[80],\"Protocol\":\"TCP\"}";
        control.clearCalls();
    }

    private HttpResponse<String> send() throws Exception {
        return client.send("CreateListener", request, client.signing(request));
    }

    private String code() throws Exception {
        return Client.code(client.call("CreateListener", request));
    }

    private long listeners() {
        return control.state().loadBalancer(id).orElseThrow().listeners().size();
    }

    private long executed() {
        return control.calls("CreateListener").stream().filter(Call::executed).count();
    }

    @ParameterizedTest
    @CsvSource({
        "THROTTLE,RequestLimitExceeded",
        "ERR_INTERNAL,InternalError",
        "LOCKED,FailedOperation.ResourceInOperating",
        "AUTH_EXPIRED,AuthFailure.TokenFailure",
        "AUTH_DENIED,UnauthorizedOperation",
        "QUOTA,LimitExceeded",
        "ARREARS,FailedOperation.InsufficientBalance",
        "SOLD_OUT,ResourcesSoldOut",
        "CLOCK_SKEW,AuthFailure.SignatureExpire"
    })
    void refusesOneCallThatIsNotExecutedAndNoMore(Kind kind, String code) throws Exception {
        control.fault(Fault.next(kind, "CreateListener"));

        assertThat(code()).isEqualTo(code);
        assertThat(listeners()).isZero();
        assertThat(code()).isEqualTo("OK");
        assertThat(executed()).isEqualTo(1);
    }

    @Test
    void answersWithAnErrorOfHttp() throws Exception {
        control.fault(Fault.next(Kind.ERR_5XX, "CreateListener"));

        assertThat(send().statusCode()).isEqualTo(502);
        assertThat(executed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "reset", "close", "half-header", "half-body", "408", "503-retry-after"})
    void losesTheAnswerOfACallThatWasExecutedOnce(String how) throws Exception {
        control.fault(Fault.next(Kind.TIMEOUT_AFTER_SUCCESS, "CreateListener").how(how));

        switch (how) {
            case "408" -> assertThat(send().statusCode()).isEqualTo(408);
            case "503-retry-after" -> {
                HttpResponse<String> answer = send();
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).contains("0");
            }
            default ->
                assertThatThrownBy(() -> client.within(Duration.ofMillis(1500), "CreateListener", request))
                        .isInstanceOf(IOException.class);
        }

        await().untilAsserted(() -> assertThat(listeners()).isEqualTo(1));
        assertThat(executed()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESET_BEFORE", "TIMEOUT_BEFORE"})
    void neverExecutesWhatIsCutOffBefore(Kind kind) {
        control.fault(Fault.next(kind, "CreateListener"));

        assertThatThrownBy(() -> client.within(Duration.ofMillis(1500), "CreateListener", request))
                .isInstanceOf(IOException.class);

        assertThat(listeners()).isZero();
        assertThat(executed()).isZero();
    }

    @Test
    void shutsThePortForAWhile() {
        control.fault(Fault.next(Kind.REFUSE, "CreateListener").millis(300));
        assertThatThrownBy(() -> client.within(Duration.ofMillis(1500), "CreateListener", request))
                .isInstanceOf(IOException.class);

        await().until(() -> isRefused());
        await().ignoreExceptions().untilAsserted(() -> assertThat(code()).isEqualTo("OK"));
    }

    private boolean isRefused() throws IOException {
        URI endpoint = URI.create(simulator.endpoint());
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }

    @Test
    void resetsAConnectionSoThatItsClientReallySeesAReset() throws Exception {
        for (int i = 0; i < 20; i++) {
            control.fault(Fault.next(Kind.RESET_BEFORE, "CreateListener"));

            assertThat(RawCall.lastRead(simulator.endpoint(), client, "CreateListener", request))
                    .isEqualTo("Connection reset");
        }
    }

    @Test
    void cutsAHeaderInHalf() throws Exception {
        control.fault(Fault.next(Kind.TIMEOUT_AFTER_SUCCESS, "CreateListener").how("half-header"));

        assertThat(RawCall.lastRead(simulator.endpoint(), client, "CreateListener", request))
                .isEqualTo("HTTP/1.1 200 OK\r\nContent-Ty");
    }

    @Test
    void cutsABodyInHalf() throws Exception {
        control.fault(Fault.next(Kind.TIMEOUT_AFTER_SUCCESS, "CreateListener").how("half-body"));

        assertThat(RawCall.lastRead(simulator.endpoint(), client, "CreateListener", request))
                .contains("Content-Length: ")
                .contains("{\"Response\":")
                .doesNotEndWith("}");
    }

    @Test
    void answersLate() throws Exception {
        control.fault(Fault.next(Kind.SLOW, "CreateListener").millis(400));

        long begin = System.nanoTime();
        assertThat(code()).isEqualTo("OK");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(390));
    }

    @Test
    void sendsAnswersThatMakeNoSense() throws Exception {
        control.fault(
                Fault.next(Kind.TRUNCATED, "DescribeLoadBalancers"),
                Fault.nth(Kind.MALFORMED, "DescribeLoadBalancers", "*", 2),
                Fault.nth(Kind.WRONG_TYPE, "DescribeLoadBalancers", "*", 3),
                Fault.nth(Kind.EMPTY, "DescribeLoadBalancers", "*", 4),
                Fault.nth(Kind.EMPTY, "DescribeLoadBalancers", "*", 5).how("response"),
                Fault.nth(Kind.EMPTY, "DescribeLoadBalancers", "*", 6).how("lists"));

        assertThat(read()).startsWith("{\"Response\":").doesNotEndWith("}");
        assertThat(read()).startsWith("<html>");
        assertThat(read()).contains("\"TotalCount\":\"many\"", "\"LoadBalancerSet\":{}");
        assertThat(read()).isEmpty();
        assertThat(read()).isEqualTo("{\"Response\":null}");
        assertThat(read()).contains("\"LoadBalancerSet\":null");
        assertThat(read()).contains("\"LoadBalancerSet\":[{");
    }

    private String read() throws Exception {
        return client.send("DescribeLoadBalancers", "{}", client.signing("{}")).body();
    }

    @Test
    void failsATask() throws Exception {
        control.fault(Fault.next(Kind.TASK_FAIL, "CreateListener").error("", "no device"));

        JsonNode status = status(client.call("CreateListener", request));
        assertThat(status.path("Status").asInt()).isEqualTo(1);
        assertThat(status.path("Message").asText()).isEqualTo("no device");
        assertThat(listeners()).isZero();
    }

    private JsonNode status(JsonNode accepted) throws Exception {
        return client.call(
                "DescribeTaskStatus",
                "{\"TaskId\":\"" + accepted.path("RequestId").asText() + "\"}");
    }

    @Test
    void keepsATaskRunningForSomePolls() throws Exception {
        control.fault(Fault.next(Kind.TASK_STUCK, "CreateListener").polls(2));
        JsonNode accepted = client.call("CreateListener", request);

        assertThat(status(accepted).path("Status").asInt()).isEqualTo(2);
        assertThat(code()).isEqualTo("FailedOperation.ResourceInOperating");
        assertThat(status(accepted).path("Status").asInt()).isEqualTo(2);
        assertThat(status(accepted).path("Status").asInt()).isZero();
        assertThat(listeners()).isEqualTo(1);
    }

    @Test
    void doesNotKnowATaskAtFirst() throws Exception {
        control.fault(Fault.next(Kind.TASK_UNKNOWN, "CreateListener").polls(2));
        JsonNode accepted = client.call("CreateListener", request);

        assertThat(Client.code(status(accepted))).isEqualTo("InvalidParameter");
        assertThat(Client.code(status(accepted))).isEqualTo("InvalidParameter");
        assertThat(status(accepted).path("Status").asInt()).isZero();
    }

    @Test
    void doesNotKnowATaskInOnePoll() throws Exception {
        JsonNode accepted = client.call("CreateListener", request);
        control.fault(
                Fault.next(Kind.TASK_UNKNOWN, "DescribeTaskStatus"),
                Fault.nth(Kind.TASK_STUCK, "DescribeTaskStatus", id, 2));

        assertThat(Client.code(status(accepted))).isEqualTo("InvalidParameter");
        assertThat(status(accepted).path("Status").asInt()).isEqualTo(2);
        assertThat(status(accepted).path("Status").asInt(-1)).isZero();
    }

    @Test
    void refusesAVariantThatAFaultDoesNotHave() {
        assertThatThrownBy(() -> Fault.next(Kind.EMPTY, "*").how("reset")).hasMessage("EMPTY has no variant reset");
    }

    @Test
    void readsFromBeforeTheLastWrite() throws Exception {
        assertThat(code()).isEqualTo("OK");
        await().until(() -> listeners() == 1);
        control.fault(
                Fault.next(Kind.STALE_READ, "DescribeListeners").polls(2),
                Fault.nth(Kind.HIDDEN_READ, "DescribeListeners", "*", 3));

        assertThat(seen()).isZero();
        assertThat(seen()).isZero();
        assertThat(seen()).isZero();
        assertThat(seen()).isEqualTo(1);
    }

    private int seen() throws Exception {
        return client.call("DescribeListeners", "{\"LoadBalancerId\":\"" + id + "\"}")
                .path("TotalCount")
                .asInt(-1);
    }

    @Test
    void failsSomeListenersOfABatch() throws Exception {
        String first = control.drift(Drift.addListener(id, Protocol.TCP, 80, ""));
        String second = control.drift(Drift.addListener(id, Protocol.TCP, 81, ""));
        control.fault(Fault.next(Kind.PARTIAL, "BatchRegisterTargets").listeners(Set.of("81")));

        JsonNode answer = client.call(
                "BatchRegisterTargets",
                "{\"LoadBalancerId\":\"" + id + "\",\"Targets\":[{\"ListenerId\":\"" + first
                        + "\",\"Port\":1,\"EniIp\":\"10.0.0.1\"},{\"ListenerId\":\"" + second
                        + "\",\"Port\":2,\"EniIp\":\"10.0.0.1\"}]}");

        assertThat(answer.path("FailListenerIdSet"))
                .extracting(JsonNode::asText)
                .containsExactly(second);
        assertThat(control.state().loadBalancer(id).orElseThrow().listeners())
                .extracting(listener -> listener.targets().size())
                .containsExactly(1, 0);
    }

    @Test
    void takesThingsAwayBeforeTheCall() throws Exception {
        control.fault(
                Fault.nth(Kind.DRIFT, "CreateListener", id, 1)
                        .change(Drift.addListener(id, Protocol.TCP, 80, "foreign")),
                Fault.nth(Kind.GONE, "CreateListener", id, 2));

        assertThat(code()).isEqualTo("InvalidParameter.PortCheckFailed");
        assertThat(code()).isEqualTo("InvalidParameter.LBIdNotFound");
    }

    @Test
    void holdsAnAnswerUntilItIsReleased() throws Exception {
        control.fault(Fault.next(Kind.HOLD, "CreateListener"));

        CompletableFuture<String> code = CompletableFuture.supplyAsync(() -> {
            try {
                return code();
            } catch (Exception e) {
                return e.toString();
            }
        });
        await().until(() -> control.held() == 1);
        await().until(() -> listeners() == 1);
        assertThat(code).isNotDone();
        control.release();

        await().untilAsserted(() -> assertThat(code).isCompletedWithValue("OK"));
    }

    @Test
    void holdsACallBackBeforeItIsExecuted() {
        control.fault(Fault.next(Kind.HOLD, "CreateListener").beforeExecution());

        assertThatThrownBy(() -> client.within(Duration.ofMillis(500), "CreateListener", request))
                .isInstanceOf(IOException.class);
        await().until(() -> control.held() == 1);
        control.release();

        assertThat(listeners()).isZero();
        assertThat(executed()).isZero();
    }

    @Test
    void countsCallsByActionAndObject() throws Exception {
        control.drift(Drift.addListener(id, Protocol.TCP, 81, ""));
        control.fault(
                Fault.nth(Kind.ERR_INTERNAL, "CreateListener", id + "/80", 2).times(2));
        String other = "{\"LoadBalancerId\":\"" + id + "\",\"Ports\":[81],\"Protocol\":\"TCP\"}";

        assertThat(code()).isEqualTo("OK");
        assertThat(Client.code(client.call("CreateListener", other))).isEqualTo("InvalidParameter.PortCheckFailed");
        assertThat(code()).isEqualTo("InternalError");
        assertThat(code()).isEqualTo("InternalError");
        assertThat(code()).isEqualTo("InvalidParameter.PortCheckFailed");
    }
}
