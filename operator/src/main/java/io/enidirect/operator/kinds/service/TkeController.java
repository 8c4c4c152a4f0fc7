package io.enidirect.operator.kinds.service;

import io.enidirect.operator.kinds.ClusterView;
import io.enidirect.operator.kinds.KeptMetadata;
import io.enidirect.operator.kinds.Related;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Set;

/** TKE's own service controller: whether it is at work in the cluster is told by its ConfigMap. */
final class TkeController {
    private static final String NAMESPACE = "kube-system";
    private static final String CONFIG_MAP = "tke-service-controller-config";
    private static final String BY_ANNOTATION = "by annotation";

    /** It answers to the annotation alone. */
    static final Related<ConfigMap, Service> CONFIG = new Related<>(
            ConfigMap.class,
            new Related.Single(NAMESPACE, CONFIG_MAP),
            map -> new ConfigMapBuilder()
                    .withMetadata(KeptMetadata.name(map.getMetadata()))
                    .build(),
            map -> BY_ANNOTATION,
            service -> ServiceClaims.asksByAnnotation(service) ? Set.of(BY_ANNOTATION) : Set.of(),
            map -> Set.of());

    private TkeController() {}

    static boolean active(ClusterView cluster) {
        return cluster.find(ConfigMap.class, NAMESPACE, CONFIG_MAP).isPresent();
    }
}
