package io.enidirect.operator.kinds.ingress;

import io.enidirect.crd.ExternalBackend;
import io.enidirect.crd.Origin;
import io.enidirect.operator.desired.endpoints.ServicePorts;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.TypedLocalObjectReference;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceBackendPort;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an Ingress's backends name: the origins that are there, and problems for those that aren't. */
final class IngressOrigins {
    private final Source source;
    private final Snapshot seen;
    private final Set<Problem> problems = new LinkedHashSet<>();

    IngressOrigins(Source source, Snapshot seen) {
        this.source = source;
        this.seen = seen;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    Optional<Origin> of(@Nullable IngressBackend backend, String field) {
        if (backend != null && backend.getService() != null) {
            return service(backend.getService(), field + ".service");
        }
        if (backend != null && backend.getResource() != null) {
            return external(backend.getResource(), field + ".resource");
        }
        return none(
                Code.UNSUPPORTED_PART,
                field,
                null,
                "a backend is a Service or an ExternalBackend",
                "Name one; the other rules go on");
    }

    private Optional<Origin> service(IngressServiceBackend backend, String field) {
        Service service = seen.endpoints(source.ref().namespace(), backend.getName())
                .map(ServiceEndpoints::service)
                .orElse(null);
        if (service == null) {
            return none(
                    Code.BACKEND_NOT_FOUND,
                    field + ".name",
                    backend.getName(),
                    "there is no Service of that name in the Ingress's namespace",
                    "Make it, or name another; the rule follows by itself");
        }
        if ("ExternalName".equals(service.getSpec().getType())) {
            return none(
                    Code.UNSUPPORTED_PART,
                    field + ".name",
                    backend.getName(),
                    "a Service of type ExternalName has no pods that could be targets",
                    "Name its addresses in an ExternalBackend, and that as backend.resource");
        }
        if (service.getSpec().getSelector() == null
                || service.getSpec().getSelector().isEmpty()) {
            return none(
                    Code.UNSUPPORTED_PART,
                    field + ".name",
                    backend.getName(),
                    "a Service without a selector has no pods that could be targets",
                    "Give it a selector; addresses outside the cluster belong in an ExternalBackend");
        }
        Optional<ServicePort> port = ServicePorts.of(service).stream()
                .filter(candidate -> ServicePorts.protocol(candidate).equals("TCP"))
                .filter(candidate -> isMeant(candidate, backend.getPort()))
                .findFirst();
        if (port.isEmpty()) {
            return none(
                    Code.BACKEND_NOT_FOUND,
                    field + ".port",
                    text(backend.getPort()),
                    "Service " + backend.getName() + " has no TCP port of that name or number",
                    "Add it to the Service, or name another; the rule follows by itself");
        }
        return port.map(found -> ServicePorts.origin(service, found));
    }

    private static boolean isMeant(ServicePort port, @Nullable ServiceBackendPort meant) {
        if (meant == null) {
            return false;
        }
        return meant.getName() != null && !meant.getName().isEmpty()
                ? meant.getName().equals(port.getName())
                : port.getPort().equals(meant.getNumber());
    }

    private static @Nullable String text(@Nullable ServiceBackendPort port) {
        if (port == null) {
            return null;
        }
        return port.getName() != null && !port.getName().isEmpty() ? port.getName() : String.valueOf(port.getNumber());
    }

    private Optional<Origin> external(TypedLocalObjectReference resource, String field) {
        if (!ExternalBackend.isMeantBy(resource)) {
            return none(
                    Code.UNSUPPORTED_PART,
                    field,
                    resource.getApiGroup() == null
                            ? resource.getKind()
                            : resource.getKind() + "." + resource.getApiGroup(),
                    "a resource backend is an ExternalBackend.eni-direct.io",
                    "Name one, or a Service; the other rules go on");
        }
        boolean there = seen.external(source.ref().namespace(), resource.getName())
                .filter(external -> external.object() != null)
                .isPresent();
        return there
                ? Optional.of(Origin.external(resource.getName()))
                : none(
                        Code.BACKEND_NOT_FOUND,
                        field + ".name",
                        resource.getName(),
                        "there is no ExternalBackend of that name in the Ingress's namespace",
                        "Make it, or name another; the rule follows by itself");
    }

    private Optional<Origin> none(Code code, String field, @Nullable String value, String rule, String remedy) {
        problems.add(Problem.of(code, new Place(source.ref().toString(), field), value, new Wording(rule, remedy)));
        return Optional.empty();
    }
}
