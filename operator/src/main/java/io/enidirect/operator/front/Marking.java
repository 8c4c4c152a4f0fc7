package io.enidirect.operator.front;

import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.SourceRef;
import io.enidirect.crd.SourceStatus;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.kinds.TkeKeys;
import io.enidirect.operator.kinds.TkeMarks;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.Claim;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps on sources what TKE's own controller would write there for scripts. What somebody else writes over it is put right
 * once and then left: another controller may be at it, TKE's own for one, and two that correct each other never end.
 */
final class Marking<P extends HasMetadata> {
    /** The first time, and once more. */
    private static final int WRITES = 2;

    private final SourceKind<P> kind;
    private final Map<String, Written> written = new ConcurrentHashMap<>();

    /** By this process, of one source. */
    private record Written(TkeMarks marks, int times) {}

    Marking(SourceKind<P> kind) {
        this.kind = kind;
    }

    /**
     * Of a source that is ours.
     *
     * @param claim what is held keeps what stands, whatever an option says by now
     * @param untold gets what could not be written
     * @return the source as it is then
     */
    P keep(P source, SourceFacts seen, Supplier<Claim> claim, SourceWrites<P> writes, Consumer<Problem> untold) {
        TkeMarks marks = kind.tkeKeys().map(keys -> of(keys, seen)).orElse(TkeMarks.NONE);
        if (kind.writesAsTke(source)) {
            return marks.isEmpty() || marks.shownOn(source) ? source : write(source, marks, writes, untold);
        }
        return marks.anyOn(source) && claim.get().state() != Claim.State.HELD ? takeOff(source, writes) : source;
    }

    private static TkeMarks of(TkeKeys keys, SourceFacts seen) {
        Optional<CloudLoadBalancer> object = seen.tellingOfIt();
        List<String> addresses = seen.told().map(SourceStatus::addresses).orElse(List.of());
        return object.map(on -> TkeMarks.of(keys, on, addresses)).orElse(TkeMarks.NONE);
    }

    /** Of a source that has no load balancer any more: what others wrote in these places stays. */
    P clear(P source, SourceWrites<P> writes) {
        return kind.tkeKeys().filter(keys -> keys.anyOn(source)).isPresent() ? takeOff(source, writes) : source;
    }

    void forget(P source) {
        written.remove(source.getMetadata().getUid());
    }

    private P takeOff(P source, SourceWrites<P> writes) {
        return write(source, TkeMarks.NONE, writes, nobody -> {});
    }

    private P write(P source, TkeMarks marks, SourceWrites<P> writes, Consumer<Problem> untold) {
        String uid = source.getMetadata().getUid();
        Written before = written.getOrDefault(uid, new Written(marks, 0));
        int times = before.marks().equals(marks) ? before.times() : 0;
        if (times == WRITES) {
            if (!marks.isEmpty()) {
                untold.accept(overwritten(source, marks));
            }
            return source;
        }
        P marked = writes.mark(source, marks, untold);
        written.put(uid, new Written(marks, marked == source ? times : times + 1));
        return marked;
    }

    private static Problem overwritten(HasMetadata source, TkeMarks marks) {
        return Problem.of(
                Code.OVERRULED,
                new Place(SourceRef.to(source).toString(), "metadata.annotations"),
                null,
                new Wording(
                        "somebody else writes over what stands there for scripts, " + marks
                                + ", again and again, and is let have it",
                        "Stop that other writer, perhaps TKE's own controller, or start eni-direct with"
                                + " --write-tke-annotations never"));
    }
}
