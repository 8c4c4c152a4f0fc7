package io.enidirect.operator.endtoend;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.enidirect.cloud.tencent.CredentialsSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What gives a pod temporary credentials for its role, at the simulated cloud's address; until it refuses to. */
final class TokenService {
    /** Of all that it gives, and what the cloud must see. */
    static final String TOKEN = "session-token";

    static final Duration LIFETIME = Duration.ofMinutes(20);

    private final Path identity;
    private final Clock clock;
    private @Nullable WireMock server;

    /** @param directory of the pod's identity */
    TokenService(Path directory, Clock clock) {
        this.clock = clock;
        try {
            identity = Files.writeString(directory.resolve("token"), "identity");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins to give them at this cloud. */
    CredentialsSource at(String endpoint) {
        server = new WireMock("127.0.0.1", URI.create(endpoint).getPort());
        give();
        return CredentialsSource.oidc(Map.of(
                "TKE_REGION", "ap-guangzhou",
                "TKE_PROVIDER_ID", "provider",
                "TKE_WEB_IDENTITY_TOKEN_FILE", identity.toString(),
                "TKE_ROLE_ARN", "qcs::cam::uin/1:roleName/eni-direct"));
    }

    /** From now on. */
    void give() {
        answer("""
                {"Response":{"RequestId":"r","ExpiredTime":%d,
                "Credentials":{"TmpSecretId":"%s","TmpSecretKey":"%s","Token":"%s"}}}""".formatted(clock.instant().plus(LIFETIME).getEpochSecond(), Rig.ID, Rig.KEY, TOKEN));
    }

    /** From now on. */
    void refuse(String code, String message) {
        answer("""
                {"Response":{"RequestId":"r","Error":{"Code":"%s","Message":"%s"}}}""".formatted(code, message));
    }

    private void answer(String json) {
        if (server == null) {
            throw new IllegalStateException("There is no cloud yet");
        }
        server.register(WireMock.post("/")
                .withHeader("X-TC-Action", WireMock.equalTo("AssumeRoleWithWebIdentity"))
                .willReturn(WireMock.okJson(json)));
    }
}
