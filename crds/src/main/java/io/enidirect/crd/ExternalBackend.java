package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.TypedLocalObjectReference;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/** Fixed targets outside the cluster, for an Ingress's {@code backend.resource}. */
@JsonClassDescription("Fixed targets outside the cluster, for backend.resource of an Ingress in its namespace.")
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

    /** Whether this is what a {@code backend.resource} refers to; any other kind or group is not supported. */
    public static boolean isMeantBy(@Nullable TypedLocalObjectReference resource) {
        return resource != null
                && HasMetadata.getGroup(ExternalBackend.class).equals(resource.getApiGroup())
                && HasMetadata.getKind(ExternalBackend.class).equals(resource.getKind());
    }
}
