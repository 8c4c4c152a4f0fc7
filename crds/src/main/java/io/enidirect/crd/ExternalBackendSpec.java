package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses; each must lie in the controller's {@code --external-ranges}. */
public record ExternalBackendSpec(
        @Required @Size(min = 1, max = 200) List<Address> addresses) {

    /**
     * One target.
     *
     * @param port 1–65535
     * @param weight 0–100, 10 where absent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(value = "isIP(self.ip)", message = "not an IP address", fieldPath = ".ip")
    public record Address(
            @Required @Size(max = 45) String ip,

            @Required @Min(1) @Max(65535) Integer port,
            @Nullable @Min(0) @Max(100) Integer weight) {}

    public ExternalBackendSpec {
        addresses = Lists.of(addresses);
    }
}
