package io.enidirect.cloud;

/**
 * A server certificate to be uploaded.
 *
 * @param alias what it is found by again, at most 200 characters
 * @param certificateChain PEM
 * @param privateKey PEM; never part of {@link #toString}
 */
public record NewCertificate(String alias, String certificateChain, String privateKey) {
    @Override
    public String toString() {
        return "NewCertificate[alias=" + alias + "]";
    }
}
