package io.enidirect.operator.kinds;

import io.enidirect.cloud.RuleKey;
import io.enidirect.operator.record.RecordedPart;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of the rules that one source asks for are looked at: those for paths that it has by the record, and of the others, in
 * the order of its spec, twice as many as a listener holds. Whether there is room for these in the end is decided later; where
 * some of the first can't be programmed, the next take their place.
 */
public final class RuleRoom {
    /** Asked for again in the same source: a mistake, of which so many are told one by one. */
    private static final int REPEATS = 50;

    /** A host and path, whatever its type is. */
    public record HostPath(String domain, String path) {
        public static HostPath of(RuleKey key) {
            String path = key.url().startsWith("=") ? key.url().substring(1) : key.url();
            return new HostPath(key.domain(), path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        }
    }

    private final Set<HostPath> recorded;
    private final Set<RuleKey> admitted = new HashSet<>();
    private final int most;
    private int added;
    private int repeated;

    /** @param most rules that a listener holds */
    public RuleRoom(List<RecordedPart> recorded, int most) {
        this.most = most;
        this.recorded = recorded.stream()
                .flatMap(part -> Stream.ofNullable(part.backend().rule()))
                .map(HostPath::of)
                .collect(Collectors.toSet());
    }

    /** @param unit rules that stand or fall together; counted where it is answered with yes */
    public boolean admits(List<RuleKey> unit) {
        if (admitted.containsAll(unit)) {
            return repeated++ < REPEATS;
        }
        boolean mine = unit.stream().map(HostPath::of).anyMatch(recorded::contains);
        if (!mine && added + unit.size() > 2L * most) {
            return false;
        }
        added += mine ? 0 : unit.size();
        admitted.addAll(unit);
        return true;
    }
}
