package io.enidirect.operator.desired.endpoints;

import io.enidirect.cloud.Binding;
import io.enidirect.operator.annotations.PodWeight;
import io.enidirect.operator.annotations.WeightGroups;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Gathered;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.fabric8.kubernetes.api.model.Pod;
import org.jspecify.annotations.Nullable;

/**
 * The weights of the pods behind one port of a Service: a pod's own word, else what the source says of it, else the default.
 * A bad word changes nothing: what is registered keeps its weight.
 *
 * @param own which of a pod's weights counts: Services and Ingresses each have their own
 */
record Weighing(PodWeight.Of own, WeightGroups said, WeightGroups.Port port) {

    /**
     * @param service whose pod it is, for people
     * @param registered the weight with which it stands there
     * @param problems gets what is wrong in the pod's own word
     */
    int of(@Nullable Pod pod, @Nullable Integer registered, String service, Gathered problems) {
        if (pod == null) {
            return Binding.DEFAULT_WEIGHT;
        }
        PodWeight word = own.in(pod);
        if (word.value().isPresent()) {
            return word.value().getAsInt();
        }
        if (word.text() != null) {
            problems.add(bad(service, word.text()), "pod " + pod.getMetadata().getName());
        }
        boolean bad = word.text() != null || said.mistake() != null;
        return bad && registered != null ? registered : said.of(pod, port).orElse(Binding.DEFAULT_WEIGHT);
    }

    private Problem bad(String service, String text) {
        return Problem.of(
                Code.BAD_ANNOTATION,
                new Place(service, "its pods' " + own.field()),
                text,
                new Wording(
                        "a weight is a whole number from 0 to 100",
                        "Write one, or take the annotation away for the default of " + Binding.DEFAULT_WEIGHT));
    }
}
