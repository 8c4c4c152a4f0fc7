package io.enidirect.cloud.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls through a real proxy, to the simulator; of none of these hosts is the name ever resolved. */
final class ProxiedCallsTest {
    private static final LoadBalancerId LB = new LoadBalancerId("lb-1");
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("me:p@ss".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    private Simulator simulator;
    private int simulatorPort;

    @BeforeEach
    void start() {
        simulator = Simulators.start();
        simulatorPort = URI.create(simulator.endpoint()).getPort();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void goThroughATunnelToEachProductsHost() throws IOException, GeneralSecurityException {
        try (TlsServer tls = new TlsServer(folder, "clb.tencentcloudapi.com", simulatorPort);
                ProxyServer proxy = new ProxyServer(tls.port(), BASIC)) {
            TencentOptions options =
                    options(null, Adapters.keys(), Map.of("HTTPS_PROXY", "http://me:p%40ss@127.0.0.1:" + proxy.port()));
            LoadBalancers cloud = TencentLoadBalancers.connect(
                    options, CallObserver.NONE, tls.trustedBy(HttpEngine.create(options.proxies())));

            LoadBalancerId created = Simulators.newLoadBalancer(cloud);

            assertThat(created.value()).startsWith("lb-");
            assertThat(simulator.control().calls("CreateLoadBalancer")).hasSize(1);
            assertThat(proxy.lines()).containsOnly("CONNECT clb.tencentcloudapi.com:443 HTTP/1.1");
            assertThat(proxy.asked()).allMatch(asked -> asked.says("proxy-authorization: " + BASIC));
        }
    }

    @Test
    void inPlainHttpNameTheEndpointToTheProxyAndSayWhoAsks() throws IOException {
        try (ProxyServer proxy = new ProxyServer(simulatorPort, BASIC)) {
            LoadBalancers cloud = cloud("http://clb.test", "HTTP_PROXY", "http://me:p%40ss@127.0.0.1:" + proxy.port());

            assertThat(Simulators.newLoadBalancer(cloud).value()).startsWith("lb-");

            assertThat(proxy.lines()).isNotEmpty().containsOnly("POST http://clb.test/ HTTP/1.1");
            assertThat(simulator.control().calls("CreateLoadBalancer")).hasSize(1);
        }
    }

    @Test
    void forCredentialsGoTheSameWay() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "pod-token");
        CredentialsSource oidc = CredentialsSource.oidc(Map.of(
                "TKE_REGION", "ap-guangzhou",
                "TKE_PROVIDER_ID", "OIDC",
                "TKE_WEB_IDENTITY_TOKEN_FILE", token.toString(),
                "TKE_ROLE_ARN", "qcs::cam::uin/1:roleName/r"));
        try (LoopbackServer server = new LoopbackServer(request -> Reply.error("InternalError", "no"));
                ProxyServer proxy = new ProxyServer(server.endpoint().getPort(), "")) {
            LoadBalancers cloud = TencentLoadBalancers.connect(
                    options(URI.create("http://sts.test"), oidc, Map.of("http_proxy", "127.0.0.1:" + proxy.port())),
                    CallObserver.NONE);

            assertThatThrownBy(() -> cloud.listeners(LB)).isInstanceOf(CloudException.Denied.class);

            assertThat(server.executed("AssumeRoleWithWebIdentity")).isEqualTo(1);
            assertThat(proxy.lines()).containsExactly("POST http://sts.test/ HTTP/1.1");
        }
    }

    @Test
    void forTheMachinesRoleNeverDo() throws IOException {
        try (ProxyServer proxy = new ProxyServer(simulatorPort, "")) {
            LoadBalancers cloud = TencentLoadBalancers.connect(
                    options(
                            URI.create("http://clb.test"),
                            new CvmRole(URI.create("http://metadata.invalid")),
                            Map.of("http_proxy", "127.0.0.1:" + proxy.port())),
                    CallObserver.NONE);

            assertThatThrownBy(() -> cloud.listeners(LB))
                    .isInstanceOf(CloudException.Denied.class)
                    .hasMessageContaining("NotSentException");
            assertThat(proxy.lines()).isEmpty();
        }
    }

    @Test
    void goPastAProxyThatTheListSpares() throws IOException {
        try (ProxyServer proxy = new ProxyServer(simulatorPort, "")) {
            LoadBalancers cloud = TencentLoadBalancers.connect(
                    options(
                            URI.create("http://clb.invalid"),
                            Adapters.keys(),
                            Map.of("HTTP_PROXY", "127.0.0.1:" + proxy.port(), "NO_PROXY", ".invalid")),
                    CallObserver.NONE);

            assertThatThrownBy(() -> cloud.listeners(LB))
                    .isInstanceOf(CloudException.Unavailable.class)
                    .hasMessageContaining("UnknownHostException");
            assertThat(proxy.lines()).isEmpty();
        }
    }

    @Test
    void toThisMachineNeedNoProxy() {
        assertThat(Simulators.newLoadBalancer(cloud(simulator.endpoint(), "ALL_PROXY", "127.0.0.1:1")))
                .isNotNull();
    }

    @Test
    void areNotSentWhereTheProxyIsGoneOrRefuses() throws IOException {
        int gone;
        try (ProxyServer proxy = new ProxyServer(simulatorPort, BASIC)) {
            gone = proxy.port();
            LoadBalancers refused = cloud(null, "HTTPS_PROXY", "http://me:wrong@127.0.0.1:" + proxy.port());
            assertThatThrownBy(() -> refused.listeners(LB))
                    .isInstanceOf(CloudException.Unavailable.class)
                    .hasMessageContaining("Failed to authenticate with proxy")
                    .message()
                    .doesNotContain("wrong");
            assertThat(proxy.lines()).hasSize(1);
        }
        LoadBalancers nobody = cloud(null, "HTTPS_PROXY", "127.0.0.1:" + gone);
        assertThatThrownBy(() -> nobody.listeners(LB))
                .isInstanceOf(CloudException.Unavailable.class)
                .hasMessageContaining("ConnectException")
                .hasMessageContaining(":" + gone);
        assertThat(simulator.control().calls()).isEmpty();
    }

    @Test
    void inPlainHttpThatTheProxyRefusesAreSentToItOnce() throws IOException {
        try (ProxyServer proxy = new ProxyServer(simulatorPort, BASIC)) {
            LoadBalancers cloud = cloud("http://clb.test", "HTTP_PROXY", "http://me:wrong@127.0.0.1:" + proxy.port());

            assertThatThrownBy(() -> cloud.listeners(LB))
                    .isInstanceOf(CloudException.class)
                    .message()
                    .contains("407")
                    .doesNotContain("wrong");
            assertThat(proxy.lines()).hasSize(1);
        }
    }

    private static LoadBalancers cloud(@Nullable String endpoint, String variable, String proxy) {
        return TencentLoadBalancers.connect(
                options(endpoint == null ? null : URI.create(endpoint), Adapters.keys(), Map.of(variable, proxy)),
                CallObserver.NONE);
    }

    private static TencentOptions options(
            @Nullable URI endpoint, CredentialsSource credentials, Map<String, String> environment) {
        return new TencentOptions(
                "ap-guangzhou",
                endpoint,
                TencentOptions.ROOT_DOMAIN,
                credentials,
                Proxies.of(environment),
                1000,
                Clock.systemUTC());
    }
}
