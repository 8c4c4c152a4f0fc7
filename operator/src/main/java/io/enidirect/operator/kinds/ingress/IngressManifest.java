package io.enidirect.operator.kinds.ingress;

import static io.enidirect.operator.kinds.Requirement.atMost;
import static io.enidirect.operator.kinds.Requirement.oneOf;
import static io.enidirect.operator.kinds.Requirement.present;

import io.enidirect.operator.annotations.Annotations;
import io.enidirect.operator.kinds.ClusterView;
import io.enidirect.operator.kinds.Manifest;
import io.enidirect.operator.kinds.Requirement;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An Ingress in a file. */
final class IngressManifest implements Manifest<Ingress> {
    private static final String DEFAULT_CLASS = "ingressclass.kubernetes.io/is-default-class";
    private static final List<Requirement> REQUIREMENTS = List.of(
            present("spec"),
            atMost("spec/rules/*/host", 253),
            present("spec/rules/*/http/paths"),
            present("spec/rules/*/http/paths/*/pathType"),
            oneOf("spec/rules/*/http/paths/*/pathType", "Exact", "Prefix", "ImplementationSpecific"),
            present("spec/rules/*/http/paths/*/backend"),
            present("spec/rules/*/http/paths/*/backend/service/name"),
            present("spec/rules/*/http/paths/*/backend/service/port"),
            present("spec/rules/*/http/paths/*/backend/resource/kind"),
            present("spec/rules/*/http/paths/*/backend/resource/name"),
            present("spec/defaultBackend/service/name"),
            present("spec/defaultBackend/service/port"),
            present("spec/defaultBackend/resource/kind"),
            present("spec/defaultBackend/resource/name"));

    @Override
    public List<Requirement> requirements() {
        return REQUIREMENTS;
    }

    /** The default class is written into one without any. */
    @Override
    public Ingress stored(Ingress ingress, ClusterView cluster) {
        Optional<String> byDefault = cluster.all(IngressClass.class)
                .filter(each -> Annotations.of(each, DEFAULT_CLASS)
                        .filter("true"::equals)
                        .isPresent())
                .map(each -> each.getMetadata().getName())
                .min(Comparator.naturalOrder());
        return byDefault.isEmpty() || IngressClaims.className(ingress).isPresent()
                ? ingress
                : new IngressBuilder(ingress)
                        .editSpec()
                        .withIngressClassName(byDefault.get())
                        .endSpec()
                        .build();
    }

    @Override
    public Optional<String> notOurs(Ingress ingress, ClusterView cluster) {
        if (ingress.getMetadata().getDeletionTimestamp() != null) {
            return Optional.of("it is being deleted");
        }
        Optional<String> name = IngressClaims.className(ingress);
        if (name.isEmpty()) {
            return Optional.of("it names no class, and no IngressClass in the files is the default");
        }
        return Optional.of(cluster.find(IngressClass.class, null, name.get())
                .map(found -> "its class " + name.get() + " is for another controller")
                .orElse("no IngressClass " + name.get() + " is in the files, nor is it named by --ingress-classes"));
    }
}
