package io.enidirect.quickstart;

import io.enidirect.quickstart.Row.Question;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Deletes the object that has a load balancer, and looks for what is left of both. */
final class Deletion {

    private static final String CLIENT = "127.77.0.1";
    private final Stage stage;
    private final Verdicts verdicts;

    Deletion(Stage stage, Verdicts verdicts) {
        this.stage = stage;
        this.verdicts = verdicts;
    }

    /** Nothing listens any more, and neither the Service or Ingress nor its load balancer is left. */
    Row of(Example example) {
        String kind = example.source().getKind();
        Question question = new Question(example.manifest(), kind + " deleted", "none, and nothing is left");
        return verdicts.on(question, () -> {
            InetSocketAddress server = stage.address(example);
            GenericKubernetesResource source = stage.source(example).orElseThrow();
            String uid = source.getMetadata().getUid();
            stage.resource(example).delete();
            boolean gone = Patience.untilTrue(
                    Stage.DEADLINE, () -> leftovers(example, uid, server).isEmpty());
            return question.answered(
                    gone ? "none" : "left: " + String.join(", ", leftovers(example, uid, server)), "-", gone);
        });
    }

    private List<String> leftovers(Example example, String uid, InetSocketAddress server) {
        List<String> left = new ArrayList<>();
        String kind = example.source().getKind();
        if (stage.source(example).isPresent()) {
            left.add("the " + kind);
        }
        stage.loadBalancer(example)
                .ifPresent(object ->
                        left.add("CloudLoadBalancer " + object.getMetadata().getName()));
        stage.simulator()
                .loadBalancersOf(uid)
                .forEach(loadBalancer ->
                        left.add("load balancer " + loadBalancer.path("id").asText()));
        stage.simulator().tasks().forEach(task -> left.add("task " + task));
        if (answers(server)) {
            left.add("somebody who answers");
        }
        return left;
    }

    private static boolean answers(InetSocketAddress server) {
        try {
            Requests.get(CLIENT, server, server.getHostString(), "/");
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
