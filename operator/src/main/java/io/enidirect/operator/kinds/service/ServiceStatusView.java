package io.enidirect.operator.kinds.service;

import io.enidirect.operator.annotations.ServiceWishes;
import io.enidirect.operator.kinds.Publication;
import io.enidirect.operator.kinds.StatusView;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.LoadBalancerStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceStatus;
import io.fabric8.kubernetes.api.model.ServiceStatusBuilder;
import java.util.List;
import java.util.Optional;

/** A publication as a Service's own status. */
final class ServiceStatusView implements StatusView<Service> {
    @Override
    public boolean shows(Service service, Publication publication) {
        return addresses(service).equals(ingress(service, publication))
                && conditions(service).equals(publication.conditions());
    }

    private static List<LoadBalancerIngress> addresses(Service service) {
        return Optional.ofNullable(service.getStatus())
                .map(ServiceStatus::getLoadBalancer)
                .map(LoadBalancerStatus::getIngress)
                .orElse(List.of());
    }

    @Override
    public List<Condition> conditions(Service service) {
        return new Publication(
                        List.of(),
                        null,
                        Optional.ofNullable(service.getStatus())
                                .map(ServiceStatus::getConditions)
                                .orElse(List.of()))
                .conditions();
    }

    @Override
    public boolean showsRefusal(Service service) {
        return refuses(service);
    }

    static boolean refuses(Service service) {
        return service.getStatus() != null
                && service.getStatus().getConditions() != null
                && Publication.isRefusal(service.getStatus().getConditions());
    }

    @Override
    public Service showing(Service service, Publication publication) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(service.getMetadata().getNamespace())
                .withName(service.getMetadata().getName())
                .withUid(service.getMetadata().getUid())
                .withResourceVersion(service.getMetadata().getResourceVersion())
                .endMetadata()
                .withStatus(publication.equals(Publication.NOTHING) ? null : status(service, publication))
                .build();
    }

    private static ServiceStatus status(Service service, Publication publication) {
        return new ServiceStatusBuilder()
                .withNewLoadBalancer()
                .withIngress(ingress(service, publication))
                .endLoadBalancer()
                .withConditions(publication.conditions())
                .build();
    }

    /** Kubernetes refuses an address where the Service is no load balancer any more. */
    private static List<LoadBalancerIngress> ingress(Service service, Publication publication) {
        if (!"LoadBalancer".equals(service.getSpec().getType())) {
            return List.of();
        }
        return publication.hostname() == null
                ? publication.addresses().stream()
                        .map(ip -> new LoadBalancerIngressBuilder()
                                .withIp(ip)
                                .withIpMode(ServiceWishes.loopsBack(service) ? "Proxy" : "VIP")
                                .build())
                        .toList()
                : List.of(new LoadBalancerIngressBuilder()
                        .withHostname(publication.hostname())
                        .build());
    }
}
