package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses; each must lie in the controller's {@code --external-ranges}. */
@JsonClassDescription("The targets; each address must lie in the controller's option --external-ranges.")
public record ExternalBackendSpec(
        @JsonPropertyDescription("1 to 200 targets.") @Required @Size(min = 1, max = 200) List<Address> addresses) {

    /** One target. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(value = "isIP(self.ip)", message = "not an IP address", fieldPath = ".ip")
    public record Address(
            @JsonPropertyDescription(
                    "Its IP address, of the load balancer's IP version. Addresses of pods, nodes and Services"
                            + " are refused.")
            @Required
            @Size(max = 45) String ip,

            @JsonPropertyDescription("Its port, 1 to 65535.") @Required @Min(1) @Max(65535) Integer port,

            @JsonPropertyDescription("Its share of the traffic beside the others, 0 to 100; 0 is none. Default: 10.")
            @Nullable @Min(0) @Max(100) Integer weight) {}

    public ExternalBackendSpec {
        addresses = Lists.of(addresses);
    }
}
