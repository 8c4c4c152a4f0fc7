package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Where a rule of the record redirects to: to a rule of another listener of its load balancer. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RedirectRecord(
        @Required @JsonPropertyDescription("The protocol of the listener that it leads to")
        String protocol,

        @JsonPropertyDescription("The port of the listener that it leads to, 1-65535")
        int port,

        @Required @JsonPropertyDescription("The host of the rule that it leads to")
        String domain,

        @Required @JsonPropertyDescription("The path of the rule that it leads to")
        String url,

        @JsonPropertyDescription("What clients are told: 301, 302 or 307")
        int code,

        @JsonPropertyDescription("Whether the client's path and query stay")
        boolean keepsPath) {}
