package io.enidirect.operator.desired.endpoints;

import io.enidirect.cloud.IpAddresses;
import io.enidirect.cloud.Target;
import io.enidirect.operator.annotations.WeightGroups;
import io.enidirect.operator.desired.model.TargetWish;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints → targets (design §7): which addresses of a Service stand behind a backend, and with what weight.
 *
 * @param wishes by target
 * @param problems of endpoints that are no targets
 */
record EndpointTargets(Map<Target, TargetWish> wishes, List<Problem> problems) {

    /** What decides between two rows that speak of one address: the better one wins, so a move between slices is no flap. */
    private enum Rank {
        TERMINATING,
        NOT_READY,
        WAITS_FOR_GATE,
        READY
    }

    /** @param registered the weight with which it stands there */
    private record Row(
            Rank rank,
            boolean serving,
            int weight,
            boolean known,
            @Nullable Integer registered) {}

    /**
     * The targets of one Service port.
     *
     * @param registered what stands behind the backend now, with weights
     */
    static EndpointTargets of(
            ServiceEndpoints origin,
            ServicePort port,
            Backend backend,
            Map<Target, Integer> registered,
            EndpointTerms terms) {
        EndpointJudge judge = new EndpointJudge(origin, backend, ServicePorts.weighed(port), registered, terms);
        boolean somebody = judge.slices().stream()
                .anyMatch(slice -> !judge.endpoints(slice).isEmpty());
        if (somebody
                && (judge.behind()
                        || !judge.selects()
                        || judge.slices().stream()
                                .noneMatch(slice ->
                                        number(slice, port, origin.service()).isPresent()))) {
            // a name that no pod has, slices that are behind the Service's change, or a selector that was taken away
            return shrinking(judge, origin, registered);
        }
        Map<Target, Row> rows = new LinkedHashMap<>();
        for (EndpointSlice slice : judge.slices()) {
            number(slice, port, origin.service()).ifPresent(number -> {
                for (Endpoint endpoint : judge.endpoints(slice)) {
                    Pod pod = judge.pod(endpoint);
                    judge.target(endpoint, pod, number)
                            .ifPresent(target -> add(rows, target, endpoint, pod, judge, registered));
                }
            });
        }
        return new EndpointTargets(withMissing(wishes(rows), judge, origin, registered), judge.problems());
    }

    /** Where the port can't be resolved targets only shrink: one stays while its pod is an endpoint of the Service. */
    static EndpointTargets shrinking(
            ServiceEndpoints origin,
            Backend backend,
            WeightGroups.Port port,
            Map<Target, Integer> registered,
            EndpointTerms terms) {
        return shrinking(new EndpointJudge(origin, backend, port, registered, terms), origin, registered);
    }

    private static EndpointTargets shrinking(
            EndpointJudge judge, ServiceEndpoints origin, Map<Target, Integer> registered) {
        Map<String, List<Target>> byAddress = registered.keySet().stream().collect(Collectors.groupingBy(Target::ip));
        Map<Target, Row> rows = new LinkedHashMap<>();
        for (EndpointSlice slice : judge.slices()) {
            for (Endpoint endpoint : judge.endpoints(slice)) {
                Pod pod = judge.pod(endpoint);
                for (Target target : at(byAddress, endpoint)) {
                    judge.target(endpoint, pod, target.port())
                            .filter(target::equals)
                            .ifPresent(same -> add(rows, same, endpoint, pod, judge, registered));
                }
            }
        }
        Map<Target, TargetWish> wishes = new LinkedHashMap<>();
        wishes(rows).forEach((target, wish) -> wishes.put(target, TargetWish.keep(wish.weight())));
        return new EndpointTargets(withMissing(wishes, judge, origin, registered), judge.problems());
    }

    private static List<Target> at(Map<String, List<Target>> registered, Endpoint endpoint) {
        return endpoint.getAddresses() == null || endpoint.getAddresses().isEmpty()
                ? List.of()
                : registered.getOrDefault(
                        IpAddresses.canonical(endpoint.getAddresses().get(0)), List.of());
    }

    private static void add(
            Map<Target, Row> rows,
            Target target,
            Endpoint endpoint,
            @Nullable Pod pod,
            EndpointJudge judge,
            Map<Target, Integer> registered) {
        rows.merge(
                target,
                row(endpoint, pod, judge, registered.get(target)),
                (one, other) -> one.rank().compareTo(other.rank()) >= 0 ? one : other);
    }

    private static Row row(Endpoint endpoint, @Nullable Pod pod, EndpointJudge judge, @Nullable Integer registered) {
        Readiness readiness = judge.readiness(endpoint, pod);
        Rank rank = readiness.ready()
                ? Rank.READY
                : readiness.terminating()
                        ? Rank.TERMINATING
                        : readiness.onlyOurGateMissing() ? Rank.WAITS_FOR_GATE : Rank.NOT_READY;
        return new Row(rank, readiness.serving(), judge.weight(pod, registered), pod != null, registered);
    }

    private static Map<Target, TargetWish> wishes(Map<Target, Row> rows) {
        // KEP-1669: with nobody ready, those that still serve while they terminate are better than an outage. One
        // that is ready serves nobody before it is registered, and that call may fail
        boolean nobodyElse =
                rows.values().stream().noneMatch(row -> row.rank() == Rank.READY && row.registered() != null);
        Map<Target, TargetWish> wishes = new LinkedHashMap<>(rows.size() * 4 / 3 + 1);
        rows.forEach((target, row) -> wishes.put(target, wish(row, nobodyElse)));
        return wishes;
    }

    private static TargetWish wish(Row row, boolean nobodyElse) {
        if (!row.known()) {
            // the slice was faster than the pod's own event: nothing is changed before both are here
            return TargetWish.keep(row.registered() == null ? row.weight() : row.registered());
        }
        return switch (row.rank()) {
            case READY, WAITS_FOR_GATE -> TargetWish.register(row.weight());
            case NOT_READY -> TargetWish.keep(0);
            case TERMINATING -> TargetWish.keep(nobodyElse && row.serving() ? row.weight() : 0);
        };
    }

    /** Where what is missing may be there all the same, it stays as it is; what may be no target goes even then. */
    private static Map<Target, TargetWish> withMissing(
            Map<Target, TargetWish> wishes,
            EndpointJudge judge,
            ServiceEndpoints origin,
            Map<Target, Integer> registered) {
        if (!origin.trusted()) {
            registered.forEach((target, weight) -> {
                if (!judge.rejects(target)) {
                    wishes.putIfAbsent(target, TargetWish.keep(weight));
                }
            });
        }
        return wishes;
    }

    /**
     * What the port is in this slice. A targetPort that is a number is that number, whatever name the slice has for it: it
     * may be behind a Service whose names were changed. While it is behind a new port whose targetPort is a name, it is what
     * another one with the same protocol and targetPort is: otherwise the new one would seem to have no targets, where it
     * has those of a rival (E4036).
     */
    private static Optional<Integer> number(EndpointSlice slice, ServicePort port, @Nullable Service service) {
        Integer number =
                port.getTargetPort() == null ? null : port.getTargetPort().getIntVal();
        if (number != null) {
            return slicePorts(slice, port)
                    .map(EndpointPort::getPort)
                    .filter(number::equals)
                    .findFirst();
        }
        return slicePort(slice, port)
                .or(() -> ServicePorts.of(service).stream()
                        .filter(other -> ServicePorts.protocol(other).equals(ServicePorts.protocol(port)))
                        .filter(other -> Objects.equals(other.getTargetPort(), port.getTargetPort()))
                        .flatMap(other -> slicePort(slice, other).stream())
                        .findFirst());
    }

    /** What the slice says of the port by its name. */
    static Optional<Integer> slicePort(EndpointSlice slice, ServicePort port) {
        String name = port.getName() == null ? "" : port.getName();
        return slicePorts(slice, port)
                .filter(candidate -> name.equals(candidate.getName() == null ? "" : candidate.getName()))
                .map(EndpointPort::getPort)
                .filter(number -> number != null)
                .findFirst();
    }

    /** Those of the port's protocol. */
    private static Stream<EndpointPort> slicePorts(EndpointSlice slice, ServicePort port) {
        return Stream.ofNullable(slice.getPorts())
                .flatMap(List::stream)
                .filter(candidate -> ServicePorts.protocol(port)
                        .equals(candidate.getProtocol() == null ? "TCP" : candidate.getProtocol()));
    }
}
