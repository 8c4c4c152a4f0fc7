package io.enidirect.cloud.tencent;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where credentials come from: exactly the source that was chosen, never another in its place. Immutable; the environment
 * is read once, when a source is made.
 */
public abstract sealed class CredentialsSource permits StaticKeys, WebIdentity, CvmRole {

    CredentialsSource() {}

    /** Keys in {@code TENCENTCLOUD_SECRET_ID}, {@code _KEY} and, for temporary ones, {@code _TOKEN}. */
    public static CredentialsSource env(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        String id = variables.required("TENCENTCLOUD_SECRET_ID");
        String key = variables.required("TENCENTCLOUD_SECRET_KEY");
        // the first is named as its two companions are, the second is what Tencent's own command line reads
        String token = variables.optional("TENCENTCLOUD_SECRET_TOKEN", "TENCENTCLOUD_TOKEN");
        variables.requireAll("env");
        return new StaticKeys(new Credentials(id, key, token, Instant.MAX));
    }

    /**
     * The identity that TKE gives to a pod: {@code TKE_REGION}, {@code TKE_PROVIDER_ID}, {@code
     * TKE_WEB_IDENTITY_TOKEN_FILE}, {@code TKE_ROLE_ARN}. The file is read again for each set of credentials.
     */
    public static CredentialsSource oidc(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        String region = variables.required("TKE_REGION");
        String provider = variables.required("TKE_PROVIDER_ID");
        String file = variables.required("TKE_WEB_IDENTITY_TOKEN_FILE");
        String role = variables.required("TKE_ROLE_ARN");
        variables.requireAll("oidc");
        return new WebIdentity(region, provider, Path.of(file), role);
    }

    /** The role of the machine that this runs on, from its metadata service. */
    public static CredentialsSource cvmRole() {
        return new CvmRole(URI.create("http://" + CvmRole.HOST));
    }

    /**
     * The source of this name: {@code env}, {@code oidc} or {@code cvm-role}.
     *
     * @throws IllegalArgumentException for another name, or naming all variables that are missing
     */
    public static CredentialsSource named(String name, Map<String, String> environment) {
        return switch (name) {
            case "env" -> env(environment);
            case "oidc" -> oidc(environment);
            case "cvm-role" -> cvmRole();
            default -> throw new IllegalArgumentException("Credentials are env, oidc or cvm-role, not '" + name + "'");
        };
    }

    /** How long before their end credentials are replaced is the cache's affair; this gets a set now, or throws. */
    abstract Credentials fetch(Sdk sdk);

    /** Collects what is missing, so that one message names it all; a value never gets into one. */
    private static final class Variables {
        private final Map<String, String> environment;
        private final List<String> missing = new ArrayList<>();

        Variables(Map<String, String> environment) {
            this.environment = environment;
        }

        String required(String name) {
            String value = environment.getOrDefault(name, "").strip();
            if (value.isEmpty()) {
                missing.add(name);
            }
            return value;
        }

        @Nullable String optional(String... names) {
            for (String name : names) {
                String value = environment.getOrDefault(name, "").strip();
                if (!value.isEmpty()) {
                    return value;
                }
            }
            return null;
        }

        void requireAll(String source) {
            if (!missing.isEmpty()) {
                throw new IllegalArgumentException(
                        "Credentials from '" + source + "' need " + String.join(", ", missing));
            }
        }
    }
}
