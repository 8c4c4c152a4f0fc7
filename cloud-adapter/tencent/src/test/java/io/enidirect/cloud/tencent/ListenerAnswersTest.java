package io.enidirect.cloud.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enidirect.cloud.BackendId;
import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.BackendSettings.ForwardType;
import io.enidirect.cloud.CertificateId;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.Domain;
import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Rewrite;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.RuleId;
import io.enidirect.cloud.RuleKey;
import io.enidirect.cloud.Scheduler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is made of answers about listeners, their domains, rules and redirects. */
final class ListenerAnswersTest {
    private static final LoadBalancerId LB = new LoadBalancerId("lb-1");
    private static final CertificateId ONE = new CertificateId("cert-1");
    private static final CertificateId TWO = new CertificateId("cert-2");
    private static final CertificateId THREE = new CertificateId("cert-3");
    private static final HealthCheck OFF = new HealthCheck(false, 2, 5, 3, 3, HealthCheck.Source.VIP);

    @Test
    void valuesThatCannotBeAreNoAnswer() throws IOException {
        for (String listener : List.of(
                "{\"ListenerId\":\"\",\"Protocol\":\"TCP\",\"Port\":80}",
                "{\"ListenerId\":\"lbl-1\",\"Protocol\":\"TCP\",\"Port\":0}",
                "{\"ListenerId\":\"lbl-1\",\"Protocol\":\"TCP\",\"Port\":99999999999}",
                "{\"ListenerId\":\"lbl-1\",\"Protocol\":\"SCTP\",\"Port\":80}",
                "{\"ListenerId\":\"lbl-1\",\"Port\":80}",
                "{\"ListenerId\":\"lbl-1\",\"Protocol\":\"HTTP\",\"Port\":80,\"Rules\":[{\"LocationId\":\"loc-1\"}]}")) {
            try (LoopbackServer server =
                    new LoopbackServer(request -> Reply.fields("\"TotalCount\":1,\"Listeners\":[" + listener + "]"))) {
                assertThatThrownBy(() -> Adapters.at(server.endpoint()).listeners(LB))
                        .as(listener)
                        .isInstanceOf(CloudException.Unavailable.class);
            }
        }
    }

    @Test
    void readsAListenerWithDefaultsWhereTheCloudLeavesThemOut() throws IOException {
        String listeners = """
                "TotalCount":4,"Listeners":[
                {"ListenerId":"lbl-1","Protocol":"TCP","Port":80,"EndPort":0,"ListenerName":"web","Unknown":1,
                 "HealthCheck":{"HealthSwitch":0,"TimeOut":0,"IntervalTime":0,"HealthNum":0,"UnHealthNum":0,
                 "CheckPort":0,"CheckType":"NEW","HttpCode":0,"HttpCheckPath":"","HttpCheckDomain":"","HttpVersion":""}},
                {"ListenerId":"lbl-2","Protocol":"TCP_SSL","Port":443,"ListenerName":null,"Scheduler":"LEAST_CONN",
                 "SessionExpireTime":0,"Certificate":{"CertId":"cert-1","ExtCertIds":["cert-2"]},"Rules":null},
                {"ListenerId":"lbl-3","Protocol":"HTTPS","Port":8443,"ListenerName":"tls","Scheduler":null,"Rules":[
                 {"LocationId":"loc-1","Domain":"a.test","Url":"/","DefaultServer":true},
                 {"LocationId":"loc-2","Domain":null,"Domains":["b.test"],"Url":"=/x","ForwardType":"",
                  "RewriteTarget":{"TargetListenerId":null,"TargetLocationId":null,"RewriteCode":null,"TakeUrl":null}}]},
                {"ListenerId":"lbl-4","Protocol":"UDP","Port":53}]""";
        BackendSettings rule = settings(0, HealthCheck.DEFAULT, ForwardType.HTTP);
        assertThat(read(listeners))
                .containsExactly(
                        new Listener(
                                new ListenerId("lbl-1"),
                                new ListenerKey(Protocol.TCP, 80),
                                plain("web", OFF.with(null, HealthCheck.OWN_PORT, HealthCheck.Http.UNSPECIFIED), 900),
                                List.of()),
                        new Listener(
                                new ListenerId("lbl-2"),
                                new ListenerKey(Protocol.TCP_SSL, 443),
                                new ListenerSettings(
                                        "",
                                        new BackendSettings(
                                                Scheduler.LEAST_CONN,
                                                null,
                                                HealthCheck.DEFAULT,
                                                null,
                                                null,
                                                null,
                                                List.of(ONE, TWO)),
                                        null,
                                        false,
                                        null),
                                List.of()),
                        new Listener(
                                new ListenerId("lbl-3"),
                                new ListenerKey(Protocol.HTTPS, 8443),
                                new ListenerSettings("tls", BackendSettings.UNSPECIFIED, false, false, null),
                                List.of(
                                        new Domain(
                                                "a.test",
                                                new DomainSettings(List.of(), false, true),
                                                List.of(new Rule(
                                                        new RuleId("loc-1"), new RuleKey("a.test", "/"), rule))),
                                        new Domain(
                                                "b.test",
                                                new DomainSettings(List.of(), false, false),
                                                List.of(new Rule(
                                                        new RuleId("loc-2"), new RuleKey("b.test", "=/x"), rule))))),
                        new Listener(
                                new ListenerId("lbl-4"),
                                new ListenerKey(Protocol.UDP, 53),
                                plain(
                                        "",
                                        HealthCheck.DEFAULT.with(
                                                null, HealthCheck.OWN_PORT, HealthCheck.Http.UNSPECIFIED),
                                        300),
                                List.of()));
    }

    @Test
    void readsEverySettingThatThePortHas() throws IOException {
        String listeners = """
                "TotalCount":3,"Listeners":[
                {"ListenerId":"lbl-1","Protocol":"TCP","Port":80,"ListenerName":"web","Scheduler":"IP_HASH",
                 "SessionExpireTime":90000,"IdleConnectTimeout":60,"DeregisterTargetRst":true,
                 "AttrFlags":["ProxyProtocol","SnatEnable"],
                 "HealthCheck":{"HealthSwitch":1,"TimeOut":2,"IntervalTime":5,"HealthNum":3,"UnHealthNum":3,
                 "CheckType":"HTTP","CheckPort":8080,"HttpCode":6,"HttpCheckPath":"/up","HttpCheckDomain":"up.test",
                 "HttpCheckMethod":"GET","HttpVersion":"HTTP/1.0","SourceIpType":0}},
                {"ListenerId":"lbl-2","Protocol":"HTTPS","Port":443,"ListenerName":"tls","KeepaliveEnable":1,
                 "DataCompressMode":"compatibility","AttrFlags":null,"Rules":[
                 {"LocationId":"loc-1","Domain":"a.test","Url":"/","Scheduler":"LEAST_CONN","SessionExpireTime":60,
                  "ForwardType":"GRPCS","Http2":true,"Certificate":{"CertId":"cert-3"},
                  "HealthCheck":{"HealthSwitch":1,"TimeOut":5,"IntervalTime":6,"HealthNum":2,"UnHealthNum":4,
                  "CheckType":"GRPC","SourceIpType":1,"CheckPort":80}},
                 {"LocationId":"loc-2","Domain":"b.test","Url":"/","DefaultServer":true,"ForwardType":"TRPC",
                  "Certificate":{"CertId":"cert-1"},
                  "RewriteTarget":{"TargetListenerId":"lbl-9","TargetLocationId":"loc-9","RewriteCode":307,
                  "TakeUrl":false,"RewriteType":"Manual"}},
                 {"LocationId":"loc-3","Domain":"a.test","Url":"/x","Http2":true,"Certificate":{"CertId":"cert-3"}}]},
                {"ListenerId":"lbl-3","Protocol":"HTTP","Port":80,"DataCompressMode":"transparent"}]""";
        HealthCheck asked = HealthCheck.DEFAULT.with(
                HealthCheck.Kind.HTTP,
                8080,
                new HealthCheck.Http("/up", "up.test", HealthCheck.Method.GET, 6, HealthCheck.Version.HTTP_1_0));
        HealthCheck grpc = new HealthCheck(true, 5, 6, 2, 4, HealthCheck.Source.SHARED_SPACE)
                .with(HealthCheck.Kind.GRPC, null, HealthCheck.Http.UNSPECIFIED);
        Rule first = new Rule(
                new RuleId("loc-1"),
                new RuleKey("a.test", "/"),
                new BackendSettings(Scheduler.LEAST_CONN, 60, grpc, null, null, ForwardType.GRPCS, List.of()));
        Rule third = new Rule(
                new RuleId("loc-3"), new RuleKey("a.test", "/x"), settings(0, HealthCheck.DEFAULT, ForwardType.HTTP));
        Rule redirected = new Rule(
                new RuleId("loc-2"),
                new RuleKey("b.test", "/"),
                new BackendSettings(Scheduler.WRR, 0, HealthCheck.DEFAULT),
                new Rewrite(new ListenerId("lbl-9"), new RuleId("loc-9"), 307, false));
        assertThat(read(listeners))
                .containsExactly(
                        new Listener(
                                new ListenerId("lbl-1"),
                                new ListenerKey(Protocol.TCP, 80),
                                new ListenerSettings(
                                        "web",
                                        new BackendSettings(Scheduler.IP_HASH, 3600, asked, 60, true, null, List.of()),
                                        null,
                                        true,
                                        null),
                                List.of()),
                        new Listener(
                                new ListenerId("lbl-2"),
                                new ListenerKey(Protocol.HTTPS, 443),
                                new ListenerSettings("tls", BackendSettings.UNSPECIFIED, true, false, true),
                                List.of(
                                        new Domain(
                                                "a.test",
                                                new DomainSettings(List.of(THREE), true, false),
                                                List.of(first, third)),
                                        new Domain(
                                                "b.test",
                                                new DomainSettings(List.of(ONE), false, true),
                                                List.of(redirected)))),
                        new Listener(
                                new ListenerId("lbl-3"),
                                new ListenerKey(Protocol.HTTP, 80),
                                new ListenerSettings("", BackendSettings.UNSPECIFIED, false, false, false),
                                List.of()));
    }

    @Test
    void readsRedirectsAndNoneWhereTheirTargetIsNotSaid() throws IOException {
        String redirects = """
                "RewriteSet":[
                {"ListenerId":"lbl-1","LocationId":"loc-1","Domain":"a.test","Url":"/",
                 "RewriteTarget":{"TargetListenerId":"lbl-2","TargetLocationId":"loc-9"}},
                {"ListenerId":"lbl-1","LocationId":"loc-2","Domain":"a.test","Url":"/x",
                 "RewriteTarget":{"TargetListenerId":"lbl-2","TargetLocationId":"loc-9","RewriteCode":302,"TakeUrl":false}},
                {"ListenerId":"lbl-1","LocationId":"loc-3","RewriteTarget":{"TargetListenerId":"","TargetLocationId":""}},
                {"ListenerId":"lbl-1","LocationId":"loc-4","RewriteTarget":null}]""";
        ListenerId source = new ListenerId("lbl-1");
        ListenerId target = new ListenerId("lbl-2");
        RuleId to = new RuleId("loc-9");
        try (LoopbackServer server = new LoopbackServer(request -> Reply.fields(redirects))) {
            assertThat(Adapters.at(server.endpoint()).rewrites(LB).value())
                    .contains(Map.of(
                            BackendId.of(source, new RuleId("loc-1")),
                            new Rewrite(target, to, 301, true),
                            BackendId.of(source, new RuleId("loc-2")),
                            new Rewrite(target, to, 302, false)));
        }
        try (LoopbackServer server = new LoopbackServer(request -> Reply.fields("\"RewriteSet\":null"))) {
            assertThat(Adapters.at(server.endpoint()).rewrites(LB).value()).contains(Map.of());
        }
    }

    private static List<Listener> read(String fields) throws IOException {
        try (LoopbackServer server = new LoopbackServer(request -> Reply.fields(fields))) {
            return Adapters.at(server.endpoint()).listeners(LB).value().orElseThrow();
        }
    }

    private static ListenerSettings plain(String name, HealthCheck check, int idle) {
        return new ListenerSettings(
                name, new BackendSettings(Scheduler.WRR, 0, check, idle, false, null, List.of()), null, false, null);
    }

    private static BackendSettings settings(int session, HealthCheck check, ForwardType type) {
        return new BackendSettings(Scheduler.WRR, session, check, null, null, type, List.of());
    }
}
