package io.enidirect.operator.plan;

import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.ListenerRecord;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.record.RecordKeys;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is told of a load balancer, or of listeners on it, that stays in the cloud and is no longer looked after. */
final class Released {
    private Released() {}

    /**
     * Of one that goes on being another's, or is to be kept: all that is ours on it goes.
     *
     * @param why as the end of a sentence
     * @param foreign what others have on it
     * @param isProtected the cloud refuses to delete it
     */
    static Problem cleared(
            CloudLoadBalancer object, LoadBalancerId id, String why, List<Listener> foreign, boolean isProtected) {
        String theirs = foreign.stream()
                .map(Listener::key)
                .sorted()
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        return problem(
                object,
                "load balancer " + id + " stays in the cloud, since " + why
                        + ": the listeners and tags of eni-direct are taken off it, and "
                        + (theirs.isEmpty() ? "no listener" : "listener " + theirs) + " stays on it",
                (isProtected
                                ? "Switch the protection off in the cloud's console, or with tccli clb"
                                        + " ModifyLoadBalancerAttributes --LoadBalancerId " + id
                                        + " --DeleteProtect false. "
                                : "")
                        + delete(id.value()));
    }

    /** Of one that may not be written to, where one is recorded. */
    static Optional<Problem> asItIs(CloudLoadBalancer object, String why) {
        String id = object.recorded().loadBalancerId();
        return id == null
                ? Optional.empty()
                : Optional.of(problem(
                        object,
                        "load balancer " + id + " stays in the cloud as it is, with "
                                + names(object.recorded().listeners()) + ", since " + why,
                        delete(id)));
    }

    /** Of listeners that nothing asks for any more, on one that may not be written to. */
    static Optional<Problem> listenersBut(CloudLoadBalancerStatus kept, CloudLoadBalancer object, String why) {
        String id = object.recorded().loadBalancerId();
        Set<ListenerKey> wanted = kept.listeners().stream().map(RecordKeys::of).collect(Collectors.toSet());
        List<ListenerRecord> left = object.recorded().listeners().stream()
                .filter(entry -> entry.id() != null && !wanted.contains(RecordKeys.of(entry)))
                .toList();
        if (id == null || left.isEmpty()) {
            return Optional.empty();
        }
        String ids = left.stream().map(listener -> "\"" + listener.id() + "\"").collect(Collectors.joining(", "));
        return Optional.of(problem(
                object,
                names(left) + " of load balancer " + id + " stays in the cloud as it is, since " + why,
                "Delete it in the cloud's console, or with tccli clb DeleteLoadBalancerListeners --LoadBalancerId " + id
                        + " --ListenerIds '[" + ids + "]'"));
    }

    private static Problem problem(CloudLoadBalancer object, String rule, String remedy) {
        return Problem.of(
                Code.RELEASED,
                new Place("CloudLoadBalancer " + object.getMetadata().getName(), null),
                null,
                new Wording(rule, remedy));
    }

    private static String delete(String id) {
        return "When nobody needs it any more, delete it in the cloud's console, or with tccli clb DeleteLoadBalancer"
                + " --LoadBalancerIds '[\"" + id + "\"]'";
    }

    private static String names(List<ListenerRecord> listeners) {
        return listeners.isEmpty()
                ? "no listener that is recorded"
                : "listener "
                        + listeners.stream()
                                .map(RecordKeys::of)
                                .map(Object::toString)
                                .collect(Collectors.joining(", "));
    }
}
