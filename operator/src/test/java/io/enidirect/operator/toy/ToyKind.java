package io.enidirect.operator.toy;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.annotations.PodWeight;
import io.enidirect.operator.desired.endpoints.ServicePorts;
import io.enidirect.operator.desired.endpoints.SourceTargets;
import io.enidirect.operator.desired.model.Asked;
import io.enidirect.operator.desired.model.Contribution;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.desired.model.Forward;
import io.enidirect.operator.desired.model.LoadBalancerWish;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.kinds.Backends;
import io.enidirect.operator.kinds.ChosenProfile;
import io.enidirect.operator.kinds.ClusterView;
import io.enidirect.operator.kinds.HeldPart;
import io.enidirect.operator.kinds.Manifest;
import io.enidirect.operator.kinds.Outline;
import io.enidirect.operator.kinds.OwnLoadBalancer;
import io.enidirect.operator.kinds.Publication;
import io.enidirect.operator.kinds.Related;
import io.enidirect.operator.kinds.Requirement;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.kinds.SourceTrim;
import io.enidirect.operator.kinds.StatusView;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.record.RecordedPart;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Claim;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A third kind of source: a ConfigMap with a label, which asks for a TCP listener on the port {@code data.port} over the only
 * port of the Service {@code data.service}, and shows what it got in an annotation.
 */
public final class ToyKind implements SourceKind<ConfigMap> {
    public static final String LABEL = "eni-direct.io/toy";
    public static final String STATUS = "eni-direct.io/toy-status";

    @Override
    public Class<ConfigMap> type() {
        return ConfigMap.class;
    }

    @Override
    public SourceTrim<ConfigMap> trim() {
        return new Trim();
    }

    @Override
    public List<Related<?, ConfigMap>> related() {
        return List.of();
    }

    @Override
    public boolean asks(ConfigMap toy) {
        return Objects.requireNonNullElse(toy.getMetadata().getLabels(), Map.of())
                .containsKey(LABEL);
    }

    @Override
    public Claim claim(ConfigMap toy, boolean claimed, ClusterView cluster) {
        if (asks(toy) && toy.getMetadata().getDeletionTimestamp() == null) {
            return Claim.OURS;
        }
        return claimed ? Claim.ENDED : Claim.NOT_OURS;
    }

    @Override
    public OwnLoadBalancer own(ConfigMap toy, ClusterView cluster) {
        return OwnLoadBalancer.of(toy, ChosenProfile.NONE, cluster);
    }

    @Override
    public Backends names(ConfigMap toy) {
        return asks(toy) ? Backends.service(toy.getMetadata().getNamespace() + "/" + service(toy)) : Backends.NONE;
    }

    @Override
    public Backends origins(ConfigMap toy, SourceRef ref, CloudLoadBalancerStatus record, int most) {
        return names(toy);
    }

    @Override
    public Contribution contribution(Source source, Snapshot seen) {
        SourceTargets targets = new SourceTargets(source, seen, PodWeight.Of.SERVICE);
        List<Part> parts = new ArrayList<>();
        List<Problem> problems = new ArrayList<>(source.claim().problems());
        if (source.claim().state() == Claim.State.OURS) {
            add((ConfigMap) source.object(), source.ref(), seen, targets, parts, problems);
        } else if (source.claim().holds() || Desired.waitsForDeletion(seen)) {
            RecordedPart.of(seen.recorded(), source.ref().key()).stream()
                    .filter(RecordedPart::programmed)
                    .map(part -> held(part, source.ref(), targets))
                    .forEach(parts::add);
        }
        problems.addAll(targets.problems());
        return new Contribution(source.ref(), source.created(), parts, problems, targets.holds());
    }

    private static void add(
            ConfigMap toy,
            SourceRef ref,
            Snapshot seen,
            SourceTargets targets,
            List<Part> parts,
            List<Problem> problems) {
        Backend backend = Backend.of(
                new ListenerKey(Protocol.TCP, Integer.parseInt(toy.getData().get("port"))));
        Service service = seen.endpoints(ref.namespace(), service(toy))
                .map(ServiceEndpoints::service)
                .orElse(null);
        if (service == null) {
            problems.add(Problem.of(
                    Code.BACKEND_NOT_FOUND,
                    new Place(ref.toString(), "data.service"),
                    service(toy),
                    new Wording("there is none", "Make it")));
            return;
        }
        ServicePorts.of(service).stream()
                .limit(1)
                .map(port -> new Forward(
                        Asked.wanted(
                                backend,
                                ref,
                                "data.port",
                                new BackendSettings(
                                        null,
                                        null,
                                        LoadBalancerWish.of(seen.object(), seen.settings())
                                                .healthCheck())),
                        List.of(ServicePorts.origin(service, port)),
                        targets.of(service(toy), port, backend)))
                .forEach(parts::add);
    }

    private static Part held(RecordedPart part, SourceRef ref, SourceTargets targets) {
        return HeldPart.of(part, ref, "data.port", origin -> targets.follow(origin, true, part.backend()));
    }

    private static String service(ConfigMap toy) {
        return toy.getData().get("service");
    }

    @Override
    public StatusView<ConfigMap> status() {
        return new Status();
    }

    @Override
    public Manifest<ConfigMap> manifest() {
        return new InFile();
    }

    /** Small, and kept as it is. */
    private static final class Trim implements SourceTrim<ConfigMap> {
        @Override
        public ConfigMap full(ConfigMap toy) {
            return new ConfigMapBuilder(toy)
                    .editMetadata()
                    .withManagedFields()
                    .endMetadata()
                    .build();
        }

        @Override
        public boolean alwaysFull(ConfigMap toy) {
            return true;
        }

        @Override
        public ConfigMap outline(ConfigMap toy) {
            return Outline.mark(full(toy));
        }

        @Override
        public ConfigMap forFront(ConfigMap toy) {
            return full(toy);
        }

        @Override
        public ConfigMap forMain(ConfigMap toy) {
            ConfigMap kept = full(toy);
            kept.getMetadata().setAnnotations(new HashMap<>(annotations(toy)));
            kept.getMetadata().getAnnotations().remove(STATUS);
            return kept;
        }
    }

    private static Map<String, String> annotations(ConfigMap toy) {
        return Objects.requireNonNullElse(toy.getMetadata().getAnnotations(), Map.of());
    }

    private static final class Status implements StatusView<ConfigMap> {
        @Override
        public boolean hasStatus() {
            return false;
        }

        @Override
        public boolean shows(ConfigMap toy, Publication publication) {
            return annotations(toy).getOrDefault(STATUS, "").equals(text(publication));
        }

        @Override
        public List<Condition> conditions(ConfigMap toy) {
            return List.of();
        }

        @Override
        public boolean showsRefusal(ConfigMap toy) {
            return false;
        }

        @Override
        public ConfigMap showing(ConfigMap toy, Publication publication) {
            String text = text(publication);
            return new ConfigMapBuilder()
                    .withNewMetadata()
                    .withNamespace(toy.getMetadata().getNamespace())
                    .withName(toy.getMetadata().getName())
                    .withUid(toy.getMetadata().getUid())
                    .withResourceVersion(toy.getMetadata().getResourceVersion())
                    .withAnnotations(text.isEmpty() ? Map.of() : Map.of(STATUS, text))
                    .endMetadata()
                    .build();
        }

        /** As {@code 10.0.0.1 Ready=True}. */
        private static String text(Publication publication) {
            return (String.join(",", publication.addresses()) + " "
                            + publication.conditions().stream()
                                    .filter(condition -> condition.getType().equals("Ready"))
                                    .map(condition -> "Ready=" + condition.getStatus())
                                    .collect(Collectors.joining()))
                    .strip();
        }
    }

    private static final class InFile implements Manifest<ConfigMap> {
        @Override
        public List<Requirement> requirements() {
            return List.of(Requirement.present("data"));
        }

        @Override
        public Optional<String> notOurs(ConfigMap toy, ClusterView cluster) {
            return Optional.empty();
        }
    }
}
