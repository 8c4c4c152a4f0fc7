package io.enidirect.operator.service;

import io.enidirect.crd.SourceStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.LoadBalancerStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What a Service's own status shows of its load balancer. */
record Publication(List<LoadBalancerIngress> ingress, List<Condition> conditions) {
    static final Publication NOTHING = new Publication(List.of(), List.of());

    private static final Set<String> TYPES = Set.of("Accepted", "Programmed", "Ready");

    Publication {
        ingress = List.copyOf(ingress);
        conditions = conditions.stream()
                .filter(condition -> TYPES.contains(condition.getType()))
                .map(Publication::asStored)
                .sorted(Comparator.comparing(Condition::getType))
                .toList();
    }

    static Publication of(SourceStatus told) {
        List<LoadBalancerIngress> ingress = told.addresses().stream()
                .map(ip -> new LoadBalancerIngressBuilder()
                        .withIp(ip)
                        .withIpMode("VIP")
                        .build())
                .toList();
        if (ingress.isEmpty() && told.hostname() != null) {
            ingress = List.of(new LoadBalancerIngressBuilder()
                    .withHostname(told.hostname())
                    .build());
        }
        return new Publication(ingress, told.conditions());
    }

    /** What stands there now in our place. */
    static Publication shownBy(Service service) {
        Optional<ServiceStatus> status = Optional.ofNullable(service.getStatus());
        return new Publication(
                status.map(ServiceStatus::getLoadBalancer)
                        .map(LoadBalancerStatus::getIngress)
                        .orElse(List.of()),
                status.map(ServiceStatus::getConditions).orElse(List.of()));
    }

    boolean programmed() {
        return conditions.stream()
                .anyMatch(condition -> condition.getType().equals("Programmed")
                        && condition.getStatus().equals("True"));
    }

    /**
     * To be applied to the status of that Service as it was seen: its uid and resourceVersion stand in it. Without the
     * latter the answer would bring along what others changed meanwhile, a deletion for instance, and the framework would
     * take all of it for our own write, which triggers nothing.
     */
    Service on(Service service) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(service.getMetadata().getNamespace())
                .withName(service.getMetadata().getName())
                .withUid(service.getMetadata().getUid())
                .withResourceVersion(service.getMetadata().getResourceVersion())
                .endMetadata()
                .withNewStatus()
                .withNewLoadBalancer()
                .withIngress(ingress)
                .endLoadBalancer()
                .withConditions(conditions)
                .endStatus()
                .build();
    }

    /** As the API server gives it back: a Service's times are whole seconds. */
    private static Condition asStored(Condition condition) {
        return new ConditionBuilder(condition)
                .withMessage(Objects.requireNonNullElse(condition.getMessage(), ""))
                .withLastTransitionTime(Instant.parse(condition.getLastTransitionTime())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString())
                .build();
    }
}
