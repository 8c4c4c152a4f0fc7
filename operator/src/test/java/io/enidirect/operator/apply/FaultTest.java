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

    private static final Set<String> ASYNCHRONOUS = Set.of(
            "create",
            "createListeners",
            "deleteListeners",
            "createRules",
            "deleteRules",
            "modifyDomain",
            "createRewrites",
            "deleteRewrites",
            "setWeights",
            "delete");

    private static final int TASKS = 12;

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
        List<Workload.End> ends = of.made().run(Loop::settle);
        for (boolean effect : List.of(true, false)) {
            for (int failed = 1; failed <= TASKS; failed++) {
                Workload faulty = of.made();
                int n = failed;
                faulty.loop.cloud.taskTime(Duration.ofSeconds(1));
                List<String> accepted = new ArrayList<>();
                faulty.loop.wire.hook((at, what, side) -> {
                    boolean task = ASYNCHRONOUS.contains(what);
                    if (task && side == When.AFTER) {
                        accepted.add(what);
                        if (accepted.size() == n) {
                            faulty.loop.cloud.failNextTask("it broke", effect);
                        }
                    }
                });
                assertThat(faulty.run(FaultTest::settleSoon).stream()
                                .map(Workload.End::masked)
                                .toList())
                        .as("task %d of %s fails %s effect", failed, accepted, effect ? "with" : "without")
                        .isEqualTo(ends.stream().map(Workload.End::masked).toList());
            }
        }
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
