package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** One load balancer in the cloud, created or existing, and the record of what on it is ours. Cluster-scoped. */
@JsonClassDescription("One load balancer (CLB) in the cloud, created or existing, and what on it is the controller's."
        + " Made by the controller for each Service and Ingress that has its own, or by an administrator.")
@Group("eni-direct.io")
@Version("v1alpha1")
@Plural("cloudloadbalancers")
@ShortNames("clb")
@AdditionalPrinterColumn(name = "SOURCE", jsonPath = ".status.source")
@AdditionalPrinterColumn(name = "ID", jsonPath = ".status.loadBalancerId")
@AdditionalPrinterColumn(name = "ADDRESS", jsonPath = ".status.addresses[0]")
@AdditionalPrinterColumn(name = "TARGETS", jsonPath = ".status.targets")
@AdditionalPrinterColumn(name = "READY", jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "REASON", jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason", priority = 1)
@AdditionalPrinterColumn(
        name = "AGE",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public class CloudLoadBalancer extends CustomResource<CloudLoadBalancerSpec, CloudLoadBalancerStatus> {
    private static final long serialVersionUID = 1L;

    /**
     * On an object that is being deleted: the source that it was made for wants another load balancer, so that this one is
     * not used again, whatever the source says from then on.
     */
    public static final String GIVEN_UP = "eni-direct.io/given-up";

    /**
     * An annotation: {@code skip} on a made object says that its source wants it to be left alone, or did when it was last
     * looked at.
     */
    public static final String MODE = "eni-direct.io/mode";

    private static final String SKIP = "skip";

    /** Whether it is to be left alone as it is. */
    public boolean leftAlone() {
        return getMetadata().getAnnotations() != null
                && SKIP.equals(getMetadata().getAnnotations().get(MODE));
    }

    /** Whether its own source lets its deletion come to its end. */
    public boolean givenUp() {
        return getMetadata().getDeletionTimestamp() != null
                && getMetadata().getAnnotations() != null
                && getMetadata().getAnnotations().containsKey(GIVEN_UP);
    }

    /** What was last recorded, empty where nothing was. */
    public CloudLoadBalancerStatus recorded() {
        return getStatus() == null ? CloudLoadBalancerStatus.EMPTY : getStatus();
    }
}
