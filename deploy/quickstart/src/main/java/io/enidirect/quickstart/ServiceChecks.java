package io.enidirect.quickstart;

import io.enidirect.quickstart.Row.Question;
import io.enidirect.sandbox.EchoAnswer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What each example of a Service promises, asked for with real requests. */
final class ServiceChecks {

    private static final String CLIENT = "127.77.0.1";
    private static final int REQUESTS = 20;

    private final Stage stage;
    private final Verdicts verdicts;

    ServiceChecks(Stage stage, Verdicts verdicts) {
        this.stage = stage;
        this.verdicts = verdicts;
    }

    /** Somebody answers, and it is one of the Service's pods. */
    Row answers(ServiceExample example) {
        Question question = new Question(example.manifest(), target(example), "a pod of " + example.deployment());
        return verdicts.on(question, () -> {
            InetSocketAddress server = stage.address(example);
            EchoAnswer answer = Patience.until(
                            Stage.DEADLINE,
                            () -> one(example, CLIENT, server)
                                    .filter(given ->
                                            stage.pods(example.deployment()).contains(given.pod())))
                    .orElseThrow(() -> stage.notReady(example, "none of its pods answered at " + server));
            return question.answered(
                    answer.pod(), answer.client(), answer.client().equals(CLIENT));
        });
    }

    /** Three clients, and each pod saw the one that asked. */
    Row clientAddresses(ServiceExample example) {
        Question question = new Question(
                example.manifest(), target(example) + " from 3 clients", "any pod of " + example.deployment());
        return verdicts.on(question, () -> {
            InetSocketAddress server = stage.address(example);
            List<String> clients = List.of("127.77.0.11", "127.77.0.12", "127.77.0.13");
            List<EchoAnswer> answers = Patience.until(Stage.DEADLINE, () -> all(example, clients, server))
                    .orElseThrow(() -> stage.notReady(example, "none of its pods answered at " + server));
            List<String> seen = answers.stream().map(EchoAnswer::client).toList();
            return question.answered(shortened(pods(answers)), shortenedAddresses(seen), seen.equals(clients));
        });
    }

    /** One client stays with its pod while ten are spread; not before the probes have found the pods alive. */
    Row affinity(ServiceExample example) {
        Question question = new Question(example.manifest(), REQUESTS + " x " + target(example), "always the same pod");
        return verdicts.on(question, () -> {
            InetSocketAddress server = stage.address(example);
            // new ones each time: who came when one pod alone was alive stays with that one
            Iterator<List<String>> ten = IntStream.iterate(1, net -> net % 254 + 1)
                    .mapToObj(ServiceChecks::tenClients)
                    .iterator();
            List<EchoAnswer> answers = Patience.until(
                            Stage.DEADLINE,
                            () -> all(example, times(REQUESTS, CLIENT), server)
                                    .filter(given -> pods(given).size() == 1)
                                    .filter(given -> all(example, ten.next(), server)
                                            .filter(others -> pods(others).size() > 1)
                                            .isPresent()))
                    .orElseThrow(() -> stage.notReady(
                            example, "one client did not stay with its pod while ten were spread over all of them"));
            return question.answered(
                    answers.get(0).pod(),
                    CLIENT,
                    answers.stream().allMatch(answer -> answer.client().equals(CLIENT)));
        });
    }

    private static List<String> tenClients(int net) {
        return IntStream.range(20, 30)
                .mapToObj(host -> "127.77." + net + "." + host)
                .toList();
    }

    /** After a change of its replicas exactly the pods that there are answer, and each does. */
    Row scaling(ServiceExample example, int replicas) {
        int before = stage.pods(example.deployment()).size();
        Question question = new Question(
                example.manifest(),
                "scaled " + before + " -> " + replicas + ", " + REQUESTS + " x " + target(example),
                replicas == 1 ? "the pod that is left" : "all " + replicas + " pods");
        return verdicts.on(question, () -> {
            InetSocketAddress server = stage.address(example);
            stage.client()
                    .apps()
                    .deployments()
                    .inNamespace(stage.namespace())
                    .withName(example.deployment())
                    .scale(replicas);
            stage.awaitPods(example, example.deployment());
            List<EchoAnswer> answers = Patience.until(
                            Stage.DEADLINE,
                            () -> all(example, times(REQUESTS, CLIENT), server)
                                    .filter(given -> pods(given).equals(stage.pods(example.deployment()))))
                    .orElseThrow(() ->
                            stage.notReady(example, "those that answer are not the " + replicas + " pods there are"));
            return question.answered(
                    shortened(pods(answers)), CLIENT, pods(answers).size() == replicas);
        });
    }

    /** Empty where one request failed: some pods may not be registered yet, or the balancer has just begun. */
    private Optional<List<EchoAnswer>> all(ServiceExample example, List<String> clients, InetSocketAddress server) {
        List<EchoAnswer> answers = new ArrayList<>();
        for (String client : clients) {
            Optional<EchoAnswer> answer = one(example, client, server);
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            answers.add(answer.get());
        }
        return Optional.of(answers);
    }

    private static Optional<EchoAnswer> one(ServiceExample example, String client, InetSocketAddress server) {
        try {
            return Optional.of(
                    example.protocol().equals("UDP") ? Requests.udp(client, server) : Requests.http(client, server));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String target(ServiceExample example) {
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
