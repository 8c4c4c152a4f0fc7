package io.enidirect.operator.observe;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client that remembers what it asked for. */
final class CountingClient implements AutoCloseable {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final KubernetesClient client;

    CountingClient(Config config) {
        client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("count", new Interceptor() {
                    @Override
                    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                        asked.add(request.method() + " " + request.uri().getPath());
                    }
                }))
                .build();
    }

    KubernetesClient client() {
        return client;
    }

    /** As {@code GET /api/v1/…}. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        client.close();
    }
}
