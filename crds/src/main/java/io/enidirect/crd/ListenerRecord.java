package io.enidirect.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry of the record: a listener that is ours, or that is about to be made. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ListenerRecord(
        @Required @JsonPropertyDescription("What the listener speaks: TCP, UDP, TCP_SSL, QUIC, HTTP or HTTPS")
        String protocol,

        @JsonPropertyDescription("The port that it listens on, 1-65535")
        int port,

        @JsonPropertyDescription(
                "Its id in the cloud (lbl-...); absent: it is about to be made, and not known to be there yet")
        @Nullable String id,

        @JsonPropertyDescription(
                "The key of the source that an L4 listener is for, as in status.sources; absent: that of its rules")
        @Nullable String source,

        @JsonPropertyDescription("Whose addresses feed an L4 listener")
        List<Origin> origins,

        @JsonPropertyDescription(
                "The certificates of a listener that has no domains, by their ids or by the hash of their content")
        List<String> certificates,

        @JsonPropertyDescription(
                "The settings that a user's word set when the listener was last written: what is in here and said no "
                        + "more goes back to the cloud's default")
        List<String> named,

        @JsonPropertyDescription(
                "The hash of what was to take this one's place and was refused when it already had to go: not tried "
                        + "again until it changes")
        @Nullable String refusedReplacement,

        @JsonPropertyDescription("The hosts of an L7 listener")
        List<DomainRecord> domains) {

    public ListenerRecord {
        origins = Lists.of(origins);
        certificates = Lists.of(certificates);
        named = Lists.of(named);
        domains = Lists.of(domains);
    }

    /** An L7 listener: what it is for, its rules say. */
    public static ListenerRecord layer7(
            String protocol, int port, @Nullable String id, List<String> named, List<DomainRecord> domains) {
        return new ListenerRecord(protocol, port, id, null, List.of(), List.of(), named, null, domains);
    }

    /** An L4 listener. */
    public static ListenerRecord layer4(
            String protocol,
            int port,
            @Nullable String id,
            @Nullable String source,
            List<Origin> origins,
            List<String> named) {
        return new ListenerRecord(protocol, port, id, source, origins, List.of(), named, null, List.of());
    }

    public ListenerRecord withId(@Nullable String newId) {
        return new ListenerRecord(
                protocol, port, newId, source, origins, certificates, named, refusedReplacement, domains);
    }

    public ListenerRecord withDomains(List<DomainRecord> newDomains) {
        return new ListenerRecord(
                protocol, port, id, source, origins, certificates, named, refusedReplacement, newDomains);
    }

    public ListenerRecord withRefusedReplacement(@Nullable String hash) {
        return new ListenerRecord(protocol, port, id, source, origins, certificates, named, hash, domains);
    }
}
