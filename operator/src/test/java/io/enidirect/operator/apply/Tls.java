package io.enidirect.operator.apply;

import io.enidirect.cloud.CertificateId;
import io.enidirect.cloud.DomainSettings;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.RuleKey;
import io.enidirect.operator.desired.model.Asked;
import io.enidirect.operator.desired.model.Contribution;
import io.enidirect.operator.desired.model.DefaultDomain;
import io.enidirect.operator.desired.model.DomainWords;
import io.enidirect.operator.desired.model.Forward;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.Redirect;
import io.enidirect.operator.record.Setting;
import io.enidirect.operator.snapshot.Backend;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a source asks for is on HTTPS, with one certificate for all its hosts, which no kind has words for yet. */
final class Tls {
    private static final ListenerKey HTTPS = new ListenerKey(Protocol.HTTPS, 443);

    private Tls() {}

    /** HTTP redirects to it. */
    static UnaryOperator<Contribution> redirecting(CertificateId certificate, int code) {
        return secured(
                certificate,
                null,
                part -> Stream.of(alike(
                        part,
                        new Redirect(
                                Asked.wanted(part.backend(), part.source(), part.field(), part.settings()),
                                there(part),
                                code,
                                true))));
    }

    /** HTTP forwards, too. */
    static UnaryOperator<Contribution> forwarding(CertificateId certificate) {
        return secured(certificate, null, Stream::of);
    }

    /** There is nothing on HTTP. */
    static UnaryOperator<Contribution> only(CertificateId certificate, @Nullable Boolean http2) {
        return secured(certificate, http2, part -> Stream.empty());
    }

    private static UnaryOperator<Contribution> secured(
            CertificateId certificate, @Nullable Boolean http2, Function<Part, Stream<Part>> inClear) {
        DomainSettings settings = new DomainSettings(List.of(certificate), http2, false);
        return contribution -> {
            List<Part> asked = contribution.parts().stream()
                    .filter(part -> part.standing() == Part.Standing.WANTED)
                    .toList();
            return new Contribution(
                    contribution.source(),
                    contribution.created(),
                    asked.stream()
                            .flatMap(part -> Stream.concat(Stream.of(secured(part)), inClear.apply(part)))
                            .toList(),
                    List.of(),
                    Stream.concat(Stream.of(DefaultDomain.NAME), asked.stream().map(Tls::domain))
                            .distinct()
                            .map(domain -> new DomainWords(
                                    HTTPS,
                                    domain,
                                    contribution.source(),
                                    settings,
                                    http2 == null ? Set.of() : Set.of(Setting.HTTP2)))
                            .toList(),
                    contribution.problems(),
                    contribution.holds());
        };
    }

    private static Part secured(Part part) {
        return alike(
                part,
                new Forward(
                        Asked.wanted(there(part), part.source(), part.field(), part.settings()),
                        part.origins(),
                        part.targets()));
    }

    private static Part alike(Part part, Part twin) {
        return part.implied() ? twin.asImplied() : twin;
    }

    private static Backend there(Part part) {
        return new Backend(HTTPS, part.backend().rule());
    }

    private static String domain(Part part) {
        RuleKey rule = Objects.requireNonNull(part.backend().rule());
        return rule.domain();
    }
}
