package io.enidirect.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.FakeCloud.When;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One fault at each call of the clean run: everything is as without it in the end, soon, and nothing is there twice. */
class FaultTest {
    /** After one object's refusal: within its back-off. */
    private static final Duration SOON = Duration.ofSeconds(30);

    /** Told and tried again as what is rejected: that is proven of a Service, and of others with that. */
    private static final Set<String> AS_REJECTED = Set.of("quota", "denied");

    /** What may be said of a call that was executed; the second is a lie that must do no harm either. */
    private static final Set<String> LOST = Set.of("unknown outcome", "rejected");

    /** A refused call for several rules is asked for one by one. */
    private static final int APART = 20;

    /** Writes that are done when they are answered; all others are tasks. */
    private static final Set<String> AT_ONCE = Set.of("record", "register", "deregister", "tag", "untag");

    private static final Map<String, Function<Loop, CloudException>> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put(
                "throttled",
                loop -> new CloudException.Throttled(
                        "A",
                        "RequestLimitExceeded",
                        "",
                        null,
                        loop.clock.instant().plusSeconds(2)));
        KINDS.put("busy", loop -> new CloudException.Busy("A", "FailedOperation.ResourceInOperating", "", null));
        KINDS.put("not found", loop -> new CloudException.NotFound("A", "InvalidParameter", "", null));
        KINDS.put("conflict", loop -> new CloudException.Conflict("A", "InvalidParameter.PortCheckFailed", "", null));
        KINDS.put("quota", loop -> new CloudException.Quota("A", "LimitExceeded", "", null));
        KINDS.put("rejected", loop -> new CloudException.Rejected("A", "InvalidParameter", "", null));
        KINDS.put("denied", loop -> new CloudException.Denied("A", "UnauthorizedOperation", "", null));
        KINDS.put("unknown outcome", loop -> new CloudException.UnknownOutcome("A", "Timeout", "", null));
        KINDS.put("unavailable", loop -> new CloudException.Unavailable("A", "ConnectException", "", null));
    }

    private static void settleSoon(Loop loop) {
        Instant before = loop.clock.instant();
        loop.settle();
        assertThat(Duration.between(before, loop.clock.instant())).isLessThanOrEqualTo(SOON);
    }

    /** One fault, in each of these phases at the call of this number. */
    private record Fault(String kind, When when, int number, Set<Integer> phases) {
        /** Answers which calls failed, by phase. */
        Map<Integer, String> strike(Workload workload) {
            Map<Integer, String> struck = new TreeMap<>();
            workload.loop.wire.hook((count, what, side) -> {
                if (side == when
                        && !what.equals("record")
                        && workload.loop.wire.sent().size() == number
                        && phases.contains(workload.phase())) {
                    struck.put(workload.phase(), what);
                    throw KINDS.get(kind).apply(workload.loop);
                }
            });
            return struck;
        }
    }

    @ParameterizedTest
    @EnumSource
    void convergesAfterEachKindOfFaultAtEachCall(Workload.Of of) {
        Workload clean = of.made();
        List<Workload.End> ends = clean.run(Loop::settle);
        List<String> wrong = new ArrayList<>();
        int faults = 0;
        int lives = 0;

        for (String kind : KINDS.keySet()) {
            if (of != Workload.Of.SERVICE && AS_REJECTED.contains(kind)) {
                continue;
            }
            // by the port's contract only those two may have been executed
            for (When when : LOST.contains(kind) ? List.of(When.values()) : List.of(When.BEFORE)) {
                for (int number = 1; number <= Collections.max(clean.sent()); number++) {
                    Sweep sweep = Sweep.of(clean.sent(), number);
                    for (Set<Integer> phases = sweep.next(); !phases.isEmpty(); phases = sweep.next()) {
                        Workload faulty = of.made();
                        Fault fault = new Fault(kind, when, number, phases);
                        Map<Integer, String> struck = fault.strike(faulty);
                        wrongIn(faulty, struck, ends, clean.writes())
                                .ifPresent(what -> wrong.add(fault + " " + struck + " " + what));
                        sweep.done(struck.keySet());
                        faults += struck.size();
                        lives++;
                    }
                }
            }
        }
        System.out.println("faults of " + of + ": " + faults + " in " + lives + " lives");
        assertThat(wrong).isEmpty();
    }

    private static Optional<String> wrongIn(
            Workload faulty, Map<Integer, String> struck, List<Workload.End> ends, List<Integer> writes) {
        try {
            List<Workload.End> reached = faulty.run(FaultTest::settleSoon);
            if (!reached.equals(ends)) {
                return Optional.of("ends " + reached);
            }
        } catch (AssertionError e) {
            return Optional.of(e.getMessage());
        }
        boolean tooMany = IntStream.range(0, writes.size()).anyMatch(phase -> {
            boolean several = struck.getOrDefault(phase, "").matches(".*(Rules|Rewrites)");
            return faulty.writes().get(phase) > writes.get(phase) + (several ? 3 + APART : 3);
        });
        return tooMany ? Optional.of("takes " + faulty.writes() + " writes, not " + writes) : Optional.empty();
    }

    @ParameterizedTest
    @EnumSource
    void convergesAfterEachTaskThatFails(Workload.Of of) {
        Workload clean = of.made();
        Map<Integer, Integer> tasks = new TreeMap<>();
        onTasks(clean, (phase, number) -> tasks.put(phase, number));
        List<Workload.End> ends = masked(clean.run(Loop::settle));
        List<Integer> counts = IntStream.range(0, ends.size())
                .mapToObj(phase -> tasks.getOrDefault(phase, 0))
                .toList();
        int failures = 0;
        for (boolean effect : List.of(true, false)) {
            for (int n = 1; n <= Collections.max(counts); n++) {
                Sweep sweep = Sweep.of(counts, n);
                for (Set<Integer> phases = sweep.next(); !phases.isEmpty(); phases = sweep.next()) {
                    Set<Integer> failed = tasksFail(of, n, phases, effect, ends);
                    sweep.done(failed);
                    failures += failed.size();
                }
            }
        }
        System.out.println("failing tasks of " + of + ": " + failures);
    }

    /** It ends all the same as without them; answers the phases in which the task of that number failed. */
    private static Set<Integer> tasksFail(
            Workload.Of of, int number, Set<Integer> phases, boolean effect, List<Workload.End> ends) {
        Workload faulty = of.made();
        faulty.loop.cloud.taskTime(Duration.ofSeconds(1));
        Set<Integer> failed = new TreeSet<>();
        onTasks(faulty, (phase, count) -> {
            if (count == number && phases.contains(phase)) {
                failed.add(phase);
                faulty.loop.cloud.failNextTask("it broke", effect);
            }
        });
        assertThat(masked(faulty.run(FaultTest::settleSoon)))
                .as("task %d fails %s effect in each of the phases %s", number, effect ? "with" : "without", failed)
                .isEqualTo(ends);
        return failed;
    }

    /** Tells of each accepted task its phase, and its number in that phase, the first being 1. */
    private static void onTasks(Workload workload, BiConsumer<Integer, Integer> accepted) {
        Map<Integer, Integer> counts = new TreeMap<>();
        workload.loop.wire.hook((at, what, side) -> {
            List<Wire.Sent> sent = workload.loop.wire.sent();
            if (side == When.AFTER
                    && !AT_ONCE.contains(what)
                    && sent.get(sent.size() - 1).write()) {
                accepted.accept(workload.phase(), counts.merge(workload.phase(), 1, Integer::sum));
            }
        });
    }

    private static List<Workload.End> masked(List<Workload.End> ends) {
        return ends.stream().map(Workload.End::masked).toList();
    }

    @Test
    void longOutageTakesNothingAwayAndEndsInThirtySeconds() {
        Workload workload = Workload.Of.SERVICE.made();
        Loop loop = workload.loop;
        loop.settle();
        Map<String, Integer> targets = loop.targets();
        loop.wire.hook((at, what, side) -> {
            if (side == When.BEFORE && !what.equals("record")) {
                throw new CloudException.Unavailable("A", "ConnectException", "", null);
            }
        });
        workload.cluster.pod("web-4", "web", "10.0.9.4", Cluster.State.READY);
        workload.cluster.removePod("web-1");
        loop.wire.clear();
        loop.run(Duration.ofHours(1));

        assertThat(loop.targets()).isEqualTo(targets);
        assertThat(loop.wire.sent()).hasSizeLessThan(700);
        assertThat(loop.plan().problems().values().stream().flatMap(List::stream))
                .anySatisfy(problem -> assertThat(problem.code().text()).isEqualTo("Unreachable"));

        loop.wire.unhook();
        Instant healed = loop.clock.instant();
        loop.settle();
        assertThat(loop.targets()).isEqualTo(loop.wantedTargets()).hasSize(6);
        assertThat(Duration.between(healed, loop.clock.instant())).isLessThanOrEqualTo(SOON);
    }
}
