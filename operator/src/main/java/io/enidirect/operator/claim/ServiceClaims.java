package io.enidirect.operator.claim;

import io.enidirect.operator.annotations.Restrictions;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which Services are ours (design §3, Claims). */
public final class ServiceClaims {
    public static final String CLASS = "eni-direct.io/clb";
    public static final String DIRECT_ACCESS = "service.cloud.tencent.com/direct-access";

    private static final String FIELD = "metadata.annotations[" + DIRECT_ACCESS + "]";

    private ServiceClaims() {}

    /**
     * Judges one Service.
     *
     * @param claimed a CloudLoadBalancer already names its uid: such a claim ends only by the Service's own valid change
     * @param tkeActive TKE's own controller would answer to the annotation as well, and that is not allowed for
     */
    public static Claim of(Service service, boolean claimed, boolean tkeActive) {
        return byClass(service, claimed, tkeActive).heldBy(() -> Restrictions.of(service));
    }

    private static Claim byClass(Service service, boolean claimed, boolean tkeActive) {
        Claim no = claimed ? Claim.ENDED : Claim.NOT_OURS;
        if (service.getMetadata().getDeletionTimestamp() != null
                || !"LoadBalancer".equals(service.getSpec().getType())) {
            return no;
        }
        String loadBalancerClass = service.getSpec().getLoadBalancerClass();
        if (loadBalancerClass != null) {
            return loadBalancerClass.equals(CLASS) ? Claim.OURS : no;
        }
        String direct = annotation(service);
        if (direct == null || direct.equals("false")) {
            return no;
        }
        String name = "Service " + service.getMetadata().getNamespace() + "/"
                + service.getMetadata().getName();
        if (!direct.equals("true")) {
            Problem bad = new Problem(
                    Code.BAD_ANNOTATION,
                    name,
                    FIELD,
                    direct,
                    "a boolean is exactly \"true\" or \"false\"",
                    "Write one of them");
            return new Claim(claimed ? Claim.State.HELD : Claim.State.NOT_OURS, List.of(bad));
        }
        if (!tkeActive) {
            return Claim.OURS;
        }
        Problem beside = new Problem(
                claimed ? Code.CLAIM_HELD : Code.NOT_CLAIMED,
                name,
                FIELD,
                direct,
                "TKE's own service controller is active in this cluster (ConfigMap"
                        + " kube-system/tke-service-controller-config) and answers to this annotation too",
                "Set spec.loadBalancerClass: " + CLASS
                        + " on a new Service, or switch TKE's controller off and start eni-direct with --claim-beside-tke");
        return new Claim(claimed ? Claim.State.OURS : Claim.State.NOT_OURS, List.of(beside));
    }

    /** Whether it asks to be ours, whatever the answer. */
    public static boolean asks(Service service) {
        return asksByAnnotation(service)
                || ("LoadBalancer".equals(service.getSpec().getType())
                        && CLASS.equals(service.getSpec().getLoadBalancerClass()));
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
        Map<String, String> annotations = service.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(DIRECT_ACCESS);
    }
}
