package io.enidirect.operator.kinds;

import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.operator.desired.model.Contribution;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Kinds of source, each once. */
public record Kinds(List<SourceKind<?>> all) {
    public Kinds {
        all = List.copyOf(all);
    }

    /** These, and one more. */
    public Kinds with(SourceKind<?> another) {
        return new Kinds(Stream.concat(all.stream(), Stream.of(another)).toList());
    }

    public Optional<SourceKind<?>> named(String kind) {
        return all.stream().filter(each -> each.name().equals(kind)).findFirst();
    }

    /** The kind that has this type for its objects. */
    @SuppressWarnings("unchecked") // its type says so
    public <P extends HasMetadata> Optional<SourceKind<P>> of(Class<P> type) {
        return all.stream()
                .filter(each -> each.type().equals(type))
                .map(each -> (SourceKind<P>) each)
                .findFirst();
    }

    /** The kind of that object. */
    @SuppressWarnings("unchecked") // its name says so
    public <P extends HasMetadata> Optional<SourceKind<P>> of(P object) {
        return named(object.getKind()).map(kind -> (SourceKind<P>) kind);
    }

    /** What feeds its parts, as far as they could be made. */
    public Backends origins(Source source, CloudLoadBalancerStatus record, int most) {
        return of(source.object())
                .map(kind -> kind.origins(source.object(), source.ref(), record, most))
                .orElse(Backends.NONE);
    }

    /** All that the sources of a load balancer ask for. */
    public List<Contribution> contributions(Snapshot seen) {
        return seen.sources().stream()
                .flatMap(source -> named(source.ref().kind()).stream()
                        .map(kind -> kind.contribution(NotGiven.judge(source, seen), seen)))
                .toList();
    }
}
