package io.enidirect.quickstart;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the reader is told in the end: how to go on with the parts while they stay.
 *
 * @param requests each asks an example
 * @param logs of the controller and of the simulated cloud
 * @param control the simulated cloud's, to see and to disturb it
 */
record GoOn(
        List<Request> requests,
        Tools tools,
        Path kubeConfig,
        String namespace,
        URI statusPage,
        List<Path> logs,
        URI control) {

    /** A command of that tool. */
    record Request(String tool, String command) {}

    /** Of the examples that still have an address: some were deleted by now. */
    static GoOn with(Stage stage, List<Example> examples, Operator operator, Tools tools) {
        return new GoOn(
                examples.stream()
                        .filter(example -> stage.vip(example).isPresent())
                        .map(example -> request(example, stage.address(example)))
                        .toList(),
                tools,
                stage.cluster().kubeConfigFile(),
                stage.namespace(),
                operator.statusPage(),
                List.of(operator.log(), stage.simulator().log()),
                stage.simulator().control());
    }

    String text() {
        return Stream.of(
                        requests.stream()
                                .filter(request -> tools.has(request.tool()))
                                .map(Request::command),
                        Stream.of("export KUBECONFIG=" + kubeConfig),
                        Stream.ofNullable(tools.found().get(Tools.KUBECTL))
                                .map(kubectl -> kubectl + " -n " + namespace
                                        + " get services,ingresses,pods,cloudloadbalancers"),
                        Stream.of(
                                statusPage + " (status page of the controller)",
                                "tail -f " + logs.stream().map(Path::toString).collect(Collectors.joining(" ")),
                                (tools.has(Tools.CURL) ? "curl " : "") + control + "/state (what the simulated cloud"
                                        + " has; docs/reference/simulator.md says how to disturb it)"))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n  ", "\nIt stays until you end it (Ctrl-C). To go on:\n  ", "\n"));
    }

    private static Request request(Example example, InetSocketAddress server) {
        String host = server.getHostString();
        int port = server.getPort();
        if (example instanceof IngressExample ingress) {
            Exchange first = ingress.exchanges().get(0);
            String header = first.host().isEmpty() ? "" : "-H 'Host: " + first.host() + "' ";
            return new Request(Tools.CURL, "curl %shttp://%s:%d%s".formatted(header, host, port, first.path()));
        }
        return example.protocol().equals("UDP")
                ? new Request(Tools.NC, "echo hello | nc -u -w1 %s %d".formatted(host, port))
                : new Request(Tools.CURL, "curl http://%s:%d/".formatted(host, port));
    }
}
