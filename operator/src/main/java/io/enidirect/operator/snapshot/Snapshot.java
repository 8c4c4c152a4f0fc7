package io.enidirect.operator.snapshot;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.TkeServiceConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that one reconcile of a load balancer knows.
 *
 * @param now the only clock that the pure core has
 * @param object as last seen; its status is the record
 * @param sources those that exist and either want something on it or are named by its record
 * @param endpoints of each Service that is an origin or is named as one, by {@code namespace/name}
 * @param externals each ExternalBackend that is an origin or is named as one, by {@code namespace/name}
 * @param configs each TkeServiceConfig that a source is tuned by and that is there, by {@code namespace/name}
 */
public record Snapshot(
        Instant now,
        Settings settings,
        CloudLoadBalancer object,
        List<Source> sources,
        Map<String, ServiceEndpoints> endpoints,
        Map<String, ExternalEndpoints> externals,
        Map<String, TkeServiceConfig> configs,
        Observed observed,
        Memory memory) {
    public Snapshot {
        sources = List.copyOf(sources);
        endpoints = Map.copyOf(endpoints);
        externals = Map.copyOf(externals);
        configs = Map.copyOf(configs);
    }

    /** Of sources that are not tuned. */
    public Snapshot(
            Instant now,
            Settings settings,
            CloudLoadBalancer object,
            List<Source> sources,
            Map<String, ServiceEndpoints> endpoints,
            Map<String, ExternalEndpoints> externals,
            Observed observed,
            Memory memory) {
        this(now, settings, object, sources, endpoints, externals, Map.of(), observed, memory);
    }

    public Timing timing() {
        return settings.timing();
    }

    public CloudLoadBalancerStatus recorded() {
        return object.recorded();
    }

    /** Whom what concerns the load balancer as a whole is told. */
    public List<SourceRef> sourceRefs() {
        return sources.stream().map(Source::ref).toList();
    }

    /** Whether it is to be left alone as it is: its source says so, or said so when it was last looked at. */
    public boolean skipped() {
        return object.leftAlone()
                || sources.stream().anyMatch(source -> source.claim().state() == Claim.State.SKIPPED);
    }

    public boolean deleting() {
        return object.getMetadata().getDeletionTimestamp() != null;
    }

    /** Whether all that is missing may be believed to be missing. Otherwise no event tells when it may. */
    public boolean trusted() {
        return endpoints.values().stream().allMatch(ServiceEndpoints::trusted);
    }

    /** Whether an address is waited for that another namespace's pod has. Not every event that may free it is seen here. */
    public boolean waitsForAddresses() {
        return endpoints.values().stream()
                .anyMatch(origin -> !origin.elsewhere().isEmpty());
    }

    public Optional<ServiceEndpoints> endpoints(String namespace, String service) {
        return Optional.ofNullable(endpoints.get(namespace + "/" + service));
    }

    public Optional<ExternalEndpoints> external(String namespace, String name) {
        return Optional.ofNullable(externals.get(namespace + "/" + name));
    }

    public Optional<TkeServiceConfig> config(String namespace, String name) {
        return Optional.ofNullable(configs.get(namespace + "/" + name));
    }
}
