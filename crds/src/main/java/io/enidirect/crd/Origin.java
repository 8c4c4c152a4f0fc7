package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Whose addresses feed a backend, in the namespace of its source. A backend has one or several, each with a share. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Origin(
        @Required @JsonPropertyDescription("Service or ExternalBackend")
        String kind,

        @Required @JsonPropertyDescription("The name of that object")
        String name,

        @JsonPropertyDescription("The name of the Service's port, where it has one") @Nullable String portName,

        @JsonPropertyDescription("The number of the Service's port, 1-65535; 0 for an ExternalBackend")
        int port,

        @JsonPropertyDescription("The protocol of the Service's port") @Nullable String protocol,

        @Min(0) @Max(100) @JsonPropertyDescription("How much of the backend's traffic it gets, in percent: 0-100; absent: all of it")
        @Nullable Integer share) {

    public static final String EXTERNAL_BACKEND = "ExternalBackend";

    private static final int WHOLE = 100;

    public Origin {
        if (share != null && (share < 0 || share > WHOLE)) {
            throw new IllegalArgumentException("A share of " + share + " % is not in 0–100");
        }
    }

    public static Origin external(String name) {
        return new Origin(EXTERNAL_BACKEND, name, null, 0, null, null);
    }

    public static Origin service(String name, @Nullable String portName, int port, String protocol) {
        return new Origin("Service", name, portName, port, protocol, null);
    }
}
