package io.enidirect.cloud;

/** Names a certificate of the SSL product. */
public record CertificateId(String value) implements Comparable<CertificateId> {
    public CertificateId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A certificate's id is blank");
        }
    }

    @Override
    public int compareTo(CertificateId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
