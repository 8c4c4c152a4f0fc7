package io.enidirect.crd;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/** Fixed targets outside the cluster, for an Ingress's {@code backend.resource}. */
@Group("eni-direct.io")
@Version("v1alpha1")
@Plural("externalbackends")
@AdditionalPrinterColumn(name = "ADDRESS", jsonPath = ".spec.addresses[0].ip")
@AdditionalPrinterColumn(
        name = "AGE",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public class ExternalBackend extends CustomResource<ExternalBackendSpec, Void> implements Namespaced {
    private static final long serialVersionUID = 1L;
}
