package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** TKE's own tuning of listeners and rules, which users already have; may be installed by TKE. */
@JsonClassDescription(
        "TKE's own tuning of listeners and rules, for the Services and Ingresses of its namespace that name it by their"
                + " annotation tke-service-config.")
@Group("cloud.tencent.com")
@Version("v1alpha1")
@Kind("TkeServiceConfig")
@Plural("tkeserviceconfigs")
public class TkeServiceConfig extends CustomResource<TkeServiceConfigSpec, Void> implements Namespaced {
    private static final long serialVersionUID = 1L;
}
