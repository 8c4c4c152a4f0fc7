package io.enidirect.simulator.cloud;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys in PEM, and whether they belong together. */
final class KeyPairs {
    private static final Pattern PRIVATE_KEY = Pattern.compile(
            "-----BEGIN ((?:EC |RSA )?)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1PRIVATE KEY-----");

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION_0 = {0x02, 1, 0};

    private KeyPairs() {}

    /** The key in the first certificate of a chain; empty if it is none. */
    static Optional<PublicKey> certified(String text) {
        // what stands before is a comment, though the parser takes it for DER where it begins with a zero
        String chain = text.substring(Math.max(0, text.indexOf("-----BEGIN CERTIFICATE-----")));
        try {
            return Optional.of(CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(chain.getBytes(StandardCharsets.UTF_8)))
                    .getPublicKey());
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** Whether what one signs, the other verifies. */
    static boolean belong(PublicKey certified, String privateKey) {
        String algorithm = switch (certified.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> certified.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(read(certified, privateKey));
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            return signature.verify(signed);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static PrivateKey read(PublicKey certified, String pem) throws GeneralSecurityException {
        Matcher found = PRIVATE_KEY.matcher(pem);
        if (!found.find()) {
            throw new IllegalArgumentException("not a private key");
        }
        byte[] der = Base64.getMimeDecoder().decode(found.group(2));
        byte[] pkcs8 = found.group(1).isEmpty()
                ? der
                : value(SEQUENCE, VERSION_0, algorithm(certified.getEncoded()), value(OCTETS, der));
        return KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** The older forms of a key leave out what PKCS#8 begins with: its algorithm, which the public key names as well. */
    private static byte[] algorithm(byte[] publicKey) {
        int start = headerLength(publicKey, 0);
        int inner = headerLength(publicKey, start);
        return Arrays.copyOfRange(publicKey, start, start + inner + publicKey[start + inner - 1]);
    }

    /** Of the DER value that begins there: one byte of type, and one of its length or of the length's length. */
    private static int headerLength(byte[] der, int at) {
        int length = der[at + 1];
        return length >= 0 ? 2 : 2 + (length & 0x7f);
    }

    private static byte[] value(int type, byte[]... parts) {
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        der.write(type);
        if (length > 0xff) {
            der.write(0x82);
            der.write(length >> 8);
        } else if (length > 0x7f) {
            der.write(0x81);
        }
        der.write(length);
        Arrays.stream(parts).forEach(der::writeBytes);
        return der.toByteArray();
    }
}
