package io.enidirect.operator.desired.endpoints;

import io.enidirect.crd.Origin;
import io.enidirect.operator.annotations.WeightGroups;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The ports of a Service, and how one is found again after the Service was edited. */
public final class ServicePorts {
    private ServicePorts() {}

    public static List<ServicePort> of(@Nullable Service service) {
        return service == null || service.getSpec() == null || service.getSpec().getPorts() == null
                ? List.of()
                : service.getSpec().getPorts();
    }

    /** Absent means TCP. */
    public static String protocol(ServicePort port) {
        return port.getProtocol() == null ? "TCP" : port.getProtocol();
    }

    public static Origin origin(Service service, ServicePort port) {
        return Origin.service(
                service.getMetadata().getName(), emptyToNull(port.getName()), port.getPort(), protocol(port));
    }

    /**
     * The port that this origin became: the same name, or the same number and protocol, or the only one.
     *
     * @param only whether the origin was the only port before: then the only one after is what it became
     */
    public static Optional<ServicePort> became(Origin origin, List<ServicePort> ports, boolean only) {
        return first(
                        ports,
                        port -> origin.portName() != null && origin.portName().equals(port.getName()))
                .or(() -> first(
                        ports,
                        port -> port.getPort() == origin.port()
                                && protocol(port).equals(origin.protocol())))
                .or(() -> only && ports.size() == 1 ? Optional.of(ports.get(0)) : Optional.empty());
    }

    /** As weights are given by it. */
    static WeightGroups.Port weighed(ServicePort port) {
        return new WeightGroups.Port(protocol(port), port.getPort());
    }

    /** The same of a port that may not be there any more. */
    static WeightGroups.Port weighed(Origin origin) {
        return new WeightGroups.Port(origin.protocol() == null ? "TCP" : origin.protocol(), origin.port());
    }

    private static Optional<ServicePort> first(List<ServicePort> ports, Predicate<ServicePort> test) {
        return ports.stream().filter(test).findFirst();
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
