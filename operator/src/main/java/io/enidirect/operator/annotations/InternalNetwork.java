package io.enidirect.operator.annotations;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;

/** The words by which a source asks for a load balancer that is reached from its network only. */
public final class InternalNetwork {
    public static final String OF_SERVICE = Keys.SERVICE_OLD + "qcloud-loadbalancer-internal-subnetid";
    public static final String OF_INGRESS = Keys.INGRESS_OLD + "subnetId";

    private InternalNetwork() {}

    /**
     * How its user gets another load balancer, as the end of a sentence. Of a Service that is no load balancer any more
     * Kubernetes empties the status at once and takes the class away.
     */
    public static String anew(HasMetadata source) {
        String then = ": the old load balancer and its address go first, then the one that it asks for by then is made";
        if (!(source instanceof Service service)) {
            return "take the class off the Ingress and set it again" + then;
        }
        String ownClass = service.getSpec().getLoadBalancerClass();
        return "set spec.type: ClusterIP and then LoadBalancer again"
                + (ownClass == null ? "" : " together with loadBalancerClass: " + ownClass) + then;
    }

    /**
     * The annotation in which a source says this field of its load balancer's creation.
     *
     * @param field in a CloudLoadBalancer's spec or its network
     */
    public static String place(HasMetadata source, String field) {
        boolean service = source instanceof Service;
        return switch (field) {
            case "subnetId" -> key(source);
            case "chargeType" ->
                (service ? LoadBalancerReader.SERVICE_CHARGE_TYPE : LoadBalancerReader.INGRESS_CHARGE_TYPE).get(0);
            default -> service ? LoadBalancerReader.SERVICE_PARAMETERS : LoadBalancerReader.INGRESS_PARAMETERS;
        };
    }

    public static String key(HasMetadata source) {
        return source.getKind().equals("Service") ? OF_SERVICE : OF_INGRESS;
    }
}
