package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** The defaults of a class, or the load balancer that its sources share. Cluster-scoped. */
@JsonClassDescription(
        "What the load balancers of a class, or of the sources that name it, are made with; or which one they"
                + " share. Named by an IngressClass's spec.parameters or by the annotation eni-direct.io/profile.")
@Group("eni-direct.io")
@Version("v1alpha1")
@Plural("loadbalancerprofiles")
@ShortNames("lbprofile")
@AdditionalPrinterColumn(name = "NETWORK", jsonPath = ".spec.network.type")
@AdditionalPrinterColumn(name = "SHARED", jsonPath = ".spec.cloudLoadBalancer")
@AdditionalPrinterColumn(
        name = "AGE",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public class LoadBalancerProfile extends CustomResource<LoadBalancerProfileSpec, Void> {
    private static final long serialVersionUID = 1L;
}
