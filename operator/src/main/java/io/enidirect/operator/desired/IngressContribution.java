package io.enidirect.operator.desired;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.HealthCheck;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.Origin;
import io.enidirect.operator.claim.Claim;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An Ingress's contribution: the rules that it asks for, and what of it is programmed and has to stay. */
final class IngressContribution {
    private static final ListenerKey LISTENER = new ListenerKey(Protocol.HTTP, 80);
    private static final String WEIGHT = "ingress.cloud.tencent.com/custom-weight";
    /** Whole, so that each rule is probed at a path and host that it has, whatever its domain and URL are. */
    private static final BackendSettings SETTINGS = new BackendSettings(null, null, HealthCheck.DEFAULT, List.of());

    private final Source source;
    private final Ingress ingress;
    private final IngressOrigins origins;
    private final SourceTargets targets;
    private final List<RecordedPart> recorded;
    private final List<Part> parts = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private IngressContribution(Source source, Snapshot seen) {
        this.source = source;
        this.ingress = (Ingress) source.object();
        this.origins = new IngressOrigins(source, seen);
        this.targets = new SourceTargets(source, seen, WEIGHT);
        this.recorded = RecordedPart.of(seen.recorded(), source.ref().key()).stream()
                .filter(RecordedPart::programmed)
                .toList();
    }

    static Contribution of(Source source, Snapshot seen) {
        IngressContribution contribution = new IngressContribution(source, seen);
        contribution.problems.addAll(source.claim().problems());
        if (source.claim().state() == Claim.State.OURS && !contribution.asksForTls()) {
            contribution.addRules();
        } else if (source.claim().holds() || Desired.waitsForDeletion(seen)) {
            contribution.recorded.forEach(entry -> contribution.parts.add(
                    contribution.held(entry, "spec.rules[" + entry.backend().rule() + "]")));
        }
        contribution.problems.addAll(contribution.origins.problems());
        contribution.problems.addAll(contribution.targets.problems());
        return new Contribution(
                source.ref(),
                source.created(),
                contribution.parts,
                contribution.problems,
                contribution.targets.holds());
    }

    /** To serve in clear what was to be encrypted would be worse than not to serve it. */
    private boolean asksForTls() {
        Optional<String> asks = ingress.getSpec().getTls() != null
                        && !ingress.getSpec().getTls().isEmpty()
                ? Optional.of("spec.tls")
                : IngressAnnotations.https(ingress);
        asks.ifPresent(field -> problems.add(new Problem(
                Code.UNSUPPORTED_PART,
                source.ref().toString(),
                field,
                null,
                "HTTPS is not supported yet, and what asks for it is not served in clear",
                "Take it away if HTTP will do; until then what is programmed stays as it is, and nothing is added")));
        return asks.isPresent();
    }

    private void addRules() {
        IngressRules rules = IngressRules.of(ingress);
        problems.addAll(rules.problems());
        problems.addAll(IngressAnnotations.problems(ingress));
        for (IngressRules.Compiled rule : rules.rules()) {
            Backend backend = new Backend(LISTENER, rule.key());
            Optional<Origin> origin = origins.of(rule.backend(), rule.backendField());
            if (origin.isPresent()) {
                Part part = Part.wanted(
                        backend,
                        source.ref(),
                        origin.get(),
                        rule.field(),
                        SETTINGS,
                        targets.follow(origin.get(), false, backend));
                parts.add(rule.implied() ? part.asImplied() : part);
            } else {
                recorded(backend)
                        .map(entry -> held(entry, rule.field()))
                        .map(part -> rule.implied() ? part.asImplied() : part)
                        .ifPresent(parts::add);
            }
        }
        keepReplaced(rules.rules());
    }

    /** What is recorded and asked for no more goes, unless another rule for the same path takes its place. */
    private void keepReplaced(List<IngressRules.Compiled> rules) {
        for (RecordedPart entry : recorded) {
            if (rules.stream()
                    .anyMatch(rule -> rule.key().equals(entry.backend().rule()))) {
                continue;
            }
            List<IngressRules.Compiled> successors = rules.stream()
                    .filter(rule -> isForSamePath(rule.key(), entry.backend().rule()))
                    .toList();
            Optional<Backend> replacement = successors.stream()
                    .map(rule -> new Backend(LISTENER, rule.key()))
                    .filter(backend ->
                            parts.stream().anyMatch(part -> part.backend().equals(backend)))
                    .min(Comparator.comparing(
                            (Backend backend) -> recorded(backend).isPresent()));
            if (replacement.isPresent()) {
                replace(entry, successors.get(0).field(), replacement.get());
            } else if (!successors.isEmpty()) {
                parts.add(held(entry, successors.get(0).field())); // what is to take its place can't be programmed
            }
        }
    }

    private void replace(RecordedPart entry, String field, Backend replacement) {
        Origin origin = Objects.requireNonNull(entry.origin());
        parts.add(Part.replaced(
                entry.backend(),
                source.ref(),
                origin,
                field,
                targets.follow(origin, false, entry.backend()),
                replacement));
    }

    private Part held(RecordedPart entry, String field) {
        Origin origin = Objects.requireNonNull(entry.origin());
        return Part.held(entry.backend(), source.ref(), origin, field, targets.follow(origin, false, entry.backend()));
    }

    private Optional<RecordedPart> recorded(Backend backend) {
        return recorded.stream()
                .filter(entry -> entry.backend().equals(backend))
                .findFirst();
    }

    /** Whether both are rules for one host and path, of whatever pathType. */
    private static boolean isForSamePath(RuleKey one, @Nullable RuleKey other) {
        return other != null
                && one.domain().equals(other.domain())
                && path(one.url()).equals(path(other.url()));
    }

    private static String path(String url) {
        String path = url.startsWith("=") ? url.substring(1) : url;
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
