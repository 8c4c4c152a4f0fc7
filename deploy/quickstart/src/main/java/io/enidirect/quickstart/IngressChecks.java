package io.enidirect.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.quickstart.Row.Question;
import io.enidirect.sandbox.EchoAnswer;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each example of an Ingress promises: its own exchanges, and what can only be seen elsewhere. */
final class IngressChecks {

    private static final String CLIENT = "127.77.0.1";
    private static final String REWRITE = "rewrite-target";

    private final Stage stage;
    private final Verdicts verdicts;

    IngressChecks(Stage stage, Verdicts verdicts) {
        this.stage = stage;
        this.verdicts = verdicts;
    }

    /** A row for each exchange, once all of them went right in one pass; the last pass, where that does not come. */
    List<Row> exchanges(IngressExample example) {
        List<Question> questions = example.exchanges().stream()
                .map(exchange -> question(example, exchange))
                .toList();
        return verdicts.on(questions, () -> {
            InetSocketAddress server = stage.address(example);
            return Patience.until(
                            Stage.DEADLINE,
                            () -> Optional.of(pass(example, server))
                                    .filter(rows -> rows.stream().allMatch(Row::ok)))
                    .orElseGet(() -> pass(example, server));
        });
    }

    private List<Row> pass(IngressExample example, InetSocketAddress server) {
        return example.exchanges().stream()
                .map(exchange -> asked(question(example, exchange), exchange, server))
                .toList();
    }

    private Row asked(Question question, Exchange exchange, InetSocketAddress server) {
        String host = exchange.host().isEmpty() ? server.getHostString() : exchange.host();
        try {
            Requests.Reply reply = Requests.get(CLIENT, server, host, exchange.path());
            return reply.echo()
                    .map(echo -> judged(question, exchange, host, echo))
                    .orElseGet(() -> question.answered(
                            "none: " + reply.status(),
                            "-",
                            exchange.backend().equals(Integer.toString(reply.status()))));
        } catch (IOException e) {
            return question.answered(e.toString(), "-", false);
        }
    }

    /** The right backend, and it saw the host, the path and the client's address as they were sent. */
    private Row judged(Question question, Exchange exchange, String host, EchoAnswer echo) {
        String client = echo.forwarded().orElse("none");
        String seen =
                echo.host().filter(host::equals).isPresent() ? "" : echo.host().orElse("no host");
        seen += echo.path().orElse("no path");
        boolean right = echo.pod().equals(exchange.backend())
                || stage.pods(exchange.backend()).contains(echo.pod());
        return question.answered(
                echo.pod() + " saw " + seen, client, right && seen.equals(exchange.path()) && client.equals(CLIENT));
    }

    private static Question question(IngressExample example, Exchange exchange) {
        return new Question(example.manifest(), exchange.request(), example.expected(exchange));
    }

    /** What the load balancer can't do is told once. */
    Row rewriteEvent(IngressExample example) {
        Question question = new Question(example.manifest(), "events that speak of " + REWRITE, "one: Unsupported");
        return verdicts.on(question, () -> {
            List<Event> events = Patience.until(
                            Stage.DEADLINE,
                            () -> Optional.of(stage.events(example).stream()
                                            .filter(event -> event.getMessage().contains(REWRITE))
                                            .toList())
                                    .filter(found -> !found.isEmpty()))
                    .orElseThrow(() -> stage.notReady(example, "no event speaks of " + REWRITE));
            List<String> reasons = events.stream().map(Event::getReason).toList();
            return question.answered(
                    (reasons.size() == 1 ? "one: " : reasons.size() + ": ") + String.join(", ", reasons),
                    "-",
                    reasons.equals(List.of("Unsupported")) && happenedOnce(events.get(0)));
        });
    }

    private static boolean happenedOnce(Event event) {
        return event.getSeries() == null && (event.getCount() == null || event.getCount() <= 1);
    }

    /** The load balancer is what the profile of its class asks for. */
    Row profile(IngressExample example, GenericKubernetesResource profile) {
        String subnet = profile.get("spec", "network", "subnetId");
        Map<String, String> tags = profile.get("spec", "tags");
        Question question =
                new Question(example.manifest(), "the load balancer in the cloud", "internal, " + subnet + ", " + tags);
        return verdicts.on(question, () -> {
            stage.address(example);
            String uid = stage.source(example).orElseThrow().getMetadata().getUid();
            List<JsonNode> made = stage.simulator().loadBalancersOf(uid);
            if (made.size() != 1) {
                return question.answered(made.size() + " load balancers", "-", false);
            }
            JsonNode loadBalancer = made.get(0);
            JsonNode attributes = loadBalancer.path("attributes");
            boolean internal = attributes.path("LoadBalancerType").asText().equals("INTERNAL");
            String where = attributes.path("SubnetId").asText("no subnet");
            boolean tagged = tags.entrySet().stream()
                    .allMatch(tag -> loadBalancer
                            .path("tags")
                            .path(tag.getKey())
                            .asText()
                            .equals(tag.getValue()));
            return question.answered(
                    (internal ? "internal, " : "public, ")
                            + where
                            + (tagged ? ", " + tags : ", " + loadBalancer.path("tags")),
                    "-",
                    internal && where.equals(subnet) && tagged);
        });
    }
}
