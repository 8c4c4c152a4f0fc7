package io.enidirect.quickstart;

import io.enidirect.sandbox.EchoAnswer;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What each example promises, asked for with real requests. Each check throws {@link NotReady} where nothing comes. */
final class Checks {

    private static final String CLIENT = "127.77.0.1";
    private static final int REQUESTS = 20;
    private static final ResourceDefinitionContext LOAD_BALANCERS = new ResourceDefinitionContext.Builder()
            .withGroup("eni-direct.io")
            .withVersion("v1alpha1")
            .withKind("CloudLoadBalancer")
            .withPlural("cloudloadbalancers")
            .withNamespaced(false)
            .build();

    private final Stage stage;

    Checks(Stage stage) {
        this.stage = stage;
    }

    /** Somebody answers, and it is one of the Service's pods. */
    Row answers(Example example) {
        InetSocketAddress server = stage.address(example);
        EchoAnswer answer = Patience.until(
                        Stage.DEADLINE,
                        () -> ask(example, CLIENT, server)
                                .filter(given -> stage.pods(example).contains(given.pod())))
                .orElseThrow(() -> stage.notReady(example, "no pod answered at " + server));
        return new Row(
                example.manifest(),
                target(example),
                "a pod of " + example.deployment(),
                answer.pod(),
                answer.client(),
                answer.client().equals(CLIENT));
    }

    /** Three clients, and each pod saw the one that asked. */
    Row clientAddresses(Example example) {
        InetSocketAddress server = stage.address(example);
        List<String> clients = List.of("127.77.0.11", "127.77.0.12", "127.77.0.13");
        List<EchoAnswer> answers = Patience.until(Stage.DEADLINE, () -> askAll(example, clients, server))
                .orElseThrow(() -> stage.notReady(example, "no pod answered at " + server));
        List<String> seen = answers.stream().map(EchoAnswer::client).toList();
        return new Row(
                example.manifest(),
                target(example) + " from 3 clients",
                "any pod of " + example.deployment(),
                shortened(pods(answers)),
                shortenedAddresses(seen),
                seen.equals(clients));
    }

    /** While ten clients are spread over pods, one client stays with its own. */
    Row affinity(Example example) {
        InetSocketAddress server = stage.address(example);
        List<String> many =
                IntStream.range(20, 30).mapToObj(i -> "127.77.0." + i).toList();
        boolean spread = Patience.untilTrue(
                Stage.DEADLINE,
                () -> askAll(example, many, server)
                        .filter(answers -> pods(answers).size() > 1)
                        .isPresent());
        if (!spread) {
            throw stage.notReady(example, "ten clients were not spread over its pods");
        }
        List<EchoAnswer> answers = askAll(example, times(REQUESTS, CLIENT), server)
                .orElseThrow(() -> stage.notReady(example, "a request failed"));
        return new Row(
                example.manifest(),
                REQUESTS + " x " + target(example),
                "always the same pod",
                pods(answers).size() == 1 ? answers.get(0).pod() : shortened(pods(answers)),
                CLIENT,
                pods(answers).size() == 1
                        && answers.stream().allMatch(answer -> answer.client().equals(CLIENT)));
    }

    /** After a change of its replicas exactly the pods that there are answer, and each does. */
    Row scaling(Example example, int replicas) {
        InetSocketAddress server = stage.address(example);
        int before = stage.pods(example).size();
        var deployment = stage.client()
                .apps()
                .deployments()
                .inNamespace(stage.namespace())
                .withName(example.deployment());
        deployment.scale(replicas);
        stage.awaitPods(example);
        List<EchoAnswer> answers = Patience.until(
                        Stage.DEADLINE,
                        () -> askAll(example, times(REQUESTS, CLIENT), server)
                                .filter(given -> pods(given).equals(stage.pods(example))))
                .orElseThrow(
                        () -> stage.notReady(example, "the pods that answer are not the " + replicas + " there are"));
        return new Row(
                example.manifest(),
                "scaled " + before + " -> " + replicas + ", " + REQUESTS + " x " + target(example),
                replicas == 1 ? "the pod that is left" : "all " + replicas + " pods",
                shortened(pods(answers)),
                CLIENT,
                pods(answers).size() == replicas);
    }

    /** Nothing listens any more, and neither the Service nor its load balancer is left. */
    Row deletion(Example example) {
        String vip = stage.vip(example).orElseThrow(() -> stage.notReady(example, "there is no address in its status"));
        stage.client()
                .services()
                .inNamespace(stage.namespace())
                .withName(example.service())
                .delete();
        boolean gone =
                Patience.untilTrue(Stage.DEADLINE, () -> leftovers(example, vip).isEmpty());
        return new Row(
                example.manifest(),
                "Service deleted",
                "none, and nothing is left",
                gone ? "none" : "left: " + String.join(", ", leftovers(example, vip)),
                "-",
                gone);
    }

    private List<String> leftovers(Example example, String vip) {
        List<String> left = new ArrayList<>();
        if (stage.service(example).isPresent()) {
            left.add("the Service");
        }
        String name = "service." + stage.namespace() + "." + example.service();
        if (stage.client()
                        .genericKubernetesResources(LOAD_BALANCERS)
                        .withName(name)
                        .get()
                != null) {
            left.add("CloudLoadBalancer " + name);
        }
        stage.simulator().addresses().keySet().stream()
                .filter(listener -> listener.contains(" " + vip + ":"))
                .forEach(left::add);
        return left;
    }

    /** Empty where one request failed: some pods may not be registered yet, or the balancer has just begun. */
    private Optional<List<EchoAnswer>> askAll(Example example, List<String> clients, InetSocketAddress server) {
        List<EchoAnswer> answers = new ArrayList<>();
        for (String client : clients) {
            Optional<EchoAnswer> answer = ask(example, client, server);
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            answers.add(answer.get());
        }
        return Optional.of(answers);
    }

    private static Optional<EchoAnswer> ask(Example example, String client, InetSocketAddress server) {
        try {
            return Optional.of(
                    example.protocol().equals("UDP") ? Requests.udp(client, server) : Requests.http(client, server));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String target(Example example) {
        return example.protocol() + " port " + example.port();
    }

    private static List<String> times(int count, String client) {
        return IntStream.range(0, count).mapToObj(i -> client).toList();
    }

    private static Set<String> pods(List<EchoAnswer> answers) {
        return answers.stream().map(EchoAnswer::pod).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The first, and of the others what differs. */
    private static String shortenedAddresses(List<String> addresses) {
        return addresses.get(0)
                + addresses.stream()
                        .skip(1)
                        .map(address -> " " + address.substring(address.lastIndexOf('.')))
                        .collect(Collectors.joining());
    }

    /** Of several names of one Deployment the ends, which tell them apart. */
    private static String shortened(Set<String> pods) {
        return pods.stream().map(pod -> pod.substring(pod.lastIndexOf('-'))).collect(Collectors.joining(" "));
    }
}
