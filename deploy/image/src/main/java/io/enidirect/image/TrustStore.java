package io.enidirect.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The authorities that a Java trusts, in the form of its {@code cacerts}: PKCS #12 without a password, which hides nothing. */
final class TrustStore {
    private static final String CERTIFICATES = "keystore.pkcs12.certProtectionAlgorithm";
    private static final String MAC = "keystore.pkcs12.macAlgorithm";

    private TrustStore() {}

    /** @param pem certificates one after the other; the same ones give the same bytes, in whichever order */
    static byte[] of(byte[] pem) {
        Map<String, Certificate> byName = new TreeMap<>();
        try {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
                byName.put(name((X509Certificate) certificate), certificate);
            }
            if (byName.isEmpty()) {
                throw new Unbuildable("no authorities: the package ca-certificates has none");
            }
            return plain(() -> {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                for (Map.Entry<String, Certificate> named : byName.entrySet()) {
                    store.setCertificateEntry(named.getKey(), named.getValue());
                }
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                store.store(out, null);
                return out.toByteArray();
            });
        } catch (GeneralSecurityException | IOException e) {
            throw new Unbuildable("the authorities can't be read: " + e.getMessage(), e);
        }
    }

    private static String name(X509Certificate certificate) throws GeneralSecurityException {
        return certificate.getSubjectX500Principal().getName().toLowerCase(java.util.Locale.ROOT) + " "
                + HexFormat.of().formatHex(Digests.sha256().digest(certificate.getEncoded()), 0, 8);
    }

    private interface Store {
        byte[] write() throws GeneralSecurityException, IOException;
    }

    /** Neither encrypted nor with a MAC, whose salts would be others each time. */
    private static byte[] plain(Store store) throws GeneralSecurityException, IOException {
        @Nullable String certificates = Security.getProperty(CERTIFICATES);
        @Nullable String mac = Security.getProperty(MAC);
        try {
            Security.setProperty(CERTIFICATES, "NONE");
            Security.setProperty(MAC, "NONE");
            return store.write();
        } finally {
            Security.setProperty(CERTIFICATES, certificates == null ? "" : certificates);
            Security.setProperty(MAC, mac == null ? "" : mac);
        }
    }
}
