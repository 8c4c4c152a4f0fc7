package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is ours on the load balancer and for whom (the record, written before the cloud is), and how it stands. */
@JsonClassDescription(
        "How the load balancer stands, what on it is the controller's, and for which source. Written by the"
                + " controller alone.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CloudLoadBalancerStatus(
        @JsonPropertyDescription("The generation of this object that the status was computed from.") @Nullable Long observedGeneration,

        @JsonPropertyDescription("The cluster whose controller wrote this status: its option --cluster-id.") @Nullable String clusterId,

        @JsonPropertyDescription("The attempt to create the load balancer, recorded before it is made.") @Nullable Creation creation,

        @JsonPropertyDescription("The id of the load balancer, once it is known.") @Nullable String loadBalancerId,

        @JsonPropertyDescription("Its virtual IP addresses.")
        List<String> addresses,

        @JsonPropertyDescription("Its name, where it is reached by one.") @Nullable String hostname,

        @JsonPropertyDescription(
                "Which of its own settings somebody's word set: one that nobody's word sets any more goes back to the cloud's default.")
        List<String> named,

        @JsonPropertyDescription("Whose it is: its source, or how many it has.") @Nullable String source,

        @JsonPropertyDescription(
                "How many targets its sources have, of how many wanted, for example 3/4; written when they are"
                        + " confirmed, at most every 10 seconds.")
        @Nullable String targets,

        @JsonPropertyDescription(
                "Accepted, Programmed and Ready, for all its sources; and what its deletion waits for or"
                        + " leaves behind.")
        @SchemaFrom(type = ConditionSchema[].class)
        List<Condition> conditions,

        @JsonPropertyDescription(
                "What is wrong with the load balancer as a whole, whichever source wants something on it; at"
                        + " most 8.")
        List<ProblemStatus> problems,

        @JsonPropertyDescription("Each source that has something on it, once.")
        List<SourceStatus> sources,

        @JsonPropertyDescription(
                "The listeners that are on it or are about to be, and for which source: what is not here is"
                        + " never touched.")
        List<ListenerRecord> listeners) {

    public static final CloudLoadBalancerStatus EMPTY = new CloudLoadBalancerStatus(
            null, null, null, null, List.of(), null, List.of(), List.of(), List.of(), List.of());

    public CloudLoadBalancerStatus {
        addresses = Lists.of(addresses);
        named = Lists.of(named);
        conditions = Lists.of(conditions);
        problems = Lists.of(problems);
        sources = Lists.of(sources);
        listeners = Lists.of(listeners);
    }

    /** One of which no setting is named, and that says nothing of whose it is and how many targets they have. */
    public CloudLoadBalancerStatus(
            @Nullable Long observedGeneration,
            @Nullable String clusterId,
            @Nullable Creation creation,
            @Nullable String loadBalancerId,
            List<String> addresses,
            @Nullable String hostname,
            List<Condition> conditions,
            List<ProblemStatus> problems,
            List<SourceStatus> sources,
            List<ListenerRecord> listeners) {
        this(
                observedGeneration,
                clusterId,
                creation,
                loadBalancerId,
                addresses,
                hostname,
                List.of(),
                null,
                null,
                conditions,
                problems,
                sources,
                listeners);
    }

    /** With these settings named. */
    public CloudLoadBalancerStatus withNamed(List<String> others) {
        return new CloudLoadBalancerStatus(
                observedGeneration,
                clusterId,
                creation,
                loadBalancerId,
                addresses,
                hostname,
                others,
                source,
                targets,
                conditions,
                problems,
                sources,
                listeners);
    }

    /** What is published for a source. */
    public Optional<SourceStatus> source(String uid) {
        return sources.stream().filter(source -> source.uid().equals(uid)).findFirst();
    }

    /** With others, and without what is said of those that it has. */
    public CloudLoadBalancerStatus withSources(List<SourceStatus> others) {
        return new CloudLoadBalancerStatus(
                observedGeneration,
                clusterId,
                creation,
                loadBalancerId,
                addresses,
                hostname,
                named,
                null,
                null,
                conditions,
                problems,
                others,
                listeners);
    }

    /** One order to create a load balancer, recorded before it is sent: with it a repeat is answered with the same one. */
    public record Creation(
            @JsonPropertyDescription("Counts up only when the order before it can't have made anything any more.")
            int attempt,

            @JsonPropertyDescription("The hash of what was ordered.")
            String request) {}
}
