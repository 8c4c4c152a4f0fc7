package io.enidirect.cloud.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enidirect.cloud.BackendId;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.Health;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.RuleId;
import io.enidirect.cloud.Target;
import io.enidirect.cloud.TaskId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes over the wire, and what is made of answers, good and bad. */
final class AnswersTest {
    private static final LoadBalancerId LB = new LoadBalancerId("lb-1");
    private static final ListenerId LISTENER = new ListenerId("lbl-1");

    private static final List<String> BROKEN = List.of(
            "",
            "null",
            "[]",
            "{}",
            "{\"Response\":null}",
            "{\"Response\":[]}",
            "{\"Response\":{}}",
            "<html><body>502 Bad Gateway AKIDPLANTED</body></html>",
            "{\"Response\":{\"RequestId\":\"re",
            """
            {"Response":{"TotalCount":"AKIDPLANTED","LoadBalancerSet":"x","Listeners":"x","LoadBalancers":"x",
            "Status":"x","Certificates":"x","ListenerIds":"x","LocationIds":"x","LoadBalancerIds":"x",
            "FailListenerIdSet":"x","RewriteSet":"x","FailedResources":"x","CertificateId":{},"DeleteResult":"x","RequestId":{}}}""");

    static Stream<Arguments> brokenAnswers() {
        return Stream.of(PortCall.values()).flatMap(call -> BROKEN.stream().map(body -> Arguments.of(call, body)));
    }

    @ParameterizedTest
    @EnumSource
    void saysToTheCloudWhatThePortSays(PortCall call) throws IOException {
        try (LoopbackServer server = new LoopbackServer(request -> Reply.error("FailedOperation", "no"))) {
            LoadBalancers cloud = Adapters.at(server.endpoint());
            try {
                call.on(cloud);
            } catch (CloudException refusal) {
                assertThat(refusal).isInstanceOfAny(CloudException.Rejected.class, CloudException.NotFound.class);
            }

            assertThat(server.received())
                    .extracting(each -> each.action() + " " + each.body())
                    .containsExactly(call.sent());
        }
    }

    @ParameterizedTest
    @MethodSource("brokenAnswers")
    void aBrokenAnswerIsAsGoodAsLost(PortCall call, String body) throws IOException {
        try (LoopbackServer server = new LoopbackServer(request -> Reply.json(body))) {
            assertThatThrownBy(() -> call.on(Adapters.at(server.endpoint())))
                    .isInstanceOf(call.write() ? CloudException.UnknownOutcome.class : CloudException.Unavailable.class)
                    .hasNoCause()
                    .hasMessageNotContaining("PLANTED");
        }
    }

    @Test
    void aListThatIsLeftOutIsNotAnEmptyOne() throws IOException {
        for (String fields : List.of(
                "\"TotalCount\":1",
                "\"TotalCount\":1,\"LoadBalancerSet\":null,\"Listeners\":null,\"Certificates\":null",
                "\"TotalCount\":1,\"LoadBalancerSet\":[],\"Listeners\":[]",
                "\"TotalCount\":1,\"LoadBalancerSet\":[null],\"Listeners\":[{}]")) {
            try (LoopbackServer server = new LoopbackServer(request -> Reply.fields(fields))) {
                LoadBalancers cloud = Adapters.at(server.endpoint());
                for (PortCall call : List.of(PortCall.DESCRIBE, PortCall.LISTENERS)) {
                    assertThatThrownBy(() -> call.on(cloud))
                            .as(call + " " + fields)
                            .isInstanceOf(CloudException.Unavailable.class);
                }
            }
        }
    }

    @Test
    void whatTheApiDocumentsAsNullableMayBeNull() throws IOException {
        String fields = """
                "TotalCount":%s,"Listeners":null,"LoadBalancers":null,"Certificates":null,
                "LoadBalancerSet":[{"LoadBalancerId":"lb-1","LoadBalancerType":"OPEN","VpcId":null,"Status":null,
                "LoadBalancerVips":%s,"Tags":null,"LoadBalancerPassToTarget":null}]""";
        try (LoopbackServer server = new LoopbackServer(request -> request.action()
                        .equals("DescribeLoadBalancers")
                ? Reply.fields(fields.formatted("1", request.body().contains("lb-1") ? "[\"1.2.3.4\"]" : "null"))
                : Reply.fields(fields.formatted("null", "null")))) {
            LoadBalancers cloud = Adapters.at(server.endpoint());

            assertThat(cloud.listeners(LB).value()).contains(List.of());
            assertThat(cloud.health(Set.of(LB)).value()).contains(Map.of());
            assertThat(cloud.findCertificates("a").value()).contains(List.of());
            assertThat(cloud.describe(Set.of(LB)).value().orElseThrow())
                    .extracting(LoadBalancer::state)
                    .containsExactly(LoadBalancer.State.RUNNING);
            assertThat(cloud.find(Map.of("a", "b"), 0).value().orElseThrow().items())
                    .extracting(LoadBalancer::state)
                    .containsExactly(LoadBalancer.State.CREATING);
        }
    }

    @Test
    void listenersAreThereWithoutTheirCountAndGoneOnlyWhenThatIsSaidTwice() throws IOException {
        AtomicReference<String> list =
                new AtomicReference<>("[{\"ListenerId\":\"lbl-1\",\"Protocol\":\"TCP\",\"Port\":80}]");
        try (LoopbackServer server =
                new LoopbackServer(request -> Reply.fields("\"TotalCount\":null,\"Listeners\":" + list.get()))) {
            LoadBalancers cloud = Adapters.at(server.endpoint());
            assertThat(cloud.listeners(LB).value().orElseThrow()).hasSize(1);
            list.set("null");

            assertThatThrownBy(() -> Adapters.patiently(cloud, LB.value()))
                    .isInstanceOf(CloudException.Unavailable.class);
            Adapters.patiently(cloud, LB.value());
        }
    }

    @Test
    void readsAnswersOfSixteenMebibytesAndNoMoreAfterUnpacking() throws IOException {
        for (int mebibytes : List.of(15, 17, 200)) {
            // packed before the call, whose time is limited
            Reply packed = Reply.packed(mebibytes << 20);
            try (LoopbackServer server = new LoopbackServer(request -> packed)) {
                LoadBalancers cloud = Adapters.at(server.endpoint());
                if (mebibytes < 16) {
                    assertThat(cloud.listeners(LB).value()).contains(List.of());
                } else {
                    assertThatThrownBy(() -> cloud.listeners(LB))
                            .isInstanceOf(CloudException.Unavailable.class)
                            .hasMessageContaining("longer than");
                }
            }
        }
    }

    @Test
    void whatBreaksALineOrTurnsTheTextDoesNotGetIn() throws IOException {
        String name = "a\\nb\\u202Ec\\u2028d\u202Ee\u2066f\\u0000g\\uDB40\\uDC01h\\\\n\\u4E2D";
        try (LoopbackServer server = new LoopbackServer(request -> Reply.fields(
                "\"TotalCount\":1,\"Listeners\":[{\"ListenerId\":\"lbl-1\",\"Protocol\":\"TCP\",\"Port\":80,"
                        + "\"ListenerName\":\"" + name + "\"}]"))) {
            assertThat(Adapters.at(server.endpoint()).listeners(LB).value().orElseThrow())
                    .extracting(Listener::name)
                    .containsExactly("a b c d e f g h\\n\u4E2D");
        }
        try (LoopbackServer server =
                new LoopbackServer(request -> Reply.error("Inv\\nalid", "x\\r\\n2026 ERROR forged\\u202E"))) {
            assertThatThrownBy(() -> Adapters.at(server.endpoint()).listeners(LB))
                    .hasMessageContaining("Inv alid: x  2026 ERROR forged ");
        }
    }

    @Test
    void noListenersAtAllIsNoAnswerAboutTargetsWhereThereAreListeners() throws IOException {
        String listener = "{\"ListenerId\":\"lbl-1\",\"Protocol\":\"TCP\",\"Port\":80}";
        for (String list : List.of("null", "[]")) {
            try (LoopbackServer server =
                    new LoopbackServer(request -> request.action().equals("DescribeListeners")
                            ? Reply.fields("\"TotalCount\":1,\"Listeners\":[" + listener + "]")
                            : Reply.fields("\"Listeners\":" + list))) {
                LoadBalancers cloud = Adapters.at(server.endpoint());
                assertThat(cloud.targets(LB).value()).contains(Map.of());
                cloud.listeners(LB);
                assertThatThrownBy(() -> cloud.targets(LB)).isInstanceOf(CloudException.Unavailable.class);
            }
        }
    }

    /** A deletion that was refused, or has to wait, has taken nothing away. */
    @Test
    void noListenersAtAllIsNoAnswerAfterADeletionThatWasNotAccepted() throws IOException {
        List<Consumer<LoadBalancers>> deletions =
                List.of(cloud -> cloud.delete(LB), cloud -> cloud.deleteListeners(LB, Set.of(LISTENER)));
        for (Consumer<LoadBalancers> deletion : deletions) {
            try (LoopbackServer server = new LoopbackServer(request -> switch (request.action()) {
                case "DescribeListeners" ->
                    Reply.fields(
                            "\"TotalCount\":1,\"Listeners\":[{\"ListenerId\":\"lbl-1\",\"Protocol\":\"TCP\",\"Port\":80}]");
                case "DescribeTargets" -> Reply.fields("\"Listeners\":null");
                default -> Reply.error("FailedOperation.FrequencyCheckRisk", "30 in 5 minutes");
            })) {
                LoadBalancers cloud = Adapters.at(server.endpoint());
                cloud.listeners(LB);
                assertThatThrownBy(() -> deletion.accept(cloud)).isInstanceOf(CloudException.class);

                assertThatThrownBy(() -> cloud.targets(LB)).isInstanceOf(CloudException.Unavailable.class);
            }
        }
    }

    @Test
    void readsTargetsOfListenersAndOfRules() throws IOException {
        String listeners = """
                "Listeners":[
                {"ListenerId":"lbl-1","Protocol":"TCP","Port":80,"Rules":null,"Targets":[
                 {"Type":"ENI","Port":8080,"Weight":0,"PrivateIpAddresses":["10.0.1.7"]},
                 {"Type":"ENI","Port":8080,"Weight":null,"PrivateIpAddresses":["2402:4E00:0:0:0:0:0:7"]},
                 {"Type":"SRV","Port":0,"Weight":10,"PrivateIpAddresses":null}]},
                {"ListenerId":"lbl-2","Protocol":"HTTP","Port":81,"Targets":[],"Rules":[
                 {"LocationId":"loc-1","Targets":[{"Type":"CVM","Port":80,"Weight":100,"PrivateIpAddresses":["10.0.1.8"]}]},
                 {"LocationId":"loc-2","Targets":null}]}]""";
        try (LoopbackServer server = new LoopbackServer(request -> Reply.fields(listeners))) {
            assertThat(Adapters.at(server.endpoint()).targets(LB).value())
                    .contains(Map.of(
                            new Binding(BackendId.of(LISTENER), new Target("10.0.1.7", 8080)),
                            0,
                            new Binding(BackendId.of(LISTENER), new Target("2402:4e00::7", 8080)),
                            10,
                            new Binding(
                                    BackendId.of(new ListenerId("lbl-2"), new RuleId("loc-1")),
                                    new Target("10.0.1.8", 80)),
                            100));
        }
    }

    @Test
    void readsHealthInBothSpellingsAndOfL4ListenersBelowARule() throws IOException {
        String health = """
                "LoadBalancers":[{"LoadBalancerId":"lb-1","Listeners":[
                {"ListenerId":"lbl-1","Protocol":"TCP","Port":80,"Rules":[{"LocationId":"","Domain":null,"Targets":[
                 {"IP":"10.0.0.1","Port":1,"HealthStatus":true,"HealthStatusDetail":"Alive"},
                 {"IP":"10.0.0.1","Port":2,"HealthStatus":false,"HealthStatusDetial":"Dead"},
                 {"IP":"10.0.0.1","Port":3,"HealthStatus":false,"HealthStatusDetail":"Unknown"}]}]},
                {"ListenerId":"lbl-2","Protocol":"HTTP","Port":81,"Rules":[{"LocationId":"loc-1","Targets":[
                 {"IP":"10.0.0.1","Port":4,"HealthStatus":false,"HealthStatusDetail":"Close"},
                 {"IP":"10.0.0.1","Port":5,"HealthStatus":true},
                 {"IP":"10.0.0.1","Port":6,"HealthStatus":false}]}]}]},
                {"LoadBalancerId":"lb-2","Listeners":null}]""";
        BackendId listener = BackendId.of(LISTENER);
        BackendId rule = BackendId.of(new ListenerId("lbl-2"), new RuleId("loc-1"));
        try (LoopbackServer server = new LoopbackServer(request -> Reply.fields(health))) {
            assertThat(Adapters.at(server.endpoint()).health(Set.of(LB)).value())
                    .contains(Map.of(
                            LB,
                            Map.of(
                                    new Binding(listener, new Target("10.0.0.1", 1)),
                                    Health.ALIVE,
                                    new Binding(listener, new Target("10.0.0.1", 2)),
                                    Health.DEAD,
                                    new Binding(listener, new Target("10.0.0.1", 3)),
                                    Health.UNKNOWN,
                                    new Binding(rule, new Target("10.0.0.1", 4)),
                                    Health.OFF,
                                    new Binding(rule, new Target("10.0.0.1", 5)),
                                    Health.ALIVE,
                                    new Binding(rule, new Target("10.0.0.1", 6)),
                                    Health.UNKNOWN),
                            new LoadBalancerId("lb-2"),
                            Map.of()));
        }
    }

    @Test
    void theTaskOfACallIsItsRequestId() throws IOException {
        try (LoopbackServer server = new LoopbackServer(request -> Reply.fields("\"LoadBalancerIds\":null"))) {
            assertThat(PortCall.CREATE.on(Adapters.at(server.endpoint())).task())
                    .contains(new TaskId("req-1"));
        }
    }
}
