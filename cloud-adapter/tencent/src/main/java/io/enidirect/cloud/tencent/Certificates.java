package io.enidirect.cloud.tencent;

import com.tencentcloudapi.ssl.v20191205.models.DeleteCertificateRequest;
import com.tencentcloudapi.ssl.v20191205.models.DescribeCertificatesRequest;
import com.tencentcloudapi.ssl.v20191205.models.DescribeCertificatesResponse;
import com.tencentcloudapi.ssl.v20191205.models.UploadCertificateRequest;
import com.tencentcloudapi.ssl.v20191205.models.UploadCertificateResponse;
import io.enidirect.cloud.Answer;
import io.enidirect.cloud.CertificateId;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.NewCertificate;
import io.enidirect.cloud.Nothing;
import java.util.List;
import java.util.stream.Stream;

/** Calls of the SSL product, which applies them at once. */
record Certificates(Calls calls) {
    private static final long MOST = 1000;
    private static final String SERVER = "SVR";

    Answer<List<CertificateId>> find(String alias) {
        DescribeCertificatesRequest request = new DescribeCertificatesRequest();
        // finds more than is asked for: a part of an alias, of an id, of a domain
        request.setSearchKey(alias);
        request.setCertificateType(SERVER);
        request.setLimit(MOST);
        return calls.ask(
                Action.DESCRIBE_CERTIFICATES,
                alias,
                clients -> clients.ssl().DescribeCertificates(request),
                answer -> exactly(alias, answer));
    }

    private static List<CertificateId> exactly(String alias, DescribeCertificatesResponse answer) {
        Action action = Action.DESCRIBE_CERTIFICATES;
        action.require(answer.getRequestId(), "RequestId");
        Long total = answer.getTotalCount();
        var certificates = total == null || total == 0
                ? action.optional(answer.getCertificates())
                : action.required(answer.getCertificates(), "Certificates");
        return certificates
                .filter(each -> alias.equals(each.getAlias()))
                .flatMap(each -> Stream.ofNullable(each.getCertificateId()))
                .map(CertificateId::new)
                .toList();
    }

    Answer<CertificateId> upload(NewCertificate wanted) {
        UploadCertificateRequest request = new UploadCertificateRequest();
        request.setCertificatePublicKey(wanted.certificateChain());
        request.setCertificatePrivateKey(wanted.privateKey());
        request.setCertificateType(SERVER);
        request.setAlias(wanted.alias());
        request.setRepeatable(false);
        return calls.ask(
                Action.UPLOAD_CERTIFICATE,
                wanted.alias(),
                clients -> clients.ssl().UploadCertificate(request),
                Certificates::uploaded);
    }

    private static CertificateId uploaded(UploadCertificateResponse answer) {
        String known = answer.getRepeatCertId();
        return known != null && !known.isBlank()
                ? new CertificateId(known)
                : new CertificateId(Action.UPLOAD_CERTIFICATE.require(answer.getCertificateId(), "CertificateId"));
    }

    Answer<Nothing> delete(CertificateId certificate) {
        DeleteCertificateRequest request = new DeleteCertificateRequest();
        request.setCertificateId(certificate.value());
        Action action = Action.DELETE_CERTIFICATE;
        return calls.ask(action, certificate.value(), clients -> clients.ssl().DeleteCertificate(request), answer -> {
            if (!action.require(answer.getDeleteResult(), "DeleteResult")) {
                throw new CloudException.Rejected(
                        action.title(), "NotDeleted", "The certificate is in use", answer.getRequestId());
            }
            return Nothing.NOTHING;
        });
    }
}
