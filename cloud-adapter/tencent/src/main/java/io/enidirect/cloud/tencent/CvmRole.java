package io.enidirect.cloud.tencent;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import io.enidirect.cloud.CloudException;
import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The role of a virtual machine: its metadata service lists the role's name, and gives credentials under that name. */
final class CvmRole extends CredentialsSource {
    static final String HOST = "metadata.tencentyun.com";

    private static final String ACTION = "MetadataCredentials";
    private static final String PATH = "/latest/meta-data/cam/security-credentials/";
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final URI metadata;

    CvmRole(URI metadata) {
        this.metadata = metadata;
    }

    @Override
    Credentials fetch(Sdk sdk) {
        OkHttpClient client = sdk.http()
                .newBuilder()
                // what it gives out is this machine's: no other may ask for it, nor see it
                .proxy(Proxy.NO_PROXY)
                .connectTimeout(TIMEOUT)
                .callTimeout(TIMEOUT)
                .build();
        String role = read(client, "").lines().findFirst().orElse("").strip();
        if (role.isEmpty()) {
            throw new CloudException.Denied(ACTION, "NoRole", "No role is attached to this machine", null);
        }
        return parse(read(client, role));
    }

    private String read(OkHttpClient client, String name) {
        Request request = new Request.Builder().url(metadata + PATH + name).build();
        try (Response response = client.newCall(request).execute()) {
            if (response.code() == 404) {
                throw new CloudException.Denied(ACTION, "NoRole", "No role is attached to this machine", null);
            }
            if (response.code() != 200 || response.body() == null) {
                throw unavailable("Metadata answers " + response.code());
            }
            return response.body().string();
        } catch (IOException e) {
            throw unavailable(e.getClass().getSimpleName());
        }
    }

    private static Credentials parse(String json) {
        Answer answer;
        try {
            answer = new Gson().fromJson(json, Answer.class);
        } catch (JsonSyntaxException e) {
            throw unavailable("Metadata answers something else than JSON");
        }
        if (answer == null
                || answer.TmpSecretId == null
                || answer.TmpSecretKey == null
                || answer.Token == null
                || answer.ExpiredTime == null) {
            throw unavailable("Metadata answers without credentials");
        }
        return new Credentials(
                answer.TmpSecretId, answer.TmpSecretKey, answer.Token, Instant.ofEpochSecond(answer.ExpiredTime));
    }

    private static CloudException unavailable(String message) {
        return new CloudException.Unavailable(ACTION, "CredentialsUnavailable", message, null);
    }

    /** The names are those of the JSON fields. */
    @SuppressWarnings("MemberName")
    private static final class Answer {
        private @Nullable String TmpSecretId;
        private @Nullable String TmpSecretKey;
        private @Nullable String Token;
        private @Nullable Long ExpiredTime;
    }
}
