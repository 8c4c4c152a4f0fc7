package io.enidirect.operator.desired.endpoints;

import io.enidirect.cloud.IpAddresses;
import io.enidirect.cloud.Target;
import io.enidirect.operator.annotations.WeightGroups;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Gathered;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.HostNetworkTargets;
import io.enidirect.operator.snapshot.PodRef;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.ServiceEndpoints.PodAddress;
import io.enidirect.operator.snapshot.StepKey;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges the endpoints of one Service behind one backend: a target is a live pod of the Service's own namespace that its
 * selector means, at an address that the pod has, in the ranges where pods may live. A slice alone proves nothing
 * (CVE-2021-25740).
 */
public final class EndpointJudge {
    private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
    private static final String KUBERNETES = "endpointslice-controller.k8s.io";

    /** What slices show is kept for a time, although this selector means none of it. */
    public record SlicesBehind(String service, Map<String, String> selector) implements StepKey {}

    /** A target is kept for a time, although nothing is known of its pod. */
    public record UnknownPod(Attachment attachment) implements StepKey {}

    private final ServiceEndpoints origin;
    private final Backend backend;
    private final Map<Target, Integer> registered;
    private final EndpointTerms terms;
    private final Weighing weighing;
    private final Gathered problems = new Gathered();
    private final Set<String> dead = new HashSet<>();
    private final Set<Target> refused = new HashSet<>();
    private final Set<String> elsewhere;
    private final Map<String, String> selector;
    private final List<EndpointSlice> slices;
    private final boolean behind;

    /**
     * @param port of the Service, by which its source gives weights
     * @param registered what stands behind the backend now, with weights
     */
    EndpointJudge(
            ServiceEndpoints origin,
            Backend backend,
            WeightGroups.Port port,
            Map<Target, Integer> registered,
            EndpointTerms terms) {
        this.origin = origin;
        this.backend = backend;
        this.registered = registered;
        this.terms = terms;
        this.weighing = new Weighing(terms.weights(), terms.said(), port);
        this.elsewhere = origin.elsewhere().stream().map(PodAddress::ip).collect(Collectors.toSet());
        this.selector = selector(origin.service());
        this.slices = countingSlices();
        this.behind = !registered.isEmpty()
                && noneMeant()
                && terms.holds()
                        .hold(behindKey(), terms.settings().timing().targets().slicesBehind());
    }

    List<Problem> problems() {
        return problems.problems();
    }

    /** The slices that count: of the family, and made by Kubernetes from the selector. */
    List<EndpointSlice> slices() {
        return slices;
    }

    /** Whether the slices are behind a changed selector, so that what they show is for what stands only. */
    boolean behind() {
        return behind;
    }

    private List<EndpointSlice> countingSlices() {
        Service service = origin.service();
        if (service == null) {
            return List.of();
        }
        if (!selects()) {
            if (!origin.slices().isEmpty()) {
                refuse(
                        null,
                        "spec.selector",
                        "a Service without a selector has no pods that could be targets",
                        "Give it a selector; addresses outside the cluster belong in an ExternalBackend");
            }
            // where it had one once, Kubernetes leaves its slices as they are
            return origin.slices().stream()
                    .filter(slice -> terms.addressType().equals(slice.getAddressType()))
                    .filter(EndpointJudge::isOfKubernetes)
                    .toList();
        }
        return origin.slices().stream()
                .filter(slice -> terms.addressType().equals(slice.getAddressType()))
                .filter(this::madeByKubernetes)
                .toList();
    }

    /** Whether the Service says which pods it means. */
    boolean selects() {
        return !selector.isEmpty();
    }

    private static boolean isOfKubernetes(EndpointSlice slice) {
        Map<String, String> labels = slice.getMetadata().getLabels();
        return labels != null && KUBERNETES.equals(labels.get(MANAGED_BY));
    }

    private boolean madeByKubernetes(EndpointSlice slice) {
        boolean made = isOfKubernetes(slice);
        if (!made && !endpoints(slice).isEmpty()) {
            refuse(
                    "EndpointSlice " + slice.getMetadata().getName(),
                    "slice",
                    "a slice that Kubernetes did not make from the selector is not followed",
                    "Delete it and let the selector find the pods");
        }
        return made;
    }

    List<Endpoint> endpoints(EndpointSlice slice) {
        return slice.getEndpoints() == null ? List.of() : slice.getEndpoints();
    }

    /** Whether pods live in the slices, and the selector means none of them. */
    private boolean noneMeant() {
        boolean somebody = false;
        for (EndpointSlice slice : slices) {
            for (Endpoint endpoint : endpoints(slice)) {
                Pod pod = pod(endpoint);
                if (pod != null && ServiceEndpoints.living(pod)) {
                    if (meant(pod)) {
                        return false;
                    }
                    somebody = true;
                }
            }
        }
        return somebody;
    }

    /** With the selector: another change of it is another wait. */
    private StepKey behindKey() {
        return new SlicesBehind(name(), selector);
    }

    private boolean meant(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        for (Map.Entry<String, String> asked : selector.entrySet()) {
            String value = labels == null ? null : labels.get(asked.getKey());
            if (value == null || !value.equals(asked.getValue())) {
                return false;
            }
        }
        return true;
    }

    /**
     * The target that the endpoint stands for, if it may be one.
     *
     * @param pod the endpoint's, null where it is not known
     */
    Optional<Target> target(Endpoint endpoint, @Nullable Pod pod, int port) {
        if (endpoint.getAddresses() == null || endpoint.getAddresses().isEmpty()) {
            return Optional.empty();
        }
        String ip = endpoint.getAddresses().get(0);
        ObjectReference ref = endpoint.getTargetRef();
        if (ref == null
                || !"Pod".equals(ref.getKind())
                || ref.getName() == null
                || !namespace().equals(ref.getNamespace())) {
            refuse(
                    IpAddresses.canonical(ip),
                    "endpoint",
                    "an endpoint without a pod of the Service's own namespace is no target",
                    "Let the Service's selector find pods");
            return Optional.empty();
        }
        Target target = new Target(ip, port);
        return (pod == null ? mayLive(target, PodRef.of(ref)) : may(pod, target))
                ? Optional.of(target)
                : Optional.empty();
    }

    /** Of a pod that nothing is known of: nothing is changed until it is known whether the slice or the cache is behind. */
    private boolean mayLive(Target target, PodRef ref) {
        if (!registered.containsKey(target) || !terms.settings().allowsTarget(target.ip())) {
            return false;
        }
        boolean may = !origin.gone().contains(ref)
                && terms.holds()
                        .hold(
                                new UnknownPod(new Attachment(backend, target)),
                                terms.settings().timing().targets().unknownPod());
        if (!may) {
            dead.add(target.ip());
        }
        return may;
    }

    private boolean may(Pod pod, Target target) {
        if (ServiceEndpoints.finished(pod)) {
            dead.add(target.ip());
            return false;
        }
        // not told: for a moment after a change the slice is behind the pod
        return ServiceEndpoints.has(pod, target.ip()) && (behind || meant(pod)) && allowed(pod, target);
    }

    private boolean allowed(Pod pod, Target target) {
        if (!terms.settings().allowsTarget(target.ip())) {
            refuse(
                    "pod " + pod.getMetadata().getName() + " at " + target.ip(),
                    "endpoint",
                    "the address of its pod is in none of the ranges "
                            + terms.settings().targetRanges(),
                    "Run the pod on a network that the load balancer reaches (VPC-CNI), or widen --target-ranges");
            return refused(target);
        }
        if (origin.elsewhere(pod, target.ip())) {
            // whose it is, is not for this namespace to know
            refuse(
                    null,
                    "endpoint",
                    "the address of a pod is in use elsewhere, and an address has one owner",
                    "It is taken when it is free; replace the pod if that does not come");
            return refused(target);
        }
        if (!terms.settings().allowsPort(pod, target.port(), protocol())) {
            refuse(
                    "port " + target.port() + " of pod " + pod.getMetadata().getName(),
                    "targetPort",
                    HostNetworkTargets.isNodesOwn(target.port())
                            ? "the port is the node's own, and no pod of the host network gives it away"
                            : "a pod of the host network is a target as --host-network-targets says, which is "
                                    + terms.settings()
                                            .hostNetworkTargets()
                                            .name()
                                            .toLowerCase(Locale.ROOT),
                    "Declare the port in the pod's containers, or give the pod a network of its own");
            return refused(target);
        }
        return true;
    }

    private boolean refused(Target target) {
        refused.add(target);
        return false;
    }

    /** Whether this may not be a target, whatever else is not known. */
    boolean rejects(Target target) {
        return dead.contains(target.ip())
                || refused.contains(target)
                || !terms.settings().allowsTarget(target.ip())
                || elsewhere.contains(target.ip());
    }

    /** @param pod the endpoint's, null where it is not known */
    Readiness readiness(Endpoint endpoint, @Nullable Pod pod) {
        Service service = origin.service();
        return Readiness.of(
                endpoint,
                pod,
                service != null && Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses()));
    }

    /** @param pod the endpoint's, null where it is not known */
    int weight(@Nullable Pod pod, @Nullable Integer registered) {
        return weighing.of(pod, registered, object(), problems);
    }

    /** The endpoint's pod, if it is known: another uid is another pod of the same name. */
    @Nullable Pod pod(Endpoint endpoint) {
        ObjectReference ref = endpoint.getTargetRef();
        Pod pod = ref == null || ref.getName() == null ? null : origin.pods().get(ref.getName());
        return pod == null
                        || ref.getUid() == null
                        || ref.getUid().equals(pod.getMetadata().getUid())
                ? pod
                : null;
    }

    private String protocol() {
        return backend.listener().protocol().portClass().name();
    }

    private String namespace() {
        Service service = origin.service();
        return service == null ? "" : service.getMetadata().getNamespace();
    }

    private String name() {
        Service service = origin.service();
        return namespace() + "/" + (service == null ? "" : service.getMetadata().getName());
    }

    private static Map<String, String> selector(@Nullable Service service) {
        return service == null || service.getSpec().getSelector() == null
                ? Map.of()
                : service.getSpec().getSelector();
    }

    /** @param one whom it concerns; pods come and go, and what is told of them stays one */
    private void refuse(@Nullable String one, String field, String rule, String remedy) {
        Problem problem = Problem.of(Code.TARGET_REFUSED, new Place(object(), field), null, new Wording(rule, remedy));
        if (one == null) {
            problems.add(problem);
        } else {
            problems.add(problem, one);
        }
    }

    private String object() {
        return "Service " + name();
    }
}
