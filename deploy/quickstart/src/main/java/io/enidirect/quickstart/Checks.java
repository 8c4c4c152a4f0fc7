package io.enidirect.quickstart;

import io.enidirect.quickstart.Row.Question;
import io.enidirect.sandbox.EchoAnswer;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What each example promises, asked for with real requests. Each check ends in a row,
 * also where nothing comes in time: then the reader is told what the cluster knows about it. */
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
    private final Progress progress;

    Checks(Stage stage, Progress progress) {
        this.stage = stage;
        this.progress = progress;
    }

    /** Somebody answers, and it is one of the Service's pods. */
    Row answers(Example example) {
        Question question = new Question(example.manifest(), target(example), "a pod of " + example.deployment());
        return ask(question, () -> {
            InetSocketAddress server = stage.address(example);
            EchoAnswer answer = Patience.until(
                            Stage.DEADLINE,
                            () -> one(example, CLIENT, server)
                                    .filter(given -> stage.pods(example).contains(given.pod())))
                    .orElseThrow(() -> stage.notReady(example, "none of its pods answered at " + server));
            return question.answered(
                    answer.pod(), answer.client(), answer.client().equals(CLIENT));
        });
    }

    /** Three clients, and each pod saw the one that asked. */
    Row clientAddresses(Example example) {
        Question question = new Question(
                example.manifest(), target(example) + " from 3 clients", "any pod of " + example.deployment());
        return ask(question, () -> {
            InetSocketAddress server = stage.address(example);
            List<String> clients = List.of("127.77.0.11", "127.77.0.12", "127.77.0.13");
            List<EchoAnswer> answers = Patience.until(Stage.DEADLINE, () -> all(example, clients, server))
                    .orElseThrow(() -> stage.notReady(example, "none of its pods answered at " + server));
            List<String> seen = answers.stream().map(EchoAnswer::client).toList();
            return question.answered(shortened(pods(answers)), shortenedAddresses(seen), seen.equals(clients));
        });
    }

    /** While ten clients are spread over pods, one client stays with its own. */
    Row affinity(Example example) {
        Question question = new Question(example.manifest(), REQUESTS + " x " + target(example), "always the same pod");
        return ask(question, () -> {
            InetSocketAddress server = stage.address(example);
            List<String> many =
                    IntStream.range(20, 30).mapToObj(i -> "127.77.0." + i).toList();
            boolean spread = Patience.untilTrue(
                    Stage.DEADLINE,
                    () -> all(example, many, server)
                            .filter(answers -> pods(answers).size() > 1)
                            .isPresent());
            if (!spread) {
                throw stage.notReady(example, "ten clients were not spread over its pods");
            }
            List<EchoAnswer> answers = all(example, times(REQUESTS, CLIENT), server)
                    .orElseThrow(() -> stage.notReady(example, "a request failed"));
            boolean same = pods(answers).size() == 1;
            return question.answered(
                    same ? answers.get(0).pod() : shortened(pods(answers)),
                    CLIENT,
                    same && answers.stream().allMatch(answer -> answer.client().equals(CLIENT)));
        });
    }

    /** After a change of its replicas exactly the pods that there are answer, and each does. */
    Row scaling(Example example, int replicas) {
        int before = stage.pods(example).size();
        Question question = new Question(
                example.manifest(),
                "scaled " + before + " -> " + replicas + ", " + REQUESTS + " x " + target(example),
                replicas == 1 ? "the pod that is left" : "all " + replicas + " pods");
        return ask(question, () -> {
            InetSocketAddress server = stage.address(example);
            stage.client()
                    .apps()
                    .deployments()
                    .inNamespace(stage.namespace())
                    .withName(example.deployment())
                    .scale(replicas);
            stage.awaitPods(example);
            List<EchoAnswer> answers = Patience.until(
                            Stage.DEADLINE,
                            () -> all(example, times(REQUESTS, CLIENT), server)
                                    .filter(given -> pods(given).equals(stage.pods(example))))
                    .orElseThrow(() ->
                            stage.notReady(example, "those that answer are not the " + replicas + " pods there are"));
            return question.answered(
                    shortened(pods(answers)), CLIENT, pods(answers).size() == replicas);
        });
    }

    /** Nothing listens any more, and neither the Service nor its load balancer is left. */
    Row deletion(Example example) {
        Question question = new Question(example.manifest(), "Service deleted", "none, and nothing is left");
        return ask(question, () -> {
            InetSocketAddress server = stage.address(example);
            String uid = stage.service(example).orElseThrow().getMetadata().getUid();
            stage.client()
                    .services()
                    .inNamespace(stage.namespace())
                    .withName(example.service())
                    .delete();
            boolean gone = Patience.untilTrue(
                    Stage.DEADLINE, () -> leftovers(example, uid, server).isEmpty());
            return question.answered(
                    gone ? "none" : "left: " + String.join(", ", leftovers(example, uid, server)), "-", gone);
        });
    }

    private Row ask(Question question, Supplier<Row> check) {
        try {
            Row row = check.get();
            progress.say(question.manifest() + ": " + question.request() + (row.ok() ? " - ok" : " - NOT OK"));
            return row;
        } catch (NotReady e) {
            progress.say(question.manifest() + ": " + question.request() + " - NOT OK", e);
            return question.unanswered();
        }
    }

    private List<String> leftovers(Example example, String uid, InetSocketAddress server) {
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
        left.addAll(stage.simulator().ownedBy(uid));
        if (one(example, CLIENT, server).isPresent()) {
            left.add("somebody who answers");
        }
        return left;
    }

    /** Empty where one request failed: some pods may not be registered yet, or the balancer has just begun. */
    private Optional<List<EchoAnswer>> all(Example example, List<String> clients, InetSocketAddress server) {
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

    private static Optional<EchoAnswer> one(Example example, String client, InetSocketAddress server) {
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
