package io.enidirect.cloud.tencent;

import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.sts.v20180813.models.AssumeRoleWithWebIdentityRequest;
import com.tencentcloudapi.sts.v20180813.models.AssumeRoleWithWebIdentityResponse;
import io.enidirect.cloud.CloudException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A pod's identity on TKE, exchanged for temporary credentials by AssumeRoleWithWebIdentity. The SDK's own provider
 * knows neither another endpoint nor time-outs.
 */
final class WebIdentity extends CredentialsSource {
    private static final Duration LIFETIME = Duration.ofHours(2);
    private static final Action ACTION = Action.ASSUME_ROLE;

    private final String region;
    private final String providerId;
    private final Path tokenFile;
    private final String roleArn;

    WebIdentity(String region, String providerId, Path tokenFile, String roleArn) {
        this.region = region;
        this.providerId = providerId;
        this.tokenFile = tokenFile;
        this.roleArn = roleArn;
    }

    @Override
    Credentials fetch(Sdk sdk) {
        AssumeRoleWithWebIdentityRequest request = new AssumeRoleWithWebIdentityRequest();
        request.setProviderId(providerId);
        request.setWebIdentityToken(token());
        request.setRoleArn(roleArn);
        request.setRoleSessionName("eni-direct");
        request.setDurationSeconds(LIFETIME.toSeconds());
        // the token is the proof: there is nothing yet to sign with
        request.setSkipSign(true);
        try {
            return credentials(sdk.sts(region).AssumeRoleWithWebIdentity(request));
        } catch (TencentCloudSDKException e) {
            throw sdk.errors().of(ACTION, e);
        } catch (RuntimeException e) {
            throw sdk.errors().of(ACTION, e);
        }
    }

    private String token() {
        try {
            return Files.readString(tokenFile).strip();
        } catch (IOException e) {
            throw new CloudException.Denied(
                    ACTION.title(),
                    "TokenFileUnreadable",
                    tokenFile + " cannot be read: " + e.getClass().getSimpleName(),
                    null);
        }
    }

    private static Credentials credentials(AssumeRoleWithWebIdentityResponse answer) {
        var given = ACTION.require(answer.getCredentials(), "Credentials");
        return new Credentials(
                ACTION.require(given.getTmpSecretId(), "TmpSecretId"),
                ACTION.require(given.getTmpSecretKey(), "TmpSecretKey"),
                ACTION.require(given.getToken(), "Token"),
                Instant.ofEpochSecond(ACTION.require(answer.getExpiredTime(), "ExpiredTime")));
    }
}
