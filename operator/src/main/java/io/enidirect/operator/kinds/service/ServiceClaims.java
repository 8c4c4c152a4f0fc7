package io.enidirect.operator.kinds.service;

import io.enidirect.operator.annotations.Annotations;
import io.enidirect.operator.annotations.Keys;
import io.enidirect.operator.annotations.Letters;
import io.enidirect.operator.annotations.ServiceWishes;
import io.enidirect.operator.kinds.Asking;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.Claim;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which Services are ours (design §3, Claims). */
public final class ServiceClaims {
    public static final String CLASS = "eni-direct.io/clb";

    /** The name of the IngressClass that comes with the chart: some write it here, too. */
    private static final String INGRESS_CLASS = "eni-direct";

    private static final String FIELD = Annotations.field(Keys.DIRECT_ACCESS);

    private ServiceClaims() {}

    /**
     * Judges one Service.
     *
     * @param claimed a CloudLoadBalancer already names its uid: such a claim ends only by the Service's own valid change
     * @param tkeActive TKE's own controller would answer to the annotation as well, and that is not allowed for
     */
    public static Claim of(Service service, boolean claimed, boolean tkeActive) {
        return of(service, claimed, tkeActive, "");
    }

    /** @param vpc the cluster's own: who asks for it asks for nothing */
    static Claim of(Service service, boolean claimed, boolean tkeActive, String vpc) {
        return Asking.judged(byClass(service, claimed, tkeActive), service, () -> ServiceWishes.of(service), vpc);
    }

    private static Claim byClass(Service service, boolean claimed, boolean tkeActive) {
        Claim no = claimed ? Claim.ENDED : Claim.NOT_OURS;
        if (service.getMetadata().getDeletionTimestamp() != null
                || !"LoadBalancer".equals(service.getSpec().getType())) {
            return no;
        }
        String loadBalancerClass = service.getSpec().getLoadBalancerClass();
        if (loadBalancerClass != null) {
            return loadBalancerClass.equals(CLASS) ? Claim.OURS : ofAnother(service, loadBalancerClass, claimed);
        }
        String direct = annotation(service);
        if (direct == null || direct.equals("false")) {
            return no;
        }
        if (!direct.equals("true")) {
            Problem bad = Problem.of(
                    Code.BAD_ANNOTATION,
                    new Place(name(service), FIELD),
                    direct,
                    new Wording("a boolean is exactly \"true\" or \"false\"", "Write one of them"));
            return new Claim(claimed ? Claim.State.HELD : Claim.State.NOT_OURS, List.of(bad));
        }
        if (!tkeActive) {
            return Claim.OURS;
        }
        Problem beside = Problem.of(
                claimed ? Code.CLAIM_HELD : Code.NOT_CLAIMED,
                new Place(name(service), FIELD),
                direct,
                new Wording(
                        "TKE's own service controller is active in this cluster (ConfigMap"
                                + " kube-system/tke-service-controller-config) and answers to this annotation too",
                        "Set spec.loadBalancerClass: " + CLASS
                                + " on a new Service, or switch TKE's controller off and start eni-direct with --claim-beside-tke"));
        return new Claim(claimed ? Claim.State.OURS : Claim.State.NOT_OURS, List.of(beside));
    }

    /** Whoever seems to mean us is told; any other class is none of our business. */
    private static Claim ofAnother(Service service, String loadBalancerClass, boolean claimed) {
        if (claimed) {
            return Claim.ENDED;
        }
        return meansUs(loadBalancerClass)
                ? new Claim(
                        Claim.State.NOT_OURS,
                        List.of(Problem.of(
                                Code.NOT_CLAIMED,
                                new Place(name(service), "spec.loadBalancerClass"),
                                loadBalancerClass,
                                new Wording(
                                        "it is no class of ours, and " + CLASS
                                                + ", which is, is almost the same, so nothing is made",
                                        "Delete the Service and make it again with loadBalancerClass: " + CLASS
                                                + ", since Kubernetes lets nobody change that field"))))
                : Claim.NOT_OURS;
    }

    private static boolean meansUs(String loadBalancerClass) {
        return INGRESS_CLASS.equals(loadBalancerClass)
                || Letters.near(CLASS, loadBalancerClass.toLowerCase(Locale.ROOT));
    }

    /** Whether it asks to be ours, or seems to, whatever the answer. */
    public static boolean asks(Service service) {
        String loadBalancerClass = service.getSpec().getLoadBalancerClass();
        return asksByAnnotation(service)
                || ("LoadBalancer".equals(service.getSpec().getType())
                        && loadBalancerClass != null
                        && (CLASS.equals(loadBalancerClass) || meansUs(loadBalancerClass)));
    }

    private static String name(Service service) {
        return "Service " + service.getMetadata().getNamespace() + "/"
                + service.getMetadata().getName();
    }

    /** Whether it asks by the annotation alone, to which TKE's own controller answers too. */
    public static boolean asksByAnnotation(Service service) {
        String direct = annotation(service);
        return "LoadBalancer".equals(service.getSpec().getType())
                && service.getSpec().getLoadBalancerClass() == null
                && direct != null
                && !direct.equals("false");
    }

    private static @Nullable String annotation(Service service) {
        return ServiceWishes.directAccess(service).orElse(null);
    }
}
