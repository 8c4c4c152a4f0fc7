package io.enidirect.simulator.cloud;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The SSL product, as far as a load balancer's certificates go. */
final class CertificateActions {
    private final Account account;

    CertificateActions(Account account) {
        this.account = account;
    }

    Object upload(Invocation call) {
        Params params = call.params();
        String content = params.text("CertificatePublicKey");
        String type = params.has("CertificateType") ? Checks.oneOf(params, "CertificateType", "SVR", "CA") : "SVR";
        PublicKey certified = KeyPairs.certified(content)
                .orElseThrow(
                        () -> new ApiError("FailedOperation.CertificateInvalid", "The certificate can not be parsed."));
        if (type.equals("SVR") && !KeyPairs.belong(certified, params.textOr("CertificatePrivateKey", ""))) {
            throw new ApiError(
                    "FailedOperation.CertificateMismatch", "The private key is not the one of the certificate.");
        }
        Checks.length(params, "Alias", 0, 200);
        boolean repeatable = !params.has("Repeatable") || params.flag("Repeatable");
        Optional<Certificate> same = account.world().certificates().values().stream()
                .filter(certificate -> certificate.publicKey().equals(content))
                .findFirst();
        if (!repeatable && same.isPresent()) {
            return new Wire.UploadedCertificate(same.get().id(), same.get().id());
        }
        Certificate made =
                new Certificate(account.ids().next("cert"), params.textOr("Alias", ""), type, content, account.now());
        account.apply(world -> world.withCertificates(Ordered.plus(world.certificates(), made.id(), made)));
        return new Wire.UploadedCertificate(made.id(), "");
    }

    /** The search key is looked for in alias and id, anywhere. */
    Object describe(Invocation call) {
        Params params = call.params();
        String search = params.textOr("SearchKey", "");
        List<String> ids = params.texts("CertIds");
        List<Certificate> found = account.seen(call.twist()).certificates().values().stream()
                .filter(certificate ->
                        certificate.alias().contains(search) || certificate.id().contains(search))
                .filter(certificate -> ids.isEmpty() || ids.contains(certificate.id()))
                .filter(certificate ->
                        !params.has("CertificateType") || certificate.type().equals(params.text("CertificateType")))
                .toList();
        List<Wire.CertificateRow> page = Checks.page(params, 10, 1000)
                .of(found.stream())
                .map(certificate -> new Wire.CertificateRow(
                        certificate.id(), certificate.alias(), certificate.type(), 1, Wire.time(certificate.created())))
                .toList();
        return new Wire.Certificates(found.size(), page);
    }

    Object delete(Invocation call) {
        String id = call.params().text("CertificateId");
        if (!account.world().certificates().containsKey(id)) {
            throw new ApiError("FailedOperation.CertificateNotFound", "The certificate " + id + " is not found.");
        }
        boolean used = account.world().loadBalancers().values().stream()
                .flatMap(loadBalancer -> loadBalancer.listeners().values().stream())
                .flatMap(CertificateActions::settings)
                .anyMatch(settings -> Outputs.allCertificateIds(settings).contains(id));
        if (used) {
            throw new ApiError("FailedOperation.DeleteResourceFailed", "The certificate " + id + " is in use by clb.");
        }
        account.apply(world -> world.withCertificates(Ordered.minus(world.certificates(), Set.of(id))));
        return new Wire.DeletedCertificate(true);
    }

    private static Stream<Params> settings(Listener listener) {
        return Stream.concat(
                Stream.of(listener.settings()),
                listener.rules().values().stream().map(Rule::settings));
    }
}
