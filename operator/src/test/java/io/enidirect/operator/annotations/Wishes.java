package io.enidirect.operator.annotations;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;

/** Of either kind, for tests that concern both. */
final class Wishes {
    private Wishes() {}

    static SourceWishes of(HasMetadata source) {
        return source instanceof Service service ? ServiceWishes.of(service) : IngressWishes.of((Ingress) source);
    }
}
