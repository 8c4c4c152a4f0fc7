package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is ours on the load balancer and for whom (the record, written before the cloud is), and how it stands.
 *
 * @param clusterId the cluster whose controller wrote this record
 * @param creation the attempt to create the load balancer, recorded before it is made
 * @param loadBalancerId the load balancer, once known
 * @param addresses its virtual IPs
 * @param hostname its name, where it is reached by one
 * @param problems what stops the load balancer as a whole, whichever source wants something on it
 * @param sources each source that has something on it, once
 * @param listeners what is on it or is about to be
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CloudLoadBalancerStatus(
        @Nullable Long observedGeneration,
        @Nullable String clusterId,
        @Nullable Creation creation,
        @Nullable String loadBalancerId,
        List<String> addresses,
        @Nullable String hostname,
        List<Condition> conditions,

        @JsonPropertyDescription("What stops the load balancer as a whole, whichever source wants something on it")
        List<ProblemStatus> problems,

        List<SourceStatus> sources,
        List<ListenerRecord> listeners) {

    public static final CloudLoadBalancerStatus EMPTY = new CloudLoadBalancerStatus(
            null, null, null, null, List.of(), null, List.of(), List.of(), List.of(), List.of());

    public CloudLoadBalancerStatus {
        addresses = Lists.of(addresses);
        conditions = Lists.of(conditions);
        problems = Lists.of(problems);
        sources = Lists.of(sources);
        listeners = Lists.of(listeners);
    }

    /** What is published for a source. */
    public Optional<SourceStatus> source(String uid) {
        return sources.stream().filter(source -> source.uid().equals(uid)).findFirst();
    }

    public CloudLoadBalancerStatus withSources(List<SourceStatus> others) {
        return new CloudLoadBalancerStatus(
                observedGeneration,
                clusterId,
                creation,
                loadBalancerId,
                addresses,
                hostname,
                conditions,
                problems,
                others,
                listeners);
    }

    /**
     * One order to create a load balancer, recorded before it is sent: with it a repeat is answered with the same one.
     *
     * @param attempt counts up only when the order before it can't have made anything any more
     * @param request the hash of what was ordered
     */
    public record Creation(int attempt, String request) {}
}
