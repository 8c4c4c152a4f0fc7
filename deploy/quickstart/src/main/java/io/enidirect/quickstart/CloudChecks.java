package io.enidirect.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.enidirect.quickstart.Row.Question;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What an example says of its load balancer, looked at in the cloud. */
final class CloudChecks {
    private static final String MODE = "eni-direct.io/mode";
    private static final int MORE_PODS = 4;

    private final Stage stage;
    private final Verdicts verdicts;

    CloudChecks(Stage stage, Verdicts verdicts) {
        this.stage = stage;
        this.verdicts = verdicts;
    }

    Row profile(ServiceExample example) {
        return looksLike(
                example,
                "50 Mbps, team shop",
                there -> there.path("attributes")
                                .path("InternetAccessible")
                                .path("InternetMaxBandwidthOut")
                                .asInt() + " Mbps, team "
                        + there.path("tags").path("team").asText());
    }

    Row tuning(ServiceExample example) {
        return looksLike(example, "LEAST_CONN, probes every 10 s", there -> {
            JsonNode settings = there.path("listeners").path(0).path("settings");
            return settings.path("Scheduler").asText() + ", probes every "
                    + settings.path("HealthCheck").path("IntervalTime").asInt() + " s";
        });
    }

    Row weights(ServiceExample example) {
        return looksLike(
                example, "targets of weight 5", there -> "targets of weight " + String.join(" ", weights(there)));
    }

    private static Set<String> weights(JsonNode there) {
        Set<String> weights = new TreeSet<>();
        there.path("listeners")
                .path(0)
                .path("targets")
                .forEach(target -> weights.add(target.path("weight").asText()));
        return weights;
    }

    private Row looksLike(ServiceExample example, String wanted, Function<JsonNode, String> look) {
        Question question = new Question(example.manifest(), "the load balancer in the cloud", wanted);
        return verdicts.on(question, () -> {
            stage.address(example);
            String uid = uid(example);
            boolean same = Patience.untilTrue(
                    Stage.DEADLINE, () -> look.apply(only(uid)).equals(wanted));
            return question.answered(look.apply(only(uid)), "-", same);
        });
    }

    /** From when it is to be left alone more pods make no difference, until it is managed again. */
    Row mode(ServiceExample example) {
        Question question = new Question(
                example.manifest(),
                "skip, then " + MORE_PODS + " pods, then manage",
                "2, 2 and " + MORE_PODS + " targets");
        return verdicts.on(question, () -> {
            stage.address(example);
            String uid = uid(example);
            Patience.untilTrue(Stage.DEADLINE, () -> targets(uid) == 2);
            int before = targets(uid);
            say(example, "skip");
            Patience.untilTrue(
                    Stage.DEADLINE,
                    () -> stage.loadBalancer(example)
                            .map(object -> object.getMetadata().getAnnotations())
                            .filter(annotations -> "skip".equals(annotations.get(MODE)))
                            .isPresent());
            stage.client()
                    .apps()
                    .deployments()
                    .inNamespace(stage.namespace())
                    .withName(example.deployment())
                    .scale(MORE_PODS);
            stage.awaitPods(example, example.deployment());
            int meanwhile = targets(uid);
            say(example, "manage");
            Patience.untilTrue(Stage.DEADLINE, () -> targets(uid) == MORE_PODS);
            int after = targets(uid);
            return question.answered(
                    before + ", " + meanwhile + " and " + after + " targets",
                    "-",
                    before == 2 && meanwhile == 2 && after == MORE_PODS);
        });
    }

    private void say(ServiceExample example, String mode) {
        stage.resource(example)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\": {\"annotations\": {\"" + MODE + "\": \"" + mode + "\"}}}");
    }

    private int targets(String uid) {
        return only(uid).path("listeners").path(0).path("targets").size();
    }

    /** Its Service goes, and it stays without what was ours. */
    Row retained(ServiceExample example) {
        Question question = new Question(example.manifest(), "Service deleted", "stays, with nothing of ours on it");
        return verdicts.on(question, () -> {
            stage.address(example);
            String id = only(uid(example)).path("id").asText();
            stage.resource(example).delete();
            boolean gone = Patience.untilTrue(
                    Stage.DEADLINE, () -> stage.source(example).isEmpty());
            String left = stage.simulator()
                    .loadBalancer(id)
                    .map(there -> there.path("listeners").isEmpty()
                                    && !there.path("tags").toString().contains("eni-direct")
                            ? "stays, with nothing of ours on it"
                            : "stays, with " + there.path("listeners").size() + " listeners and tags "
                                    + there.path("tags"))
                    .orElse("is gone, too");
            return question.answered(left, "-", gone && left.equals(question.expected()));
        });
    }

    private String uid(ServiceExample example) {
        return stage.source(example).orElseThrow().getMetadata().getUid();
    }

    private JsonNode only(String uid) {
        List<JsonNode> made = stage.simulator().loadBalancersOf(uid);
        if (made.size() != 1) {
            throw new IllegalStateException(made.size() + " load balancers bear the tag of " + uid);
        }
        return made.get(0);
    }
}
