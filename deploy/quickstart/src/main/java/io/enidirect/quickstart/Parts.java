package io.enidirect.quickstart;

import io.enidirect.sandbox.KubernetesBinaries;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;

/** What the reader is told about the parts: first which are real, and in the end how to go on with them. */
final class Parts {

    private Parts() {}

    static String describe(KubernetesBinaries binaries) {
        String controllers = binaries.controllerManager()
                ? "  real       kube-controller-manager %s: Deployments, EndpointSlices, deletion"
                        .formatted(binaries.version())
                : "  stand-in   for kube-controller-manager: makes pods of Deployments and EndpointSlices of Services";
        return """

               What is real here, and what is not:
                 real       eni-direct.jar, the controller as it is shipped
                 real       kube-apiserver and etcd %s, %s
               %s
                 stand-in   for scheduler and kubelet: pods are bound, get an address, become ready and end
                 stand-in   for the pods' containers: small servers; a pod 10.a.b.c answers at 127.a.b.c
                 simulated  Tencent Cloud: its API as the SDK sees it, and load balancers that forward TCP, UDP and
                            HTTP on loopback addresses; no request leaves this machine
               """.formatted(binaries.version(), binaries.origin(), controllers);
    }

    static String howToGoOn(Stage stage, List<Example> examples, Operator operator) {
        String addresses = examples.stream()
                .filter(example -> stage.vip(example).isPresent())
                .map(example -> "  " + request(example, stage.address(example)))
                .collect(Collectors.joining("\n"));
        return """

               It stays until you end it (Ctrl-C). To go on:
               %s
                 export KUBECONFIG=%s
                 %s -n %s get services,ingresses,pods,cloudloadbalancers
                 %s (status page of the controller)
               """.formatted(
                        addresses,
                        stage.cluster().kubeConfigFile(),
                        stage.cluster().binaries().executable("kubectl"),
                        stage.namespace(),
                        operator.statusPage());
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
