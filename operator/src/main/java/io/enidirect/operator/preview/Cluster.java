package io.enidirect.operator.preview;

import io.enidirect.crd.LoadBalancerProfile;
import io.enidirect.operator.claim.IngressClaims;
import io.enidirect.operator.front.Profiles;
import io.enidirect.operator.options.PlanOptions;
import io.enidirect.operator.snapshot.Settings;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The cluster as it would be with nothing but the files' objects in it, and the chart installed. */
record Cluster(Manifests files, PlanOptions options) {
    private static final String CHARTS_CLASS = "eni-direct";
    private static final String DEFAULT_CLASS = "ingressclass.kubernetes.io/is-default-class";

    Settings settings() {
        return new Settings(
                options.clusterId().orElse("(cluster-id)"),
                options.vpcId().orElse("(vpc-id)"),
                options.passToTarget(),
                options.targetRanges(),
                options.externalRanges(),
                options.hostNetworkTargets(),
                Duration.ZERO);
    }

    IngressClaims ingressClaims() {
        return new IngressClaims(
                options.ingressClasses(),
                this::ingressClass,
                () -> Stream.concat(files.of(IngressClass.class).stream(), ingressClass(CHARTS_CLASS).stream())
                        .toList());
    }

    Optional<IngressClass> ingressClass(String name) {
        Optional<IngressClass> written = files.find(IngressClass.class, null, name);
        return written.isEmpty() && name.equals(CHARTS_CLASS)
                ? Optional.of(new IngressClassBuilder()
                        .withMetadata(new ObjectMetaBuilder().withName(name).build())
                        .withNewSpec()
                        .withController(IngressClaims.CONTROLLER)
                        .endSpec()
                        .build())
                : written;
    }

    /** As the API server stores it: the default class is written into one without any. */
    Ingress stored(Ingress ingress) {
        Optional<String> byDefault = files.of(IngressClass.class).stream()
                .filter(each -> each.getMetadata().getAnnotations() != null
                        && "true".equals(each.getMetadata().getAnnotations().get(DEFAULT_CLASS)))
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

    Profiles profiles() {
        return new Profiles(name -> files.find(LoadBalancerProfile.class, null, name));
    }
}
