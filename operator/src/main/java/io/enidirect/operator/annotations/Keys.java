package io.enidirect.operator.annotations;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of annotations: what they begin with, and those that have a meaning in the code. They stand nowhere else. */
public final class Keys {
    static final String SERVICE = "service.cloud.tencent.com/";
    static final String SERVICE_OLD = "service.kubernetes.io/";
    static final String SERVICE_OLDEST = "kubernetes.io/service.";
    static final String INGRESS = "ingress.cloud.tencent.com/";
    static final String INGRESS_OLD = "kubernetes.io/ingress.";
    static final String NGINX = "nginx.ingress.kubernetes.io/";
    static final String OURS = "eni-direct.io/";

    /** What the controllers of clouds have in common, TKE's predecessor's and those of others. */
    static final String BETA = "service.beta.kubernetes.io/";

    /** What may mean something to us, under whatever name behind it. */
    static final List<String> PREFIXES =
            List.of(SERVICE, SERVICE_OLD, SERVICE_OLDEST, INGRESS, INGRESS_OLD, NGINX, OURS, BETA);

    /** On a Service: it is ours without a class. */
    public static final String DIRECT_ACCESS = SERVICE + "direct-access";
    /** On an Ingress: its class, from before there was the field. */
    public static final String LEGACY_CLASS = INGRESS_OLD + "class";
    /** On an Ingress, and written by us: its conditions, as TKE has them. */
    public static final String INGRESS_CONDITIONS = INGRESS + "status.conditions";
    /**
     * Names a LoadBalancerProfile, on a Service or an Ingress; it beats the one that an Ingress's class names. On a
     * CloudLoadBalancer, and written by us: the one that it was made by.
     */
    public static final String PROFILE = OURS + "profile";
    /**
     * Whether a source's load balancer is looked after or left alone; goes before TKE's word for it. On a CloudLoadBalancer,
     * and written by us: that its source says so.
     */
    public static final String MODE = OURS + "mode";
    /**
     * On a CloudLoadBalancer, and written by us: the fields of its spec that are its source's words, or its profile's, and not
     * an administrator's, with commas between.
     */
    public static final String SOURCE_WORDS = OURS + "source-words";
    /** On a Service: whether traffic from the cluster may go by the load balancer. */
    public static final String PREVENT_LOOPBACK = SERVICE + "prevent-loopback";
    /** On a Service, and written by TKE's own controller or by us: the id of its load balancer. */
    public static final String SERVICE_ID = SERVICE_OLD + "loadbalance-id";
    /** Likewise: the address of one that speaks IPv6 and forwards to IPv4. */
    public static final String SERVICE_NAT_IPV6 = SERVICE_OLD + "loadbalance-nat-ipv6";
    /** A Service's label, likewise: whether its load balancer is reached from the internet. */
    public static final String SERVICE_TYPE_LABEL = SERVICE + "loadbalance-type";
    /** On an Ingress, likewise: the id of its load balancer. */
    public static final String INGRESS_ID = INGRESS_OLD + "qcloud-loadbalance-id";
    /** Likewise: the address of one that speaks IPv6 and forwards to IPv4. */
    public static final String INGRESS_NAT_IPV6 = INGRESS + "loadbalance-nat-ipv6";
    /** Likewise: the address of one that speaks IPv6 throughout. */
    public static final String INGRESS_IPV6 = INGRESS + "loadbalance-ipv6";
    /** What we write on sources: it is not read by who makes their load balancers. */
    private static final Set<String> WRITTEN =
            Set.of(INGRESS_CONDITIONS, SERVICE_ID, SERVICE_NAT_IPV6, INGRESS_ID, INGRESS_NAT_IPV6, INGRESS_IPV6);

    /** On a pod: its weight behind Services. */
    public static final String SERVICE_WEIGHT = SERVICE + "custom-weight";
    /** On a pod: its weight behind Ingresses. */
    public static final String INGRESS_WEIGHT = INGRESS + "custom-weight";

    private Keys() {}

    /** Whether an annotation is read at all: others are left out of whatever the API server says. */
    public static boolean isRead(String key) {
        return PREFIXES.stream().anyMatch(key::startsWith);
    }

    /** Those that are read, of a source's: without what we write there. */
    public static Map<String, String> notWritten(@Nullable Map<String, String> annotations) {
        Map<String, String> read = new HashMap<>(Objects.requireNonNullElse(annotations, Map.of()));
        read.keySet().removeAll(WRITTEN);
        return read;
    }

    /** By which keys of whatever prefix and case are compared; empty where it is none of these. */
    static Optional<String> name(String key) {
        return PREFIXES.stream().anyMatch(prefix -> key.regionMatches(true, 0, prefix, 0, prefix.length()))
                ? Optional.of(bareName(key))
                : Optional.empty();
    }

    private static String bareName(String key) {
        return key.substring(key.indexOf('/') + 1).toLowerCase(Locale.ROOT).replaceFirst("^(service|ingress)\\.", "");
    }
}
