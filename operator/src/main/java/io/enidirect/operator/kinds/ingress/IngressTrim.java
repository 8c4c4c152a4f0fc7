package io.enidirect.operator.kinds.ingress;

import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.kinds.Bounds;
import io.enidirect.operator.kinds.KeptMetadata;
import io.enidirect.operator.kinds.Outline;
import io.enidirect.operator.kinds.SourceTrim;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is kept of an Ingress: its rules are for the one who routes by them, its status for the one who publishes it. */
final class IngressTrim implements SourceTrim<Ingress> {

    @Override
    public Ingress full(Ingress ingress) {
        return bounded(ingress, ingress.getMetadata().getAnnotations()).build();
    }

    @Override
    public boolean alwaysFull(Ingress ingress) {
        return false;
    }

    /** Without its rules, but with what its status is published by. */
    @Override
    public Ingress outline(Ingress ingress) {
        return Outline.mark(forFront(ingress));
    }

    /** Without its rules. Of TLS it is only told that it is asked for. */
    @Override
    public Ingress forFront(Ingress ingress) {
        if (IngressClaims.className(ingress).isEmpty()
                && !KeptMetadata.isHeld(ingress)
                && !IngressStatusView.refuses(ingress)) {
            return new IngressBuilder()
                    .withMetadata(Outline.metadata(ingress.getMetadata()))
                    .withNewSpec()
                    .withIngressClassName(ingress.getSpec().getIngressClassName())
                    .endSpec()
                    .build();
        }
        return new IngressBuilder()
                .withMetadata(KeptMetadata.source(
                        ingress.getMetadata(), ingress.getMetadata().getAnnotations(), false))
                .withNewSpec()
                .withIngressClassName(ingress.getSpec().getIngressClassName())
                .withTls(ingress.getSpec().getTls().stream()
                        .limit(1)
                        .map(tls -> new IngressTLS())
                        .toList())
                .endSpec()
                .withStatus(ingress.getStatus())
                .build();
    }

    /** Also without the part of its status that has to be an annotation, and what else its front writes there. */
    @Override
    public Ingress forMain(Ingress ingress) {
        return bounded(ingress, Keys.notWritten(ingress.getMetadata().getAnnotations()))
                .withStatus(null)
                .build();
    }

    private static IngressBuilder bounded(Ingress ingress, @Nullable Map<String, String> annotations) {
        BoundedRules rules = BoundedRules.of(ingress.getSpec().getRules());
        return new IngressBuilder(ingress)
                .withMetadata(KeptMetadata.source(ingress.getMetadata(), annotations, rules.more()))
                .editSpec()
                .withRules(rules.rules())
                .withTls(Bounds.first(ingress.getSpec().getTls(), Bounds.TLS))
                .endSpec();
    }
}
