package io.enidirect.operator.desired;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.LoadBalancerSettings;
import io.enidirect.cloud.Network;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.RuleKey;
import io.enidirect.cloud.Target;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.annotations.Cut;
import io.enidirect.operator.desired.endpoints.EndpointJudge;
import io.enidirect.operator.desired.endpoints.NoTargets;
import io.enidirect.operator.kinds.ingress.IngressClaims;
import io.enidirect.operator.kinds.service.ServiceClaims;
import io.enidirect.operator.snapshot.AddressRange;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.ExternalEndpoints;
import io.enidirect.operator.snapshot.HostNetworkTargets;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.ObservedChange;
import io.enidirect.operator.snapshot.PodRef;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.ServiceEndpoints.PodAddress;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.enidirect.operator.snapshot.StepKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One {@code in.yaml}: Kubernetes objects as they are, and a document of kind {@code Given} with what the cloud has
 * ({@code targets: {"TCP:80 10.0.0.1:8080": 10, "HTTP:80 foo.com /bar/ 10.0.0.1:8080": 10}}) and what differs from the defaults.
 */
final class GoldenInput {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final KubernetesSerialization KUBERNETES = new KubernetesSerialization();

    /** Every list that a reconcile may see in any order. */
    private record Objects(
            List<Service> services,
            List<Ingress> ingresses,
            List<EndpointSlice> slices,
            List<Pod> pods,
            List<ExternalBackend> externals,
            List<TkeServiceConfig> configs) {
        private Objects() {
            this(
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>());
        }

        private Objects backwards() {
            return new Objects(
                    backwards(services),
                    backwards(ingresses),
                    backwards(slices),
                    backwards(pods),
                    backwards(externals),
                    configs);
        }

        private static <T> List<T> backwards(List<T> all) {
            List<T> copy = new ArrayList<>(all);
            Collections.reverse(copy);
            return copy;
        }
    }

    private final Objects objects = new Objects();
    private final Map<String, IngressClass> classes = new HashMap<>(Map.of("eni-direct", ours()));
    private @Nullable CloudLoadBalancer object;
    private JsonNode given = YAML.createObjectNode();

    private GoldenInput() {}

    static GoldenInput read(String yaml) throws IOException {
        GoldenInput input = new GoldenInput();
        for (JsonNode node :
                YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll()) {
            input.add(node.path("kind").asText(), node);
        }
        return input;
    }

    private void add(String kind, JsonNode node) {
        switch (kind) {
            case "Given" -> given = node;
            case "CloudLoadBalancer" -> object = KUBERNETES.convertValue(node, CloudLoadBalancer.class);
            case "Service" -> objects.services().add(KUBERNETES.convertValue(node, Service.class));
            case "Ingress" -> objects.ingresses().add(KUBERNETES.convertValue(node, Ingress.class));
            case "IngressClass" -> {
                IngressClass ingressClass = KUBERNETES.convertValue(node, IngressClass.class);
                classes.put(ingressClass.getMetadata().getName(), ingressClass);
            }
            case "EndpointSlice" -> objects.slices().add(KUBERNETES.convertValue(node, EndpointSlice.class));
            case "Pod" -> objects.pods().add(KUBERNETES.convertValue(node, Pod.class));
            case "ExternalBackend" -> objects.externals().add(KUBERNETES.convertValue(node, ExternalBackend.class));
            case "TkeServiceConfig" -> objects.configs().add(KUBERNETES.convertValue(node, TkeServiceConfig.class));
            default -> throw new IllegalArgumentException("A document of kind '" + kind + "'");
        }
    }

    private static IngressClass ours() {
        return new IngressClassBuilder()
                .withNewMetadata()
                .withName("eni-direct")
                .endMetadata()
                .withNewSpec()
                .withController(IngressClaims.CONTROLLER)
                .endSpec()
                .build();
    }

    Snapshot snapshot() {
        return snapshot(objects);
    }

    /** The same with every list the other way round. */
    Snapshot reversed() {
        return snapshot(objects.backwards());
    }

    private Snapshot snapshot(Objects objects) {
        return new Snapshot(
                Instant.parse("2026-03-01T00:00:00Z"),
                settings(),
                loadBalancer(),
                Stream.concat(
                                objects.services().stream()
                                        .filter(this::isSource)
                                        .map(this::source),
                                objects.ingresses().stream().map(this::source))
                        .toList(),
                endpoints(objects),
                externals(objects.externals()),
                objects.configs().stream()
                        .collect(Collectors.toMap(
                                config -> config.getMetadata().getNamespace() + "/"
                                        + config.getMetadata().getName(),
                                Function.identity())),
                observed(),
                memory());
    }

    private CloudLoadBalancer loadBalancer() {
        return Optional.ofNullable(object).orElseThrow();
    }

    private Settings settings() {
        List<AddressRange> ranges = ranges("targetRanges");
        return new Settings(
                "cls-1",
                "vpc-1",
                true,
                ranges.isEmpty() ? List.of(AddressRange.parse("10.0.0.0/8"), AddressRange.parse("fc00::/7")) : ranges,
                ranges("externalRanges"),
                hostNetworkTargets(),
                Duration.ofMinutes(30));
    }

    private HostNetworkTargets hostNetworkTargets() {
        return HostNetworkTargets.valueOf(
                given.path("hostNetworkTargets").asText("declared").toUpperCase(Locale.ROOT));
    }

    private List<AddressRange> ranges(String option) {
        List<AddressRange> ranges = new ArrayList<>();
        given.path(option).forEach(range -> ranges.add(AddressRange.parse(range.asText())));
        return ranges;
    }

    /** A Service that is only the backend of an Ingress asks for nothing itself. */
    private boolean isSource(Service service) {
        SourceRef madeFor = loadBalancer().getSpec().source();
        String uid = service.getMetadata().getUid();
        return ServiceClaims.asks(service)
                || (madeFor != null && madeFor.uid().equals(uid))
                || loadBalancer().recorded().source(uid).isPresent();
    }

    /** As the cache has a source of which more than this is left out. */
    private <T extends HasMetadata> T cut(T source) {
        Set<String> marks = new HashSet<>();
        given.path("cut").forEach(mark -> marks.add(mark.asText()));
        Cut.mark(source.getMetadata(), marks);
        return source;
    }

    private Source source(Service given) {
        Service service = cut(given);
        return new Source(
                ref("Service", service),
                ServiceClaims.of(service, true, this.given.path("tkeActive").asBoolean()),
                service);
    }

    private Source source(Ingress ingress) {
        IngressClaims claims = new IngressClaims(Set.of(), name -> Optional.ofNullable(classes.get(name)));
        return new Source(ref("Ingress", ingress), claims.of(ingress, true), cut(ingress));
    }

    private static SourceRef ref(String kind, HasMetadata source) {
        return new SourceRef(
                kind,
                source.getMetadata().getNamespace(),
                source.getMetadata().getName(),
                source.getMetadata().getUid());
    }

    private Map<String, ServiceEndpoints> endpoints(Objects objects) {
        Map<String, ServiceEndpoints> endpoints = new HashMap<>();
        for (Service service : objects.services()) {
            String namespace = service.getMetadata().getNamespace();
            String name = service.getMetadata().getName();
            Map<String, Pod> known = new HashMap<>();
            objects.pods().stream()
                    .filter(pod -> namespace.equals(pod.getMetadata().getNamespace()))
                    .forEach(pod -> known.put(pod.getMetadata().getName(), pod));
            endpoints.put(
                    namespace + "/" + name,
                    new ServiceEndpoints(
                            service,
                            objects.slices().stream()
                                    .filter(slice -> name.equals(
                                            slice.getMetadata().getLabels().get("kubernetes.io/service-name")))
                                    .toList(),
                            known,
                            gone(),
                            elsewhere(),
                            !given.path("untrusted").asBoolean()));
        }
        return endpoints;
    }

    private Set<PodRef> gone() {
        Set<PodRef> gone = new HashSet<>();
        given.path("gone")
                .forEach(pod -> gone.add(
                        new PodRef(pod.path("name").asText(), pod.path("uid").asText())));
        return gone;
    }

    private Set<PodAddress> elsewhere() {
        Set<PodAddress> elsewhere = new HashSet<>();
        given.path("elsewhere")
                .forEach(address -> elsewhere.add(new PodAddress(
                        address.path("pod").asText(), address.path("ip").asText())));
        return elsewhere;
    }

    /** Since when each is remembered. */
    private Memory memory() {
        Map<StepKey, Memory.Entry> entries = new HashMap<>();
        given.path("memory").fields().forEachRemaining(entry -> {
            Instant since = Instant.parse(entry.getValue().asText());
            entries.put(stepKey(entry.getKey()), new Memory.Entry(since, 0, since, null));
        });
        return new Memory(entries);
    }

    /** {@code SlicesBehind <service> <label>=<value>}, {@code NoTargets <service> <port>} or {@code UnknownPod <target> behind <listener>}. */
    private static StepKey stepKey(String text) {
        String[] words = text.split(" ");
        if (words[0].equals("SlicesBehind")) {
            String[] label = words[2].split("=", 2);
            return new EndpointJudge.SlicesBehind(words[1], Map.of(label[0], label[1]));
        }
        if (words[0].equals("NoTargets")) {
            return new NoTargets.Lacking(words[1], Integer.parseInt(words[2]));
        }
        return new EndpointJudge.UnknownPod(new Attachment(Backend.of(key(words[3])), target(words[1])));
    }

    private Map<String, ExternalEndpoints> externals(List<ExternalBackend> objects) {
        Set<String> inCluster = new HashSet<>();
        given.path("inCluster").forEach(ip -> inCluster.add(ip.asText()));
        Map<String, ExternalEndpoints> externals = new HashMap<>();
        objects.forEach(external -> externals.put(
                external.getMetadata().getNamespace() + "/"
                        + external.getMetadata().getName(),
                new ExternalEndpoints(external, inCluster)));
        return externals;
    }

    private Observed observed() {
        ObservedChange change = new ObservedChange(Observed.UNREAD).known(Observed.Aspect.values());
        if (given.has("passToTarget")) {
            change.loadBalancer(standing(given.path("passToTarget").asBoolean()));
        }
        given.path("targets").fields().forEachRemaining(entry -> {
            String[] words = entry.getKey().split(" ");
            ListenerKey key = key(words[0]);
            RuleKey rule = words.length == 4 ? new RuleKey(words[1], words[2]) : null;
            change.listener(new io.enidirect.cloud.Listener(
                    new ListenerId("lbl-" + key.protocol() + key.port()),
                    key,
                    ListenerSettings.UNSPECIFIED.named("eni-direct.cls-1"),
                    List.of()));
            change.attachment(
                    new Attachment(new Backend(key, rule), target(words[words.length - 1])),
                    entry.getValue().asInt());
        });
        return change.done();
    }

    /** As the cloud shows it. */
    private static LoadBalancer standing(boolean passToTarget) {
        return new LoadBalancer(
                new LoadBalancerId("lb-1"),
                "web",
                new Network(Network.Type.PUBLIC, "vpc-1", null, Network.IpVersion.IPV4),
                LoadBalancer.State.RUNNING,
                List.of("1.2.3.4"),
                null,
                Map.of(),
                false,
                new LoadBalancerSettings(passToTarget, false, null),
                List.of());
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
