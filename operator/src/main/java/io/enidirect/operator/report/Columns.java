package io.enidirect.operator.report;

import io.enidirect.crd.SourceRef;
import io.enidirect.crd.SourceStatus;
import io.enidirect.crd.SourceStatus.Targets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a load balancer's sources come to in a column of {@code kubectl get}, which shows fields and counts nothing. */
final class Columns {
    private Columns() {}

    /** @param madeFor whose it is before it has anything on it */
    static @Nullable String source(@Nullable SourceRef madeFor, List<SourceStatus> sources) {
        if (sources.size() > 1) {
            return sources.size() + " sources";
        }
        return Stream.concat(sources.stream().map(SourceStatus::ref), Stream.ofNullable(madeFor))
                .findFirst()
                .map(SourceRef::toString)
                .orElse(null);
    }

    /** Null until those of a source were confirmed. */
    static @Nullable String targets(List<SourceStatus> sources) {
        List<Targets> known = sources.stream()
                .flatMap(source -> Stream.ofNullable(source.targets()))
                .toList();
        return known.isEmpty()
                ? null
                : known.stream().mapToInt(Targets::confirmed).sum() + "/"
                        + known.stream().mapToInt(Targets::wanted).sum();
    }
}
