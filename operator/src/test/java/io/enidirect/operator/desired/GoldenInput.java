package io.enidirect.operator.desired;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.Target;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.claim.ServiceClaims;
import io.enidirect.operator.snapshot.AddressRange;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.ObservedChange;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One {@code in.yaml}: Kubernetes objects as they are, and a document of kind {@code Given} with what the cloud has
 * ({@code targets: {"TCP:80 10.0.0.1:8080": 10}}) and what differs from the defaults.
 */
final class GoldenInput {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

    private final List<Service> services = new ArrayList<>();
    private final List<EndpointSlice> slices = new ArrayList<>();
    private final List<Pod> pods = new ArrayList<>();
    private @Nullable CloudLoadBalancer object;
    private JsonNode given = YAML.createObjectNode();

    private GoldenInput() {}

    static GoldenInput read(String yaml) throws IOException {
        GoldenInput input = new GoldenInput();
        for (JsonNode node :
                YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll()) {
            String kind = node.path("kind").asText();
            switch (kind) {
                case "Given" -> input.given = node;
                case "CloudLoadBalancer" -> input.object = KUBERNETES.convertValue(node, CloudLoadBalancer.class);
                case "Service" -> input.services.add(KUBERNETES.convertValue(node, Service.class));
                case "EndpointSlice" -> input.slices.add(KUBERNETES.convertValue(node, EndpointSlice.class));
                case "Pod" -> input.pods.add(KUBERNETES.convertValue(node, Pod.class));
                default -> throw new IllegalArgumentException("A document of kind '" + kind + "'");
            }
        }
        return input;
    }

    Snapshot snapshot() {
        return snapshot(services, slices, pods);
    }

    /** The same with every list the other way round. */
    Snapshot reversed() {
        return snapshot(backwards(services), backwards(slices), backwards(pods));
    }

    private static <T> List<T> backwards(List<T> all) {
        List<T> copy = new ArrayList<>(all);
        Collections.reverse(copy);
        return copy;
    }

    private Snapshot snapshot(List<Service> services, List<EndpointSlice> slices, List<Pod> pods) {
        return new Snapshot(
                Instant.parse("2026-03-01T00:00:00Z"),
                settings(),
                Optional.ofNullable(object).orElseThrow(),
                services.stream().map(this::source).toList(),
                endpoints(services, slices, pods),
                Map.of(),
                observed(),
                Memory.EMPTY);
    }

    private Settings settings() {
        List<AddressRange> ranges = new ArrayList<>();
        given.path("targetRanges").forEach(range -> ranges.add(AddressRange.parse(range.asText())));
        return new Settings(
                "cls-1",
                "vpc-1",
                ranges.isEmpty() ? List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("fc00::/7")) : ranges,
                List.of(),
                Duration.ofMinutes(30));
    }

    private Source source(Service service) {
        SourceRef ref = new SourceRef(
                "Service",
                service.getMetadata().getNamespace(),
                service.getMetadata().getName(),
                service.getMetadata().getUid());
        return new Source(
                ref, ServiceClaims.of(service, true, given.path("tkeActive").asBoolean()), service);
    }

    private Map<String, ServiceEndpoints> endpoints(
            List<Service> services, List<EndpointSlice> slices, List<Pod> pods) {
        Map<String, ServiceEndpoints> endpoints = new HashMap<>();
        for (Service service : services) {
            String namespace = service.getMetadata().getNamespace();
            String name = service.getMetadata().getName();
            Map<String, Pod> known = new HashMap<>();
            pods.stream()
                    .filter(pod -> namespace.equals(pod.getMetadata().getNamespace()))
                    .forEach(pod -> known.put(pod.getMetadata().getName(), pod));
            endpoints.put(
                    namespace + "/" + name,
                    new ServiceEndpoints(
                            service,
                            slices.stream()
                                    .filter(slice -> name.equals(
                                            slice.getMetadata().getLabels().get("kubernetes.io/service-name")))
                                    .toList(),
                            known,
                            !given.path("untrusted").asBoolean()));
        }
        return endpoints;
    }

    private Observed observed() {
        ObservedChange change = new ObservedChange(Observed.UNREAD).known(Observed.Aspect.values());
        given.path("targets").fields().forEachRemaining(entry -> {
            String[] words = entry.getKey().split(" ", 2);
            ListenerKey key = key(words[0]);
            change.listener(new io.enidirect.cloud.Listener(
                    new ListenerId("lbl-" + key.protocol() + key.port()),
                    key,
                    "eni-direct.cls-1",
                    BackendSettings.UNSPECIFIED,
                    List.of()));
            change.attachment(
                    new Attachment(Backend.of(key), target(words[1])),
                    entry.getValue().asInt());
        });
        return change.done();
    }

    private static ListenerKey key(String text) {
        String[] words = text.split(":", 2);
        return new ListenerKey(Protocol.valueOf(words[0]), Integer.parseInt(words[1]));
    }

    private static Target target(String text) {
        int colon = text.lastIndexOf(':');
        return new Target(
                text.substring(0, colon).replaceAll("[\\[\\]]", ""), Integer.parseInt(text.substring(colon + 1)));
    }
}
