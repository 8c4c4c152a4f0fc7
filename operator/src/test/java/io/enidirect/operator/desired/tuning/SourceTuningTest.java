package io.enidirect.operator.desired.tuning;

import static io.enidirect.operator.apply.Cluster.Port.tcp;
import static io.enidirect.operator.apply.Cluster.Port.udp;
import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.apply.Cluster;
import io.enidirect.operator.apply.Loop;
import io.enidirect.operator.apply.Path;
import io.enidirect.operator.desired.SaidText;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each field of a TkeServiceConfig: what is taken, with what comes of it, and what is refused. */
class SourceTuningTest {
    private static final String OURS = "5/2s 3/3 from SHARED_SPACE";

    private final Cluster cluster = new Cluster();

    private Desired service(String loadBalancer) {
        cluster.service("web", tcp(80, 8080), udp(53, 5353));
        return desired(loadBalancer);
    }

    private Desired ingress(String loadBalancer) {
        cluster.backend("api", 8080);
        cluster.ingress(
                "web",
                Path.prefix("a.test", "/x", "api"),
                Path.exact("*.b.test", "/y", "api"),
                Path.exact("", "/z", "api"));
        return desired(loadBalancer);
    }

    private Desired desired(String loadBalancer) {
        cluster.tune(loadBalancer);
        return Loop.ofWeb(cluster).desired();
    }

    private static Map<String, String> said(Desired desired) {
        Map<String, String> said = new TreeMap<>();
        desired.state().parts().stream()
                .filter(part -> !part.named().isEmpty())
                .forEach(part -> said.put(part.backend().toString(), SaidText.of(part)));
        desired.state().listeners().stream()
                .filter(words -> !words.named().isEmpty())
                .forEach(words -> said.put("listener " + words.listener(), SaidText.of(words)));
        desired.state()
                .domains()
                .forEach(words -> said.put("host " + words.listener() + " " + words.domain(), SaidText.of(words)));
        return said;
    }

    private static List<Problem> problems(Desired desired) {
        return desired.problems().values().stream().flatMap(List::stream).toList();
    }

    private static void assertRefused(Desired desired, String field, @Nullable String value, String rule) {
        assertThat(said(desired)).isEmpty();
        assertThat(problems(desired)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(Code.INVALID_TUNING);
            assertThat(problem.object()).isEqualTo("TkeServiceConfig default/web-config");
            assertThat(problem.field()).isEqualTo("spec.loadBalancer." + field);
            assertThat(problem.value()).isEqualTo(value);
            assertThat(problem.rule()).contains(rule);
            assertThat(problem.remedy()).contains("until then");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scheduler: WRR | scheduler WRR",
                "scheduler: LEAST_CONN | scheduler LEAST_CONN",
                "scheduler: IP_HASH | scheduler IP_HASH",
                "session: {enable: true} | session 30",
                "session: {enable: true, sessionExpireTime: 3600} | session 3600",
                "session: {enabled: true, sessionExpireTime: 30} | session 30",
                "session: {enable: false, sessionExpireTime: 7} | session 0",
                "session: {enable: true, enabled: true} | session 30",
                "deregisterTargetRst: true | resetOnDeregister true",
                "deregisterTargetRst: false | resetOnDeregister false",
                "healthCheck: {enable: false} | healthCheck off " + OURS,
                "healthCheck: {enabled: false, intervalTime: 1} | healthCheck off " + OURS,
                "healthCheck: {} | healthCheck " + OURS + " by TCP at port -1",
                "healthCheck: {enable: true, intervalTime: 300, timeout: 60, healthNum: 10, unHealthNum: 2}"
                        + " | healthCheck 300/60s 10/2 from SHARED_SPACE by TCP at port -1",
                "healthCheck: {intervalTime: 3} | healthCheck 3/2s 3/3 from SHARED_SPACE by TCP at port -1",
                "healthCheck: {sourceIpType: 0} | healthCheck 5/2s 3/3 from VIP by TCP at port -1",
                "healthCheck: {sourceIpType: 1} | healthCheck " + OURS + " by TCP at port -1",
                "healthCheck: {checkPort: 65535} | healthCheck " + OURS + " by TCP at port 65535",
                "healthCheck: {checkType: TCP} | healthCheck " + OURS + " by TCP at port -1",
                "healthCheck: {checkType: HTTP, httpCheckDomain: p.test} | healthCheck " + OURS
                        + " by HTTP at port -1 HEAD p.test / HTTP_1_1 codes 31",
                "healthCheck: {checkType: HTTP, httpCheckDomain: 10.1.2.3, httpCheckPath: /h, httpCheckMethod: GET,"
                        + " httpCode: 6} | healthCheck " + OURS
                        + " by HTTP at port -1 GET 10.1.2.3 /h HTTP_1_1 codes 6",
            })
    void ofATcpListenerIsTaken(String entry, String expected) {
        Desired desired = service("{l4Listeners: [{protocol: TCP, port: 80, " + entry + "}]}");

        assertThat(said(desired)).containsOnly(Map.entry("TCP:80", expected));
        assertThat(problems(desired)).isEmpty();
    }

    @Test
    void ofAUdpListenerProbesByPing() {
        assertThat(said(service("{l4Listeners: [{protocol: udp, port: 53, healthCheck: {checkPort: 99}}]}")))
                .containsOnly(Map.entry("UDP:53", "healthCheck " + OURS + " by PING at port 99"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "scheduler: RANDOM | scheduler | RANDOM | IP_HASH, LEAST_CONN, WRR",
                "session: {} | session.enable | - | whether there is one",
                "session: {enable: true, enabled: false} | session.enabled | false | older spelling",
                "session: {enable: true, sessionExpireTime: 29} | session.sessionExpireTime | 29 | from 30 to 3600",
                "session: {enable: true, sessionExpireTime: 3601} | session.sessionExpireTime | 3601 | from 30 to 3600",
                "listenerName: '' | listenerName | '' | 1 to 80 characters",
                "healthCheck: {enable: true, enabled: false} | healthCheck.enabled | false | older spelling",
                "healthCheck: {intervalTime: 1} | healthCheck.intervalTime | 1 | from 2 to 300",
                "healthCheck: {intervalTime: 301} | healthCheck.intervalTime | 301 | from 2 to 300",
                "healthCheck: {intervalTime: 2} | healthCheck.intervalTime | 2 | less than intervalTime",
                "healthCheck: {timeout: 1} | healthCheck.timeout | 1 | from 2 to 60",
                "healthCheck: {timeout: 61} | healthCheck.timeout | 61 | from 2 to 60",
                "healthCheck: {timeout: 5} | healthCheck.timeout | 5 | less than intervalTime, 5 s where it is not",
                "healthCheck: {healthNum: 1} | healthCheck.healthNum | 1 | from 2 to 10",
                "healthCheck: {unHealthNum: 11} | healthCheck.unHealthNum | 11 | from 2 to 10",
                "healthCheck: {sourceIpType: 2} | healthCheck.sourceIpType | 2 | from 0 to 1",
                "healthCheck: {checkPort: 0} | healthCheck.checkPort | 0 | from 1 to 65535",
                "healthCheck: {checkPort: 65536} | healthCheck.checkPort | 65536 | from 1 to 65535",
                "healthCheck: {checkType: GRPC} | healthCheck.checkType | GRPC | HTTP, TCP",
                "healthCheck: {checkType: HTTP} | healthCheck.httpCheckDomain | - | needs the name of a host",
                "healthCheck: {checkType: HTTP, httpCheckDomain: '*.a.test'} | healthCheck.httpCheckDomain | *.a.test | one host",
                "healthCheck: {checkType: HTTP, httpCheckDomain: a.test, httpCheckPath: h} | healthCheck.httpCheckPath | h | begins with /",
                "healthCheck: {checkType: HTTP, httpCheckDomain: a.test, httpCheckMethod: PUT} | healthCheck.httpCheckMethod | PUT | GET, HEAD",
                "healthCheck: {checkType: HTTP, httpCheckDomain: a.test, httpCode: 32} | healthCheck.httpCode | 32 | from 1 to 31",
                "healthCheck: {checkType: HTTP, httpCheckDomain: a.test, httpCode: 0} | healthCheck.httpCode | 0 | from 1 to 31",
            })
    void ofATcpListenerIsRefused(String entry, String field, @Nullable String value, String rule) {
        assertRefused(
                service("{l4Listeners: [{protocol: TCP, port: 80, " + entry + "}]}"),
                "l4Listeners[port=80]." + field,
                value,
                rule);
    }

    @Test
    void ofOneSettingThatIsRefusedTheOthersGoOn() {
        assertThat(said(service("{l4Listeners: [{protocol: TCP, port: 80, listenerName: mine, scheduler: LEAST_CONN,"
                        + " healthCheck: {intervalTime: 999}}]}")))
                .containsOnly(Map.entry("TCP:80", "scheduler LEAST_CONN"), Map.entry("listener TCP:80", "name mine"));
    }

    @Test
    void whatIsForProbesOverHttpHasNoEffectOnOthers() {
        Desired desired =
                service("{l4Listeners: [{protocol: TCP, port: 80, healthCheck: {httpCheckPath: /, httpCode: 31}}]}");

        assertThat(said(desired)).containsOnly(Map.entry("TCP:80", "healthCheck " + OURS + " by TCP at port -1"));
        assertThat(problems(desired)).hasSize(2).extracting(Problem::code).containsOnly(Code.UNSUPPORTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scheduler: IP_HASH | scheduler IP_HASH",
                "session: {enable: true, sessionExpireTime: 86400} | session 86400",
                "forwardType: HTTP, scheduler: WRR | scheduler WRR",
                "healthCheck: {enable: false} | healthCheck off " + OURS,
                "healthCheck: {} | healthCheck " + OURS + " by HTTP HEAD a.test / codes 31",
                "healthCheck: {checkType: GRPC} | healthCheck " + OURS + " by GRPC HEAD a.test / codes 31",
                "healthCheck: {httpCheckPath: /ok, httpCheckDomain: p.test, httpCheckMethod: GET, httpCode: 2}"
                        + " | healthCheck " + OURS + " by HTTP GET p.test /ok codes 2",
            })
    void ofARuleIsTaken(String entry, String expected) {
        Desired desired =
                ingress("{l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: a.test, rules: [{url: /x, "
                        + entry + "}]}]}]}");

        assertThat(said(desired))
                .containsOnly(Map.entry("HTTP:80 a.test /x/", expected), Map.entry("HTTP:80 a.test =/x", expected));
        assertThat(problems(desired)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "a.test | /x | session: {enable: true, sessionExpireTime: 86401} | session.sessionExpireTime | 86401 | from 30 to 86400",
                "a.test | /x | forwardType: GRPC | forwardType | GRPC | an HTTP listener speak HTTP",
                "a.test | /x | forwardType: HTTPS | forwardType | HTTPS | an HTTP listener speak HTTP",
                "a.test | /x | forwardType: TCP | forwardType | TCP | GRPC, HTTP, HTTPS",
                "a.test | /x | healthCheck: {checkType: TCP} | healthCheck.checkType | TCP | GRPC, HTTP",
                "*.b.test | /y | healthCheck: {} | healthCheck.httpCheckDomain | - | any such host",
                "'' | /z | healthCheck: {} | healthCheck.httpCheckDomain | - | no host",
            })
    void ofARuleIsRefused(String domain, String url, String entry, String field, @Nullable String value, String rule) {
        assertRefused(
                ingress("{l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: '" + domain + "', rules: [{url: "
                        + url + ", " + entry + "}]}]}]}"),
                "l7Listeners[port=80].domains[domain=" + domain + "].rules[url=" + url + "]." + field,
                value,
                rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{domain: '*.b.test', rules: [{url: /y, scheduler: WRR}]} | ~^[^.]+\\.b\\.test$ =/y",
                "{domain: '', rules: [{url: /z, scheduler: WRR}]} | default.eni-direct.invalid =/z",
                "{rules: [{url: /z, scheduler: WRR}]} | default.eni-direct.invalid =/z",
                "{domain: a.test, rules: [{url: /x/, scheduler: WRR}, {url: '=/x', scheduler: LEAST_CONN}]} | a.test /x/",
            })
    void aRuleIsCalledAsItsIngressDoes(String domain, String rule) {
        assertThat(said(ingress("{l7Listeners: [{protocol: HTTP, port: 80, domains: [" + domain + "]}]}")))
                .containsEntry("HTTP:80 " + rule, "scheduler WRR");
    }

    @Test
    void theMostExactEntryCountsWhereverItStands() {
        assertThat(
                        said(
                                ingress(
                                        "{l7Listeners: [{protocol: HTTP, port: 80, domains: [{domain: a.test, rules: ["
                                                + "{url: /x/, scheduler: WRR}, {url: '=/x', scheduler: IP_HASH}, {url: /x, scheduler: LEAST_CONN}]}]}]}")))
                .containsOnly(
                        Map.entry("HTTP:80 a.test /x/", "scheduler WRR"),
                        Map.entry("HTTP:80 a.test =/x", "scheduler IP_HASH"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "listenerName: mine | name mine",
                "keepaliveEnable: 1 | keepAlive true",
                "keepaliveEnable: 0 | keepAlive false",
                "snatEnable: true | snat true",
            })
    void ofAnL7ListenerIsTaken(String entry, String expected) {
        assertThat(said(ingress("{l7Listeners: [{protocol: HTTP, port: 80, " + entry + "}]}")))
                .containsOnly(Map.entry("listener HTTP:80", expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keepaliveEnable: 2 | keepaliveEnable | 2 | from 0 to 1",
                "domains: [{domain: a.test, http2: true}] | domains[domain=a.test].http2 | true | HTTPS listeners only",
            })
    void ofAnL7ListenerIsRefused(String entry, String field, String value, String rule) {
        assertRefused(
                ingress("{l7Listeners: [{protocol: HTTP, port: 80, " + entry + "}]}"),
                "l7Listeners[port=80]." + field,
                value,
                rule);
    }

    @Test
    void unknownHostsGoWhereItSaysUnlessRulesWithoutAHostAreForThem() {
        String config = "{l7Listeners: [{protocol: HTTP, port: 80, defaultServer: a.test}]}";
        Desired desired = ingress(config);
        assertThat(said(desired)).isEmpty();
        assertThat(problems(desired)).extracting(Problem::code).containsExactly(Code.OVERRULED);

        cluster.ingress("web", Path.prefix("a.test", "/x", "api"));
        assertThat(said(desired(config))).containsOnly(Map.entry("host HTTP:80 a.test", "defaultServer true"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "l4Listeners: [{protocol: TCP, port: 81, scheduler: X}]",
                "l4Listeners: [{protocol: UDP, port: 80, scheduler: X}]",
                "l4Listeners: [{protocol: TCP, scheduler: X}]",
                "l7Listeners: [{protocol: HTTP, port: 80, listenerName: x}]",
                "internetMaxBandwidthOut: 9999",
            })
    void whatAddressesNothingIsLeftOutInSilence(String entries) {
        Desired desired = service("{" + entries + "}");

        assertThat(said(desired)).isEmpty();
        assertThat(problems(desired)).isEmpty();
    }

    @Test
    void onIpv6ProbesComeFromTheLoadBalancerItselfAndNotSoOften() {
        cluster.service("web", tcp(80, 8080));
        SourceRef web = Loop.ofWeb(cluster).snapshot().sources().get(0).ref();
        CloudLoadBalancerSpec ipv6 = CloudLoadBalancerSpec.own(
                web,
                new NetworkSpec(NetworkSpec.Type.Public, "subnet-1", null, NetworkSpec.IpVersion.IPv6FullChain),
                Map.of());
        for (String check : List.of("intervalTime: 4", "sourceIpType: 1")) {
            cluster.tune("{l4Listeners: [{protocol: TCP, port: 80, healthCheck: {" + check + "}}]}");
            assertThat(problems(new Loop(cluster, ipv6, Duration.ZERO).desired()))
                    .filteredOn(problem -> problem.code() == Code.INVALID_TUNING)
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.field()).contains(check.split(":")[0]));
        }
    }

    @Test
    void ofTwoThatSayDifferentThingsOfASessionTheSpecLosesAndIsTold() {
        cluster.service("web", tcp(80, 8080), udp(53, 5353));
        cluster.session("web", 600);
        Desired desired = desired("{l4Listeners: [{protocol: TCP, port: 80, session: {enable: false}},"
                + " {protocol: UDP, port: 53, session: {enable: true, sessionExpireTime: 600}}]}");

        assertThat(said(desired)).containsOnly(Map.entry("TCP:80", "session 0"), Map.entry("UDP:53", "session 600"));
        assertThat(problems(desired)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(Code.OVERRULED);
            assertThat(problem.message())
                    .contains(
                            "Service default/web: spec.sessionAffinity",
                            "TkeServiceConfig default/web-config",
                            "TCP:80");
        });
    }

    @Test
    void aSessionBesideAnotherSchedulerIsRefusedAndWhatTheSpecSaysStays() {
        cluster.service("web", tcp(80, 8080));
        cluster.session("web", 600);
        Desired desired = desired("{l4Listeners: [{protocol: TCP, port: 80, scheduler: LEAST_CONN}]}");

        assertThat(said(desired)).containsOnly(Map.entry("TCP:80", "session 600"));
        assertThat(problems(desired)).extracting(Problem::code).containsExactly(Code.INVALID_TUNING);
    }

    @Test
    void anObjectOfItsOwnIsReadWhereThereIsOneAndElseTheSpecCounts() {
        cluster.service("web", tcp(80, 8080));
        cluster.session("web", 600);
        cluster.annotate("web", "service.cloud.tencent.com/tke-service-config-auto", "true");
        Loop loop = Loop.ofWeb(cluster);
        loop.settle();
        cluster.session("web", 700);
        assertThat(said(loop.desired())).containsOnly(Map.entry("TCP:80", "session 700"));

        cluster.config(
                "web-auto-service-config", "{l4Listeners: [{protocol: TCP, port: 80, session: {enable: false}}]}");
        assertThat(said(loop.desired())).containsOnly(Map.entry("TCP:80", "session 0"));
    }
}
