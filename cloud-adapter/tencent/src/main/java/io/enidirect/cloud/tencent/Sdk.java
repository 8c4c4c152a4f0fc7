package io.enidirect.cloud.tencent;

import com.tencentcloudapi.clb.v20180317.ClbClient;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.common.profile.Language;
import com.tencentcloudapi.ssl.v20191205.SslClient;
import com.tencentcloudapi.sts.v20180813.StsClient;
import com.tencentcloudapi.tag.v20180813.TagClient;
import java.net.URI;
import java.time.Instant;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Makes the SDK's clients, all of them over the one engine.
 *
 * @param endpoint where all products are; null for each product's own host
 * @param rootDomain where each product's own host is
 */
record Sdk(OkHttpClient http, String region, @Nullable URI endpoint, String rootDomain, Errors errors) {

    /** Loads the SDK's classes now; under load that can take longer than the first call may wait. */
    void warmUp() {
        signedWith(new Credentials("", "", null, Instant.MIN));
    }

    Signed signedWith(Credentials credentials) {
        Credential credential = new Credential(credentials.secretId(), credentials.secretKey(), credentials.token());
        return new Signed(
                credentials,
                new ClbClient(credential, region, profile()),
                new TagClient(credential, region, profile()),
                new SslClient(credential, region, profile()));
    }

    /** For calls that are not signed. */
    StsClient sts(String stsRegion) {
        return new StsClient(new Credential("", ""), stsRegion, profile());
    }

    private ClientProfile profile() {
        HttpProfile http = new HttpProfile();
        http.setRootDomain(rootDomain);
        if (endpoint != null) {
            http.setProtocol(endpoint.getScheme() + "://");
            // signed as the host, hence with the port and nothing else
            http.setEndpoint(endpoint.getAuthority());
        }
        http.setHttpClient(this.http);
        ClientProfile profile = new ClientProfile(ClientProfile.SIGN_TC3_256, http);
        // what kind of refusal a bare FailedOperation is stands in its text only
        profile.setLanguage(Language.EN_US);
        return profile;
    }
}
