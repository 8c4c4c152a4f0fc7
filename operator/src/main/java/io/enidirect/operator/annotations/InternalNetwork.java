package io.enidirect.operator.annotations;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/** Whether a source asks by its own word for a load balancer that is reached from its network only. */
public final class InternalNetwork {
    public static final String OF_SERVICE = Keys.SERVICE_OLD + "qcloud-loadbalancer-internal-subnetid";
    public static final String OF_INGRESS = Keys.INGRESS_OLD + "subnetId";

    private InternalNetwork() {}

    /** The subnet as it is written, whether there may be one of that name or not. */
    public static Optional<String> subnet(HasMetadata source) {
        return Annotations.of(source, key(source)).filter(value -> !value.isBlank());
    }

    public static String key(HasMetadata source) {
        return source.getKind().equals("Service") ? OF_SERVICE : OF_INGRESS;
    }
}
