package io.enidirect.operator.kinds;

import io.enidirect.operator.annotations.Mode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Set;
import java.util.function.Predicate;

/** TKE's own controller of Services and Ingresses: whether it is at work in the cluster is told by its ConfigMap. */
public final class TkeController {
    private static final String NAMESPACE = "kube-system";
    private static final String CONFIG_MAP = "tke-service-controller-config";
    private static final String IT = "it";
    /** By what it is known, for people. */
    public static final String CONFIG = "ConfigMap " + NAMESPACE + "/" + CONFIG_MAP;

    private TkeController() {}

    /** @param concerned to which of our sources it answers, too */
    public static <P extends HasMetadata> Related<ConfigMap, P> concerning(Predicate<P> concerned) {
        return new Related<>(
                ConfigMap.class,
                new Related.Single(NAMESPACE, CONFIG_MAP),
                map -> new ConfigMapBuilder()
                        .withMetadata(KeptMetadata.name(map.getMetadata()))
                        .build(),
                map -> IT,
                source -> concerned.test(source) ? Set.of(IT) : Set.of(),
                map -> Set.of());
    }

    public static boolean active(ClusterView cluster) {
        return cluster.find(ConfigMap.class, NAMESPACE, CONFIG_MAP).isPresent();
    }

    /** Whether it is at work, and not kept off that source. */
    public static boolean answers(HasMetadata source, ClusterView cluster) {
        return active(cluster) && !Mode.skippedByTke(source);
    }

    /** By which annotations it is kept off a source that stays ours. */
    public static String keepingOff(HasMetadata source) {
        return Mode.onlyOurs(source.getKind());
    }
}
