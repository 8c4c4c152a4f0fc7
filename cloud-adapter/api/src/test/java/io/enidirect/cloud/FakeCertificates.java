package io.enidirect.cloud;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The server certificates of the account. */
final class FakeCertificates {
    private final Map<CertificateId, NewCertificate> all = new LinkedHashMap<>();
    private int uploads;

    List<CertificateId> find(String alias) {
        return all.entrySet().stream()
                .filter(each -> each.getValue().alias().equals(alias))
                .map(Map.Entry::getKey)
                .toList();
    }

    CertificateId upload(NewCertificate wanted) {
        return all.entrySet().stream()
                .filter(each -> sameContent(each.getValue(), wanted))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> add(new CertificateId("cert-%08d".formatted(++uploads)), wanted));
    }

    CertificateId add(CertificateId id, NewCertificate certificate) {
        all.put(id, certificate);
        return id;
    }

    void delete(CertificateId id) {
        if (all.remove(id) == null) {
            throw new CloudException.NotFound(
                    "DeleteCertificate", "FailedOperation.CertificateNotFound", id + " not found", null);
        }
    }

    void require(String action, List<CertificateId> ids) {
        ids.stream().filter(each -> !all.containsKey(each)).findFirst().ifPresent(missing -> {
            throw Failures.rejected(action, "InvalidParameterValue", "There is no certificate " + missing);
        });
    }

    private static boolean sameContent(NewCertificate one, NewCertificate other) {
        return one.certificateChain().equals(other.certificateChain())
                && one.privateKey().equals(other.privateKey());
    }
}
