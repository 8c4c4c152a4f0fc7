package io.enidirect.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the Kubernetes API is found and asked: as kubectl does it. What is wrong with that is said at the start. */
public final class ApiServer {
    private static final Logger log = LoggerFactory.getLogger(ApiServer.class);

    private static final int CONNECT_MILLIS = 3_000;
    private static final int REQUEST_MILLIS = 10_000;
    /** How often a request is sent again after 429, 5xx or a broken connection; what needs longer is reconciled again. */
    private static final int RESENDS = 1;

    private ApiServer() {}

    /**
     * Asks for nothing yet.
     *
     * @throws UncheckedIOException if nothing says where the API is: the library would take a name that nobody gave
     */
    public static KubernetesClient client(Map<String, String> environment, String userAgent) {
        requireConfig(environment);
        return client(config(), UnaryOperator.identity(), userAgent);
    }

    /**
     * The same, through the proxy that an address is reached by; what the library makes of the environment does not count.
     *
     * @param proxies answers with {@code http://[user:password@]host:port}
     */
    public static KubernetesClient client(
            Map<String, String> environment, String userAgent, Function<URI, Optional<URI>> proxies) {
        requireConfig(environment);
        return client(config(), config -> through(proxies, config, environment), userAgent);
    }

    private static KubernetesClient client(Config config, UnaryOperator<Config> changed, String userAgent) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(changed.apply(config))
                        .withOauthTokenProvider(
                                new FreshToken(() -> config.refresh().getAutoOAuthToken(), Clock.systemUTC()))
                        .withUserAgent(userAgent)
                        .withConnectionTimeout(CONNECT_MILLIS)
                        .withRequestTimeout(REQUEST_MILLIS)
                        .withRequestRetryBackoffLimit(RESENDS)
                        .build())
                .withKubernetesSerialization(new LeanSerialization())
                .build();
    }

    /** Learns to read these kinds beside whatever else is done: otherwise the first list of each would wait for it. */
    public static void learn(KubernetesClient client, List<Class<? extends HasMetadata>> kinds) {
        if (client.getKubernetesSerialization() instanceof LeanSerialization lean) {
            CompletableFuture.runAsync(() -> lean.learn(kinds));
        }
    }

    /** A pod asks the API of its own cluster at an address that only the cluster's nodes know: no proxy reaches it. */
    static Config through(Function<URI, Optional<URI>> proxies, Config config, Map<String, String> environment) {
        URI master = URI.create(config.getMasterUrl());
        Optional<String> ownCluster = given(environment, "KUBERNETES_SERVICE_HOST")
                .map(host -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host);
        @Nullable String proxy = ownCluster.filter(host -> host.equals(master.getHost())).isPresent()
                ? null
                : proxies.apply(master).map(URI::toString).orElse(null);
        return new ConfigBuilder(config)
                .withHttpProxy(proxy)
                .withHttpsProxy(proxy)
                .withNoProxy()
                .withProxyUsername(null)
                .withProxyPassword(null)
                .build();
    }

    private static Config config() {
        try {
            return Config.autoConfigure(null);
        } catch (RuntimeException e) {
            throw new UncheckedIOException("The kubeconfig can't be read", new IOException(e.getMessage()));
        }
    }

    static void requireConfig(Map<String, String> environment) {
        List<Path> named = given(environment, "KUBECONFIG").stream()
                .flatMap(paths -> Arrays.stream(paths.split(File.pathSeparator)))
                .map(Path::of)
                .toList();
        if (!named.isEmpty() && named.stream().noneMatch(Files::isRegularFile)) {
            throw unknown("KUBECONFIG names " + environment.get("KUBECONFIG")
                    + ", and there is no such file. Name a kubeconfig, or unset it for ~/.kube/config");
        }
        boolean elsewhere = given(environment, "KUBERNETES_SERVICE_HOST").isPresent()
                || given(environment, "KUBERNETES_MASTER").isPresent()
                || Files.isRegularFile(Path.of(
                        given(environment, "HOME").orElseGet(() -> System.getProperty("user.home", "")),
                        ".kube",
                        "config"));
        if (named.isEmpty() && !elsewhere) {
            throw unknown("There is no kubeconfig: this is no pod of a cluster, KUBECONFIG is not set, and there is no"
                    + " ~/.kube/config. Set KUBECONFIG to the file that kubectl uses");
        }
    }

    private static UncheckedIOException unknown(String what) {
        return new UncheckedIOException(new FileNotFoundException(what));
    }

    private static Optional<String> given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    /**
     * Asks once for what everybody may read. An API that answers, but not with that, is waited for as at any other time.
     *
     * @throws UncheckedIOException if it can't be reached
     * @throws KubernetesClientException if it does not know who asks
     */
    public static void requireAnswer(KubernetesClient client) {
        try {
            client.getKubernetesVersion();
        } catch (KubernetesClientException e) {
            String at = "The Kubernetes API at " + client.getMasterUrl();
            if (e.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED) {
                throw new KubernetesClientException(
                        at + " does not know the credentials (401 Unauthorized). Mend the user"
                                + " of the kubeconfig's context, or in a pod the token of its ServiceAccount");
            }
            if (e.getCode() <= 0) {
                throw new UncheckedIOException(
                        at + " can't be reached: see to its address, and to the way there", new IOException(cause(e)));
            }
            log.atWarn().setCause(e).log("The Kubernetes API is not ready; it is waited for");
        }
    }

    private static String cause(Throwable thrown) {
        Throwable first = thrown;
        while (first.getCause() != null && first.getCause() != first) {
            first = first.getCause();
        }
        return first.toString();
    }
}
