package io.enidirect.operator.desired.merge;

import io.enidirect.cloud.RuleKey;
import io.enidirect.crd.Origin;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.desired.model.Redirect;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Each part has an entry in the record, which is one object of Kubernetes: etcd takes 1.5 MiB of it. Beyond 1 MiB no further
 * part is programmed; what has its entry keeps it.
 */
final class RecordRoom {
    static final int BYTES = 1 << 20;

    /** Of an entry, but for what a user wrote: the names of its fields, ids, ports and what stands around it. */
    private static final int ENTRY = 200;
    /** Of an origin, likewise, or of where a redirect leads. */
    private static final int ORIGIN = 100;
    /** Of a source, with its conditions and some problems. */
    private static final int SOURCE = 4_096;
    /** Of a character that is not ASCII. */
    private static final int WIDE = 3;

    private final Rights rights;
    private final BiConsumer<Part, Problem> report;

    RecordRoom(Rights rights, BiConsumer<Part, Problem> report) {
        this.rights = rights;
        this.report = report;
    }

    /** @param ordered by right, but for who has an entry already */
    List<Part> within(List<Part> ordered) {
        List<Part> kept = new ArrayList<>();
        Set<SourceRef> sources = new HashSet<>();
        int used = 0;
        for (Part part : Rights.first(rights::holds, ordered)) {
            int needed = entry(part) + (sources.contains(part.source()) ? 0 : SOURCE);
            if (used + needed <= BYTES || rights.holds(part)) {
                used += needed;
                sources.add(part.source());
                kept.add(part);
            } else {
                report.accept(part, full(part));
            }
        }
        return kept;
    }

    private static int entry(Part part) {
        RuleKey rule = part.backend().rule();
        int written = Stream.of(part.source().key(), rule == null ? "" : rule.domain(), rule == null ? "" : rule.url())
                .mapToInt(RecordRoom::bytes)
                .sum();
        return ENTRY
                + written
                + part.origins().stream().mapToInt(RecordRoom::origin).sum()
                + (part instanceof Redirect ? ORIGIN + written : 0);
    }

    private static int origin(Origin origin) {
        return ORIGIN + bytes(origin.name()) + (origin.portName() == null ? 0 : bytes(origin.portName()));
    }

    private static int bytes(String text) {
        return text.chars().map(each -> each < 0x80 ? 1 : WIDE).sum();
    }

    private static Problem full(Part part) {
        return Problem.of(
                Code.RECORD_FULL,
                new Place(part.source().toString(), part.field()),
                null,
                new Wording(
                        "what is recorded of its load balancer fills the " + (BYTES >> 20)
                                + " MiB that one object of Kubernetes may take",
                        "Spread the sources over several load balancers; it follows when others go"));
    }
}
