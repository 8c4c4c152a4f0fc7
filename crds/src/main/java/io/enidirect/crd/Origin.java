package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * Whose addresses feed a backend, in the namespace of its source.
 *
 * @param kind {@code Service} or {@code ExternalBackend}
 * @param portName the Service port's name, where it has one
 * @param port the Service port's number; 0 for an ExternalBackend
 * @param protocol the Service port's protocol
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Origin(
        @Required String kind,
        @Required String name,
        @Nullable String portName,
        int port,
        @Nullable String protocol) {

    public static final String EXTERNAL_BACKEND = "ExternalBackend";

    public static Origin external(String name) {
        return new Origin(EXTERNAL_BACKEND, name, null, 0, null);
    }

    public static Origin service(String name, @Nullable String portName, int port, String protocol) {
        return new Origin("Service", name, portName, port, protocol);
    }
}
