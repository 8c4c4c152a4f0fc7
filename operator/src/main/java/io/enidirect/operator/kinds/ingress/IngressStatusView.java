package io.enidirect.operator.kinds.ingress;

import io.enidirect.operator.annotations.Annotations;
import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.kinds.Publication;
import io.enidirect.operator.kinds.StatusView;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerStatus;
import io.fabric8.kubernetes.api.model.networking.v1.IngressStatus;
import io.fabric8.kubernetes.api.model.networking.v1.IngressStatusBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A publication as an Ingress shows it: the address in its status, the conditions in an annotation, since an Ingress has no
 * place for them. Both go in one write: the status subresource of an Ingress takes annotations as well, and only its spec
 * stays as it is.
 */
final class IngressStatusView implements StatusView<Ingress> {
    @Override
    public boolean shows(Ingress ingress, Publication publication) {
        return Optional.ofNullable(ingress.getStatus())
                        .map(IngressStatus::getLoadBalancer)
                        .map(IngressLoadBalancerStatus::getIngress)
                        .orElse(List.of())
                        .equals(ingress(publication))
                && Objects.equals(
                        Annotations.of(ingress, Keys.INGRESS_CONDITIONS).orElse(null),
                        annotations(publication).get(Keys.INGRESS_CONDITIONS));
    }

    @Override
    public Ingress showing(Ingress ingress, Publication publication) {
        return new IngressBuilder()
                .withNewMetadata()
                .withNamespace(ingress.getMetadata().getNamespace())
                .withName(ingress.getMetadata().getName())
                .withUid(ingress.getMetadata().getUid())
                .withResourceVersion(ingress.getMetadata().getResourceVersion())
                .withAnnotations(annotations(publication))
                .endMetadata()
                .withStatus(publication.equals(Publication.NOTHING) ? null : status(publication))
                .build();
    }

    private static IngressStatus status(Publication publication) {
        return new IngressStatusBuilder()
                .withNewLoadBalancer()
                .withIngress(ingress(publication))
                .endLoadBalancer()
                .build();
    }

    @Override
    public List<Condition> conditions(Ingress ingress) {
        return Annotations.of(ingress, Keys.INGRESS_CONDITIONS)
                .map(ConditionsText::read)
                .orElse(List.of());
    }

    @Override
    public boolean showsRefusal(Ingress ingress) {
        return refuses(ingress);
    }

    static boolean refuses(Ingress ingress) {
        return Annotations.of(ingress, Keys.INGRESS_CONDITIONS)
                .map(ConditionsText::read)
                .filter(Publication::isRefusal)
                .isPresent();
    }

    private static Map<String, String> annotations(Publication publication) {
        return publication.conditions().isEmpty()
                ? Map.of()
                : Map.of(Keys.INGRESS_CONDITIONS, ConditionsText.of(publication.conditions()));
    }

    private static List<IngressLoadBalancerIngress> ingress(Publication publication) {
        return publication.hostname() == null
                ? publication.addresses().stream()
                        .map(ip -> new IngressLoadBalancerIngressBuilder()
                                .withIp(ip)
                                .build())
                        .toList()
                : List.of(new IngressLoadBalancerIngressBuilder()
                        .withHostname(publication.hostname())
                        .build());
    }
}
