package io.enidirect.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a domain and is the same for all its rules (ModifyDomainAttributes). In a wish, null, none and false mean
 * "not ours to say": the cloud's value is left as it is.
 *
 * @param certificates server certificates; every domain of an HTTPS listener has one, none of an HTTP listener
 * @param http2 HTTPS only; null in what was read on HTTP
 * @param defaultServer unknown hosts fall to it: one domain of each listener, the first one unless another is said. It is
 *     taken from a domain by giving it to another
 */
public record DomainSettings(
        List<CertificateId> certificates, @Nullable Boolean http2, boolean defaultServer) {

    /** Nothing said at all. */
    public static final DomainSettings UNSPECIFIED = new DomainSettings(List.of(), null, false);

    /** The domain that unknown hosts fall to; nothing else is said. */
    public static final DomainSettings DEFAULT_SERVER = new DomainSettings(List.of(), null, true);

    public DomainSettings {
        certificates = List.copyOf(certificates);
    }

    /** Whether this wish is already true of what was read. Compares only what the wish says. */
    public boolean satisfiedBy(DomainSettings read) {
        return (certificates.isEmpty() || certificates.equals(read.certificates))
                && (http2 == null || http2.equals(read.http2))
                && (!defaultServer || read.defaultServer);
    }

    /** What is there after this wish was granted: its own words, and what was there where it says nothing. */
    public DomainSettings over(DomainSettings before) {
        return new DomainSettings(
                certificates.isEmpty() ? before.certificates : certificates,
                http2 == null ? before.http2 : http2,
                defaultServer || before.defaultServer);
    }

    /** The same, unknown hosts falling to it or not. */
    public DomainSettings withDefaultServer(boolean other) {
        return new DomainSettings(certificates, http2, other);
    }
}
