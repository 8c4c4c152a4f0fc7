package io.enidirect.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServerTest {
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");

    @TempDir
    private Path home;

    private HttpServer server;
    private int status = 200;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
            byte[] body = "{\"gitVersion\": \"v1.34.0\", \"major\": \"1\", \"minor\": \"34\"}".getBytes("UTF-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void goesOnWithOneThatAnswers() {
        assertThatCode(this::ask).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 503})
    void waitsForOneThatIsNotReadyOrHidesItsVersion(int code) {
        status = code;
        assertThatCode(this::ask).doesNotThrowAnyException();
    }

    @Test
    void namesTheOneThatCannotBeReached() {
        server.stop(0);
        assertThatThrownBy(this::ask)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("The Kubernetes API at " + address() + "/ can't be reached: see to its address")
                .rootCause()
                .hasMessageContaining("Connection refused");
    }

    @Test
    void namesTheOneThatDoesNotKnowTheCredentials() {
        status = 401;
        assertThatThrownBy(this::ask)
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageStartingWith("The Kubernetes API at " + address()
                        + "/ does not know the credentials (401 Unauthorized). Mend");
    }

    @Test
    void isFoundWhereAPodOrAKubeconfigSaysIt() throws IOException {
        Path file = Files.writeString(home.resolve("some"), "");
        assertThatCode(() -> {
                    require("KUBECONFIG", home + "/none:" + file);
                    require("KUBERNETES_SERVICE_HOST", "10.0.0.1");
                    require("KUBERNETES_MASTER", "https://10.0.0.1");
                    Files.createDirectories(home.resolve(".kube"));
                    Files.writeString(home.resolve(".kube").resolve("config"), "");
                    require("KUBECONFIG", "");
                })
                .doesNotThrowAnyException();
    }

    @Test
    void isNotGuessedWhereNothingSaysIt() {
        assertThatThrownBy(() -> require("KUBECONFIG", " ")).hasMessageContaining("There is no kubeconfig");
        assertThatThrownBy(() -> require("KUBECONFIG", home + "/none"))
                .hasMessageContaining("KUBECONFIG names " + home + "/none, and there is no such file");
    }

    @Test
    void isReachedThroughTheProxyThatItsAddressIsReachedBy() {
        Config config = config("http://api.test");

        ask(ApiServer.through(target -> Optional.of(URI.create("http://me:pw@" + authority())), config, Map.of()));

        assertThat(asked).containsExactly("http://api.test/version Basic bWU6cHc=");
    }

    @Test
    void isReachedDirectlyWhereTheEnvironmentSparesItWhateverTheLibraryMakesOfThat() {
        Config config = config(address());
        config.setHttpProxy(NOBODY.toString());
        // taken by everybody else; the library throws at it
        config.setNoProxy(new String[] {"*"});

        ask(ApiServer.through(target -> Optional.empty(), config, Map.of()));

        assertThat(asked).containsExactly("/version null");
    }

    @Test
    void ofThePodsOwnClusterIsReachedDirectly() {
        ask(ApiServer.through(
                target -> Optional.of(NOBODY), config(address()), Map.of("KUBERNETES_SERVICE_HOST", "127.0.0.1")));

        assertThat(asked).containsExactly("/version null");
    }

    private void require(String name, String value) {
        ApiServer.requireConfig(Map.of("HOME", home.toString(), name, value));
    }

    private String address() {
        return "http://" + authority();
    }

    private String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void ask() {
        ask(config(address()));
    }

    private static Config config(String master) {
        Config config = Config.empty();
        config.setMasterUrl(master);
        config.setRequestRetryBackoffLimit(0);
        return config;
    }

    private static void ask(Config config) {
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            ApiServer.requireAnswer(client);
        }
    }
}
