package io.enidirect.cloud.tencent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CredentialsTest {
    private static final LoadBalancerId LB = new LoadBalancerId("lb-1");
    private static final String NO_LISTENERS = "\"TotalCount\":0,\"Listeners\":[]";

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final AtomicInteger given = new AtomicInteger();

    // ---- env

    @Test
    void namesAllMissingVariables() {
        assertThatThrownBy(() -> CredentialsSource.named("env", Map.of()))
                .hasMessage("Credentials from 'env' need TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY");
        assertThatThrownBy(() -> CredentialsSource.named("oidc", Map.of("TKE_REGION", "ap-guangzhou")))
                .hasMessage("Credentials from 'oidc' need TKE_PROVIDER_ID, TKE_WEB_IDENTITY_TOKEN_FILE, TKE_ROLE_ARN");
        assertThatThrownBy(() -> CredentialsSource.named("default", Map.of()))
                .hasMessage("Credentials are env, oidc or cvm-role, not 'default'");
    }

    @Test
    void signsWithTheTokenOfTheEnvironment() throws IOException {
        try (LoopbackServer server = new LoopbackServer(request -> Reply.fields(NO_LISTENERS))) {
            CredentialsSource source = CredentialsSource.env(Map.of(
                    "TENCENTCLOUD_SECRET_ID", "id", "TENCENTCLOUD_SECRET_KEY", "key", "TENCENTCLOUD_TOKEN", "tok"));
            adapter(server.endpoint(), source).listeners(LB);

            assertThat(server.received().get(0).headers())
                    .containsEntry("x-tc-token", "tok")
                    .hasEntrySatisfying(
                            "authorization", value -> assertThat(value).startsWith("TC3-HMAC-SHA256 Credential=id/"));
        }
    }

    @Test
    void refusedKeysOfTheEnvironmentAreNotTriedTwice() throws IOException {
        try (LoopbackServer server = new LoopbackServer(request ->
                Reply.error("AuthFailure.SecretIdNotFound", "SecretId " + Adapters.SECRET_ID + " is not found"))) {
            assertThatThrownBy(() -> Adapters.at(server.endpoint()).listeners(LB))
                    .isInstanceOf(CloudException.Denied.class)
                    .satisfies(e -> assertThat(trace(e)).doesNotContain("AKIDPLANTED"));
            assertThat(server.received()).hasSize(1);
        }
    }

    // ---- oidc

    @Test
    void exchangesThePodsTokenAtTheEndpointAndSignsWithWhatItGets() throws IOException {
        try (LoopbackServer server = cloud(Duration.ofHours(2))) {
            LoadBalancers adapter = adapter(server.endpoint(), oidc("pod-token"));
            Adapters.patiently(adapter, LB.value());
            Adapters.patiently(adapter, LB.value());

            assertThat(server.received())
                    .extracting(LoopbackServer.Received::action)
                    .containsExactly("AssumeRoleWithWebIdentity", "DescribeListeners", "DescribeListeners");
            LoopbackServer.Received exchange = server.received().get(0);
            assertThat(exchange.body())
                    .isEqualTo("{\"ProviderId\":\"OIDC\",\"WebIdentityToken\":\"pod-token\","
                            + "\"RoleArn\":\"qcs::cam::uin/1:roleName/r\",\"RoleSessionName\":\"eni-direct\","
                            + "\"DurationSeconds\":7200}");
            assertThat(exchange.headers()).containsEntry("authorization", "SKIP");
            assertThat(server.received().get(1).headers()).containsEntry("x-tc-token", "token-1");
        }
    }

    @Test
    void refreshesTenMinutesBeforeTheEndWithTheTokenFileReadAgain() throws IOException {
        try (LoopbackServer server = cloud(Duration.ofHours(2))) {
            LoadBalancers adapter = adapter(server.endpoint(), oidc("first"));
            Adapters.patiently(adapter, LB.value());
            Files.writeString(folder.resolve("token"), "second\n");
            clock.pass(Duration.ofMinutes(109));
            Adapters.patiently(adapter, LB.value());
            assertThat(server.executed("AssumeRoleWithWebIdentity")).isEqualTo(1);
            clock.pass(Duration.ofMinutes(2));
            Adapters.patiently(adapter, LB.value());

            assertThat(server.executed("AssumeRoleWithWebIdentity")).isEqualTo(2);
            assertThat(server.received().get(3).body()).contains("\"WebIdentityToken\":\"second\"");
            assertThat(server.received().get(4).headers()).containsEntry("x-tc-token", "token-2");
        }
    }

    @Test
    void goesOnWithWhatStillHoldsWhenTheRefreshFails() throws IOException {
        try (LoopbackServer server =
                new LoopbackServer(request -> request.action().equals("DescribeListeners")
                        ? Reply.fields(NO_LISTENERS)
                        : given.get() == 0 ? assumed(Duration.ofHours(2)) : Reply.closed())) {
            LoadBalancers adapter = adapter(server.endpoint(), oidc("token"));
            Adapters.patiently(adapter, LB.value());
            clock.pass(Duration.ofMinutes(115));
            Adapters.patiently(adapter, LB.value());
            Adapters.patiently(adapter, LB.value());
            assertThat(server.executed("DescribeListeners")).isEqualTo(3);
            assertThat(server.executed("AssumeRoleWithWebIdentity")).isEqualTo(2);

            clock.pass(Duration.ofMinutes(6));
            assertThatThrownBy(() -> Adapters.patiently(adapter, LB.value()))
                    .isInstanceOf(CloudException.Denied.class)
                    .hasMessageContaining("have expired at 2026-11-25T12:00:00Z");
            assertThat(server.executed("DescribeListeners")).isEqualTo(3);
        }
    }

    @Test
    void repeatsACallOnceWithNewCredentialsAfterItsTokenWasRefused() throws IOException {
        try (LoopbackServer server = new LoopbackServer(request -> {
            if (request.action().equals("AssumeRoleWithWebIdentity")) {
                return assumed(Duration.ofHours(2));
            }
            return "token-1".equals(request.headers().get("x-tc-token"))
                    ? Reply.error("AuthFailure.TokenFailure", "The token AKIDPLANTED is invalid")
                    : Reply.fields("\"ListenerIds\":[\"lbl-1\"]");
        })) {
            LoadBalancers adapter = adapter(server.endpoint(), oidc("token"));

            assertThat(PortCall.CREATE_SNI_LISTENER.on(adapter).task()).isPresent();
            assertThat(server.received())
                    .extracting(LoopbackServer.Received::action)
                    .containsExactly(
                            "AssumeRoleWithWebIdentity",
                            "CreateListener",
                            "AssumeRoleWithWebIdentity",
                            "CreateListener");
        }
    }

    @Test
    void isDeniedWhenNewCredentialsAreRefusedToo() throws IOException {
        try (LoopbackServer server =
                new LoopbackServer(request -> request.action().equals("AssumeRoleWithWebIdentity")
                        ? assumed(Duration.ofHours(2))
                        : Reply.error("AuthFailure.TokenFailure", "The token is invalid"))) {
            LoadBalancers adapter = adapter(server.endpoint(), oidc("token"));

            assertThatThrownBy(() -> PortCall.CREATE_SNI_LISTENER.on(adapter))
                    .isInstanceOf(CloudException.Denied.class);
            assertThat(server.executed("CreateListener")).isEqualTo(2);
        }
    }

    @Test
    void neitherARightThatIsMissingNorAWrongClockIsTriedTwice() throws IOException {
        for (String code : List.of("UnauthorizedOperation", "AuthFailure.SignatureExpire")) {
            try (LoopbackServer server =
                    new LoopbackServer(request -> request.action().equals("AssumeRoleWithWebIdentity")
                            ? assumed(Duration.ofHours(2))
                            : Reply.error(code, "no"))) {
                LoadBalancers adapter = adapter(server.endpoint(), oidc("token"));

                assertThatThrownBy(() -> Adapters.patiently(adapter, LB.value()))
                        .isInstanceOf(CloudException.Denied.class);
                assertThat(server.executed("DescribeListeners")).isEqualTo(1);
            }
        }
    }

    @Test
    void saysWhichTokenFileCannotBeRead() throws IOException {
        try (LoopbackServer server = cloud(Duration.ofHours(2))) {
            CredentialsSource source = oidc("token");
            Files.delete(folder.resolve("token"));

            assertThatThrownBy(() -> adapter(server.endpoint(), source).listeners(LB))
                    .isInstanceOf(CloudException.Denied.class)
                    .hasMessageContaining(folder.resolve("token").toString());
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void oneThreadRefreshesWhileTheOthersGoOn() throws Exception {
        CountDownLatch exchanging = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(1);
        try (LoopbackServer server = new LoopbackServer(request -> {
            if (!request.action().equals("AssumeRoleWithWebIdentity")) {
                return Reply.fields(NO_LISTENERS);
            }
            if (given.get() > 0) {
                exchanging.countDown();
                await(answer);
            }
            return assumed(Duration.ofHours(2));
        })) {
            LoadBalancers adapter = adapter(server.endpoint(), oidc("token"));
            Adapters.patiently(adapter, LB.value());
            clock.pass(Duration.ofMinutes(115));
            Future<?> refreshing = threads.submit(() -> Adapters.patiently(adapter, LB.value()));
            await(exchanging);
            Adapters.patiently(adapter, LB.value());
            Adapters.patiently(adapter, LB.value());

            assertThat(refreshing).isNotDone();
            assertThat(server.executed("DescribeListeners")).isEqualTo(3);
        } finally {
            answer.countDown();
            threads.shutdownNow();
        }
    }

    /** All that has been seen of the token service, and answers that no API gives. */
    static Stream<Reply> noCredentials() {
        return Stream.of(
                Reply.error("InvalidParameter.WebIdentityTokenError", "the listener of the token was not found"),
                Reply.error("ResourceNotFound.RoleNotFound", "the role does not exist"),
                Reply.error("InvalidParameter", "LB not exist"),
                Reply.error("LimitExceeded", "no"),
                Reply.error("FailedOperation.ResourceInOperating", "busy"),
                Reply.error("RequestLimitExceeded", "slowly"),
                Reply.error("InternalError.SystemError", "no"),
                Reply.error("Unknown\\u202ECode", "no"),
                Reply.fields(""),
                Reply.fields("\"Credentials\":null,\"ExpiredTime\":" + Long.MAX_VALUE),
                Reply.fields("\"ExpiredTime\":" + Long.MAX_VALUE
                        + ",\"Credentials\":{\"TmpSecretId\":\"i\",\"TmpSecretKey\":\"k\",\"Token\":\"t\"}"),
                Reply.fields("\"ExpiredTime\":1,"
                        + "\"Credentials\":{\"TmpSecretId\":\"i\",\"TmpSecretKey\":\"k\",\"Token\":\"t\"}"),
                Reply.json("null"),
                Reply.status("502 Bad Gateway", "", "<html>"),
                Reply.closed());
    }

    @ParameterizedTest
    @MethodSource("noCredentials")
    void credentialsThatCannotBeHadAreDeniedWhateverTheCallAndTheAnswer(Reply reply) throws IOException {
        try (LoopbackServer server = new LoopbackServer(request -> reply)) {
            CredentialsSource source = oidc("token");
            for (PortCall call : PortCall.values()) {
                assertThatThrownBy(() -> call.on(adapter(server.endpoint(), source)))
                        .as(call.name())
                        .isInstanceOfSatisfying(
                                CloudException.Denied.class,
                                e -> assertThat(e.ground()).isEqualTo(CloudException.Denied.Ground.CREDENTIALS));
            }
            assertThat(server.received())
                    .extracting(LoopbackServer.Received::action)
                    .containsOnly("AssumeRoleWithWebIdentity");
        }
    }

    @Test
    void aFailingSourceIsAskedEveryFiveSecondsAndItsFirstSuccessIsTold() throws IOException {
        AtomicInteger told = new AtomicInteger();
        AtomicReference<Reply> token = new AtomicReference<>(Reply.error("ResourceNotFound.RoleNotFound", "no role"));
        try (LoopbackServer server = new LoopbackServer(request ->
                request.action().equals("AssumeRoleWithWebIdentity") ? token.get() : Reply.fields(NO_LISTENERS))) {
            TencentLoadBalancers adapter = adapter(server.endpoint(), oidc("token"));
            adapter.whenCredentialsReturn(told::incrementAndGet);
            for (int call = 0; call < 40; call++) {
                int number = call;
                assertThatThrownBy(() -> Adapters.patiently(adapter, "lb-" + number))
                        .isInstanceOf(CloudException.Denied.class);
            }
            assertThat(server.received()).hasSize(1);
            clock.pass(Duration.ofSeconds(5));
            assertThatThrownBy(() -> Adapters.patiently(adapter, LB.value())).isInstanceOf(CloudException.Denied.class);
            assertThat(server.received()).hasSize(2);
            assertThat(told).hasValue(0);

            token.set(assumed(Duration.ofHours(2)));
            clock.pass(Duration.ofSeconds(5));
            Adapters.patiently(adapter, LB.value());
            Adapters.patiently(adapter, LB.value());
            assertThat(told).hasValue(1);
        }
    }

    @Test
    void aTokenThatWasRefusedAndAClockThatIsWrongAreSaidToBeThat() throws IOException {
        for (String code : List.of("AuthFailure.TokenFailure", "AuthFailure.SignatureExpire")) {
            try (LoopbackServer server = new LoopbackServer(request -> Reply.error(code, "no"))) {
                boolean clockIsWrong = code.endsWith("SignatureExpire");
                assertThatThrownBy(() -> Adapters.at(server.endpoint()).listeners(LB))
                        .hasMessageContaining(clockIsWrong ? "clock of this machine" : "has expired")
                        .isInstanceOfSatisfying(
                                CloudException.Denied.class,
                                e -> assertThat(e.passing()).isEqualTo(clockIsWrong));
            }
        }
    }

    @Test
    void keysThatTheCloudRefusesAreNoMissingRight() throws IOException {
        Map<String, CloudException.Denied.Ground> grounds = Map.of(
                "AuthFailure.TokenFailure", CloudException.Denied.Ground.KEYS,
                "AuthFailure.SecretIdNotFound", CloudException.Denied.Ground.KEYS,
                "AuthFailure.SignatureFailure", CloudException.Denied.Ground.KEYS,
                "AuthFailure.UnauthorizedOperation", CloudException.Denied.Ground.RIGHTS,
                "UnauthorizedOperation", CloudException.Denied.Ground.RIGHTS);
        for (String code : grounds.keySet()) {
            try (LoopbackServer server = new LoopbackServer(request -> Reply.error(code, "no"))) {
                assertThatThrownBy(() -> Adapters.at(server.endpoint()).listeners(LB))
                        .isInstanceOfSatisfying(CloudException.Denied.class, e -> {
                            assertThat(e.ground()).as(code).isEqualTo(grounds.get(code));
                            assertThat(e.passing()).isFalse();
                        });
            }
        }
        assertThat(new CloudException.Denied("A", "B", "c", null, CloudException.Denied.Ground.KEYS).remedy())
                .get(STRING)
                .startsWith("Put keys that hold")
                .endsWith("what is programmed stays, and nothing of it follows the cluster");
    }

    // ---- cvm-role

    @Test
    void getsTheRoleOfTheMachineFromItsMetadata() throws IOException {
        try (LoopbackServer metadata = new LoopbackServer(request -> Reply.json(
                        request.path().endsWith("/")
                                ? "the-role\n"
                                : """
                                {"TmpSecretId":"id","TmpSecretKey":"key","Token":"role-token","Code":"Success",
                                "ExpiredTime":%d}""".formatted(
                                        clock.instant().plusSeconds(7200).getEpochSecond())));
                LoopbackServer server = new LoopbackServer(request -> Reply.fields(NO_LISTENERS))) {
            adapter(server.endpoint(), new CvmRole(metadata.endpoint())).listeners(LB);

            assertThat(metadata.received())
                    .extracting(LoopbackServer.Received::path)
                    .containsExactly(
                            "/latest/meta-data/cam/security-credentials/",
                            "/latest/meta-data/cam/security-credentials/the-role");
            assertThat(server.received().get(0).headers()).containsEntry("x-tc-token", "role-token");
        }
    }

    @Test
    void aMachineWithoutARoleAndMetadataThatMakesNoSenseAreDenied() throws IOException {
        List<Reply> replies = List.of(
                Reply.status("404 Not Found", "", ""),
                Reply.json(""),
                Reply.json("<html>"),
                Reply.json("{}"),
                Reply.json("{\"TmpSecretId\":\"i\",\"TmpSecretKey\":\"k\",\"Token\":\"t\",\"ExpiredTime\":"
                        + Long.MAX_VALUE + "}"),
                Reply.closed());
        for (Reply reply : replies) {
            try (LoopbackServer metadata = new LoopbackServer(request -> reply)) {
                assertThatThrownBy(() -> adapter(metadata.endpoint(), new CvmRole(metadata.endpoint()))
                                .listeners(LB))
                        .isInstanceOf(CloudException.Denied.class);
            }
        }
    }

    /** A call to the cloud has seven. */
    @Test
    void metadataThatIsSilentCostsLessThanACall() throws IOException {
        try (LoopbackServer metadata = new LoopbackServer(request -> Reply.never())) {
            LoadBalancers adapter = adapter(metadata.endpoint(), new CvmRole(metadata.endpoint()));
            long began = System.nanoTime();

            assertThatThrownBy(() -> Adapters.patiently(adapter, LB.value())).isInstanceOf(CloudException.Denied.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void credentialsTellNothingOfThemselves() {
        assertThat(Adapters.credentials(Instant.MAX).toString()).doesNotContain("AKID");
    }

    private LoopbackServer cloud(Duration lifetime) throws IOException {
        return new LoopbackServer(request ->
                request.action().equals("AssumeRoleWithWebIdentity") ? assumed(lifetime) : Reply.fields(NO_LISTENERS));
    }

    private Reply assumed(Duration lifetime) {
        int number = given.incrementAndGet();
        return Reply.fields(
                "\"ExpiredTime\":%d,\"Credentials\":{\"TmpSecretId\":\"id-%d\",\"TmpSecretKey\":\"k\",\"Token\":\"token-%d\"}"
                        .formatted(clock.instant().plus(lifetime).getEpochSecond(), number, number));
    }

    private CredentialsSource oidc(String token) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), token);
        return CredentialsSource.oidc(Map.of(
                "TKE_REGION", "ap-guangzhou",
                "TKE_PROVIDER_ID", "OIDC",
                "TKE_WEB_IDENTITY_TOKEN_FILE", file.toString(),
                "TKE_ROLE_ARN", "qcs::cam::uin/1:roleName/r"));
    }

    private TencentLoadBalancers adapter(URI endpoint, CredentialsSource source) {
        return TencentLoadBalancers.connect(
                new TencentOptions("ap-guangzhou", endpoint, TencentOptions.ROOT_DOMAIN, source, 1000, clock),
                CallObserver.NONE);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String trace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
