package io.enidirect.quickstart;

import java.io.File;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the reader is told in the end: how to go on with the parts while they stay.
 *
 * @param requests commands, each of which asks an example
 * @param kubectl empty where there is none on this machine
 * @param logs of the controller and of the simulated cloud
 * @param control the simulated cloud's, to see and to disturb it
 */
record GoOn(
        List<String> requests,
        Optional<Path> kubectl,
        Path kubeConfig,
        String namespace,
        URI statusPage,
        List<Path> logs,
        URI control) {

    /** Of the examples that still have an address: some were deleted by now. */
    static GoOn with(Stage stage, List<Example> examples, Operator operator) {
        return new GoOn(
                examples.stream()
                        .filter(example -> stage.vip(example).isPresent())
                        .map(example -> request(example, stage.address(example)))
                        .toList(),
                kubectl(stage.cluster().binaries().executable("kubectl"), System.getenv("PATH")),
                stage.cluster().kubeConfigFile(),
                stage.namespace(),
                operator.statusPage(),
                List.of(operator.log(), stage.simulator().log()),
                stage.simulator().control());
    }

    /** A download of the control plane brings none; then it is the reader's own. */
    static Optional<Path> kubectl(Path brought, @Nullable String path) {
        return Stream.concat(Stream.of(brought), onPath("kubectl", path))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> onPath(String command, @Nullable String path) {
        return Arrays.stream(path == null ? new String[0] : path.split(File.pathSeparator))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory).resolve(command));
    }

    String text() {
        return """

               It stays until you end it (Ctrl-C). To go on:
               %s
                 export KUBECONFIG=%s
                 %s -n %s get services,ingresses,pods,cloudloadbalancers
                 %s (status page of the controller)
                 tail -f %s
                 curl %s/state (what the simulated cloud has; docs/reference/simulator.md says how to disturb it)
               """.formatted(
                        requests.stream().map(request -> "  " + request).collect(Collectors.joining("\n")),
                        kubeConfig,
                        kubectl.map(Path::toString).orElse("kubectl (which is not on this machine)"),
                        namespace,
                        statusPage,
                        logs.stream().map(Path::toString).collect(Collectors.joining(" ")),
                        control);
    }

    private static String request(Example example, InetSocketAddress server) {
        String host = server.getHostString();
        int port = server.getPort();
        if (example instanceof IngressExample ingress) {
            Exchange first = ingress.exchanges().get(0);
            String header = first.host().isEmpty() ? "" : "-H 'Host: " + first.host() + "' ";
            return "curl %shttp://%s:%d%s".formatted(header, host, port, first.path());
        }
        return example.protocol().equals("UDP")
                ? "echo hello | nc -u -w1 %s %d".formatted(host, port)
                : "curl http://%s:%d/".formatted(host, port);
    }
}
