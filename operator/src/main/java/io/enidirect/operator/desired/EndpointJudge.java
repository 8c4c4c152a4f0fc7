package io.enidirect.operator.desired;

import io.enidirect.cloud.Binding;
import io.enidirect.cloud.IpAddresses;
import io.enidirect.cloud.Target;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Gathered;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges the endpoints of one Service: a target is a live pod of the Service's own namespace that its selector means, at
 * an address that the pod has, in the ranges where pods may live. A slice alone proves nothing (CVE-2021-25740).
 */
final class EndpointJudge {
    static final String GATE = "cloud.tencent.com/load-balancer-backendgroup-ready";
    private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
    private static final String KUBERNETES = "endpointslice-controller.k8s.io";

    /** What an endpoint says of itself. */
    record Readiness(boolean ready, boolean terminating, boolean serving, boolean onlyOurGateMissing) {}

    private final ServiceEndpoints origin;
    private final EndpointTerms terms;
    private final Gathered problems = new Gathered();

    EndpointJudge(ServiceEndpoints origin, EndpointTerms terms) {
        this.origin = origin;
        this.terms = terms;
    }

    List<Problem> problems() {
        return problems.problems();
    }

    /** The slices that count: of the family, and made by Kubernetes from the selector. */
    List<EndpointSlice> slices() {
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
        Service service = origin.service();
        return service != null && !selector(service).isEmpty();
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

    /** The target that the endpoint stands for, if it may be one. */
    Optional<Target> address(Endpoint endpoint, Set<Target> registered, int port) {
        if (endpoint.getAddresses() == null || endpoint.getAddresses().isEmpty()) {
            return Optional.empty();
        }
        Target target = new Target(endpoint.getAddresses().get(0), port);
        String ip = target.ip();
        ObjectReference ref = endpoint.getTargetRef();
        if (ref == null || !"Pod".equals(ref.getKind()) || !namespace().equals(ref.getNamespace())) {
            refuse(
                    ip,
                    "endpoint",
                    "an endpoint without a pod of the Service's own namespace is no target",
                    "Let the Service's selector find pods");
            return Optional.empty();
        }
        Optional<Pod> pod = pod(endpoint);
        if (pod.isEmpty()) {
            return registered.contains(target) ? Optional.of(target) : Optional.empty();
        }
        return mayBeTarget(pod.get(), ip) ? Optional.of(target) : Optional.empty();
    }

    private boolean mayBeTarget(Pod pod, String ip) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        if ("Succeeded".equals(phase) || "Failed".equals(phase)) {
            return false;
        }
        boolean has = pod.getStatus() != null
                && pod.getStatus().getPodIPs() != null
                && pod.getStatus().getPodIPs().stream().anyMatch(podIp -> podIp.getIp() != null && ip.equals(IpAddresses.canonical(podIp.getIp())));
        Map<String, String> labels = pod.getMetadata().getLabels() == null
                ? Map.of()
                : pod.getMetadata().getLabels();
        Service service = origin.service();
        if (!has
                || service == null
                || !labels.entrySet().containsAll(selector(service).entrySet())) {
            // not told: for a moment after a change the slice is behind the pod
            return false;
        }
        if (!terms.settings().allowsTarget(ip)) {
            refuse(
                    "pod " + pod.getMetadata().getName() + " at " + ip,
                    "endpoint",
                    "the address of its pod is in none of the ranges "
                            + terms.settings().targetRanges(),
                    "Run the pod on a network that the load balancer reaches (VPC-CNI), or widen --target-ranges");
            return false;
        }
        return true;
    }

    Readiness readiness(Endpoint endpoint) {
        EndpointConditions conditions = endpoint.getConditions();
        Boolean ready = conditions == null ? null : conditions.getReady();
        boolean terminating = conditions != null && Boolean.TRUE.equals(conditions.getTerminating());
        Boolean serving = conditions == null ? null : conditions.getServing();
        Service service = origin.service();
        boolean publishes =
                service != null && Boolean.TRUE.equals(service.getSpec().getPublishNotReadyAddresses());
        boolean isReady = !Boolean.FALSE.equals(ready) && (!terminating || publishes);
        return new Readiness(
                isReady,
                terminating,
                serving == null ? !Boolean.FALSE.equals(ready) : serving,
                pod(endpoint).filter(EndpointJudge::onlyOurGateMissing).isPresent());
    }

    /** Such a pod has to be registered: only a registered one can become healthy, and only then does our gate open. */
    private static boolean onlyOurGateMissing(Pod pod) {
        if (pod.getSpec() == null || pod.getSpec().getReadinessGates() == null || pod.getStatus() == null) {
            return false;
        }
        List<String> gates = pod.getSpec().getReadinessGates().stream()
                .map(gate -> gate.getConditionType())
                .toList();
        return gates.contains(GATE)
                && isTrue(pod, "ContainersReady")
                && !isTrue(pod, GATE)
                && gates.stream().filter(gate -> !gate.equals(GATE)).allMatch(gate -> isTrue(pod, gate));
    }

    private static boolean isTrue(Pod pod, String type) {
        List<PodCondition> conditions = pod.getStatus().getConditions();
        return conditions != null
                && conditions.stream()
                        .anyMatch(
                                condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    boolean podKnown(Endpoint endpoint) {
        return pod(endpoint).isPresent();
    }

    /** The pod's own weight; a bad one changes nothing: what is registered keeps its weight. */
    int weight(Endpoint endpoint, @Nullable Integer registered) {
        Map<String, String> annotations =
                pod(endpoint).map(pod -> pod.getMetadata().getAnnotations()).orElse(null);
        String text = annotations == null ? null : annotations.get(terms.weightAnnotation());
        if (text == null) {
            return Binding.DEFAULT_WEIGHT;
        }
        if (text.matches("\\d{1,2}|100")) {
            return Integer.parseInt(text);
        }
        problems.add(
                new Problem(
                        Code.BAD_ANNOTATION,
                        object(),
                        "its pods' metadata.annotations[" + terms.weightAnnotation() + "]",
                        text,
                        "a weight is a whole number from 0 to 100",
                        "Write one, or take the annotation away for the default of " + Binding.DEFAULT_WEIGHT),
                "pod " + endpoint.getTargetRef().getName());
        return registered == null ? Binding.DEFAULT_WEIGHT : registered;
    }

    /** The endpoint's pod as the cache has it: another uid is another pod of the same name. */
    private Optional<Pod> pod(Endpoint endpoint) {
        ObjectReference ref = endpoint.getTargetRef();
        return Optional.ofNullable(ref.getName())
                .map(origin.pods()::get)
                .filter(pod -> ref.getUid() == null
                        || ref.getUid().equals(pod.getMetadata().getUid()));
    }

    private String namespace() {
        Service service = origin.service();
        return service == null ? "" : service.getMetadata().getNamespace();
    }

    private static Map<String, String> selector(Service service) {
        return service.getSpec().getSelector() == null
                ? Map.of()
                : service.getSpec().getSelector();
    }

    /** @param one whom it concerns; pods come and go, and what is told of them stays one */
    private void refuse(@Nullable String one, String field, String rule, String remedy) {
        Problem problem = new Problem(Code.TARGET_REFUSED, object(), field, null, rule, remedy);
        if (one == null) {
            problems.add(problem);
        } else {
            problems.add(problem, one);
        }
    }

    private String object() {
        Service service = origin.service();
        return "Service " + namespace() + "/"
                + (service == null ? "" : service.getMetadata().getName());
    }
}
