package io.enidirect.operator.plan.step;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.Share;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.desired.model.Part;
import io.enidirect.operator.problem.Code;
import io.enidirect.operator.problem.Gathered;
import io.enidirect.operator.problem.Place;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.problem.Wording;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed.RunningTask;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.StepKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plan in the making: decides when each step is due, and in which order. */
public final class Draft {
    /** One problem, whichever way it fails each time. */
    private static final String UNUSABLE = "the cloud gives no answer that could be used";

    /** The order of the steps: design §3. */
    public enum Stage {
        READ,
        TARGETS,
        CREATE,
        REMOVE,
        DRIFT
    }

    private record Entry(Stage stage, boolean overdue, Planned planned) {
        static final Comparator<Entry> ORDER = Comparator.comparing(
                        (Entry entry) -> entry.stage() == Stage.READ ? 0 : entry.overdue() ? 1 : 2)
                .thenComparing(Entry::stage);
    }

    private final Snapshot seen;
    private final List<Entry> entries = new ArrayList<>();
    private final Set<StepKey> remembered = new HashSet<>();
    private final Map<SourceRef, Gathered> problems = new HashMap<>();
    private final Gathered whole = new Gathered();
    private final Set<Backend> stopped = new HashSet<>();
    private @Nullable Instant again;

    public Draft(Snapshot seen) {
        this.seen = seen;
    }

    /** A read that the rest of the plan waits for, so that its failure concerns everybody. */
    public void read(Step step, Instant notBefore) {
        refusalOfAll(step.key(), "the load balancer");
        add(Stage.READ, step, later(notBefore, due(step.key())), Share.FULL);
    }

    public void read(Step step) {
        read(step, seen.now());
    }

    public void drift(Step step, Instant notBefore) {
        add(Stage.DRIFT, step, later(notBefore, due(step.key())), Share.DRIFT);
    }

    /** A structural write: not while a task runs. */
    public void write(Stage stage, Step step) {
        Instant due = due(step.key());
        add(stage, step, taskRuns() ? Instant.MAX : due, share(step));
    }

    /** A write of targets: tried also during a task that takes long. */
    public void writeTargets(Stage stage, Step step, Instant notBefore) {
        Instant due = later(notBefore, due(step.key()));
        Instant afterTask = seen.observed()
                .task()
                .map(RunningTask::since)
                .map(since -> since.plus(seen.timing().steps().taskPatience()))
                .orElse(Instant.MIN);
        add(stage, step, later(due, afterTask), share(step));
    }

    /** A step that can't be done before another one is: its waiting begins only then. */
    public void afterwards(Stage stage, Step step) {
        if (memory().of(step.key()).isPresent()) {
            remember(step.key());
        }
        entries.add(new Entry(stage, false, new Planned(step, Instant.MAX, Share.FULL)));
    }

    private void add(Stage stage, Step step, Instant due, Share share) {
        remember(step.key());
        boolean overdue = memory().of(step.key())
                .filter(entry ->
                        !entry.since().plus(seen.timing().steps().patience()).isAfter(seen.now()))
                .isPresent();
        entries.add(new Entry(stage, overdue && stage != Stage.DRIFT, new Planned(step, due, share)));
    }

    private Share share(Step step) {
        boolean repeat = taskRuns()
                || memory().of(step.key())
                        .filter(entry -> entry.error() instanceof CloudException.Busy)
                        .isPresent();
        return repeat ? Share.REPEAT : Share.FULL;
    }

    private boolean taskRuns() {
        return seen.observed().task().isPresent();
    }

    /** Keeps the memory of this key although the plan has no step of it now, from now on if there is none yet. */
    public void remember(StepKey key) {
        remembered.add(key);
    }

    /** Keeps the memory of this key if there is one; answers whether there is. */
    public boolean keep(StepKey key) {
        boolean known = memory().of(key).isPresent();
        if (known) {
            remember(key);
        }
        return known;
    }

    /** When what is remembered under this key may be tried: now, or later. */
    public Instant due(StepKey key) {
        return memory().due(key, seen.now());
    }

    /** Keeps the memory of what is held for a time only: when that ends, another plan comes of it. */
    public void hold(StepKey key, Instant end) {
        remember(key);
        if (end.isAfter(seen.now()) && (again == null || end.isBefore(again))) {
            again = end;
        }
    }

    /** When another plan may come of it although no step is due: with no event to ask for it. */
    public Optional<Instant> again() {
        return Optional.ofNullable(again);
    }

    public Memory memory() {
        return seen.memory();
    }

    public void problem(Collection<SourceRef> sources, Problem problem) {
        sources.forEach(source -> gathered(source).add(problem));
    }

    /** What concerns the load balancer as a whole: each source, and the object, which may have none. */
    public void problemOfAll(Problem problem) {
        problem(seen.sourceRefs(), problem);
        whole.add(problem);
    }

    private Gathered gathered(SourceRef source) {
        return problems.computeIfAbsent(source, ref -> new Gathered());
    }

    /** Tells what the cloud answered to a step that these sources need. */
    public void refusal(Collection<SourceRef> sources, StepKey key, String what) {
        refusal(key).ifPresent(answer -> problem(sources, answer.problem(what, null, null)));
    }

    /** Tells what the cloud answered to a step that all needs. */
    public void refusalOfAll(StepKey key, String what) {
        refusal(key).ifPresent(answer -> problemOfAll(answer.problem(what, null, null)));
    }

    /** Tells what the cloud answered to a step that these parts need to be as they are wanted. */
    public void refusal(List<Part> parts, StepKey key, String what) {
        refusal(parts.stream().map(Part::source).collect(Collectors.toSet()), key, what);
        refusal(key).ifPresent(answer -> stopped(parts));
    }

    /** Tells what the cloud answered to a step that only this part needs, where it is asked for. */
    public void refusal(Part part, StepKey key) {
        refusal(key).ifPresent(answer -> {
            problem(
                    List.of(part.source()),
                    answer.problem(
                            part.source().toString(),
                            part.field(),
                            part.backend().toString()));
            stopped(List.of(part));
        });
    }

    /** These are not as they are wanted, and it was told why: nobody waits for them. */
    public void stopped(Collection<Part> parts) {
        parts.forEach(part -> stopped.add(part.backend()));
    }

    public Set<Backend> stopped() {
        return stopped;
    }

    /** Tells what the cloud answered for one of several alike: pods come and go, and what is told of them stays one. */
    public void refusal(SourceRef source, StepKey key, String all, String one) {
        refusal(key).ifPresent(answer -> gathered(source).add(answer.ofSeveral(all), one + ": " + answer.text()));
    }

    /**
     * What the cloud answer.
     *
     * @param rule what it means
     * @param detail what differs from one answer to the next
     * @param text all of it
     * @param remedy what somebody can do about it
     */
    private record CloudAnswer(
            Code code, String action, String rule, @Nullable String detail, String text, String remedy) {
        public Problem problem(String object, @Nullable String field, @Nullable String value) {
            return Problem.of(code, new Place(object, field), value, new Wording(rule, remedy))
                    .withDetail(detail);
        }

        /** The cloud's text may name the one. */
        Problem ofSeveral(String object) {
            return Problem.of(code, new Place(object, null), null, new Wording(action, remedy));
        }
    }

    private Optional<CloudAnswer> refusal(StepKey key) {
        return memory().of(key).map(Memory.Entry::error).flatMap(error -> {
            String text = String.valueOf(error.getMessage());
            String action = error.action() + ": " + error.code();
            if (error.reaction() == CloudException.Reaction.REPORT) {
                Code code = error instanceof CloudException.Quota
                        ? Code.QUOTA
                        : error instanceof CloudException.Denied ? Code.DENIED : Code.REJECTED;
                String request = error.requestId() == null ? null : "request " + error.requestId();
                return Optional.of(new CloudAnswer(code, action, error.text(), request, text, remedy(code, error)));
            }
            boolean trouble = error.reaction() == CloudException.Reaction.RETRY || repeated(key);
            String remedy = remedy(Code.UNREACHABLE, error);
            return trouble
                    ? Optional.of(new CloudAnswer(Code.UNREACHABLE, UNUSABLE, UNUSABLE, text, text, remedy))
                    : Optional.empty();
        });
    }

    /** What a look at the load balancer did not mend is worth telling. */
    private boolean repeated(StepKey key) {
        return memory().of(key)
                .filter(entry -> entry.attempts() > 1)
                .map(Memory.Entry::error)
                .filter(error -> error.reaction() == CloudException.Reaction.REREAD)
                .isPresent();
    }

    private static String remedy(Code code, CloudException error) {
        return error.remedy().orElseGet(() -> switch (code) {
            case QUOTA ->
                "Raise the quota or the balance of the account, or give something up; it is tried again by itself";
            case UNREACHABLE -> "Nothing to do: it is tried again until it succeeds";
            case DENIED -> "Give the controller's credentials the right to do this; it is tried again by itself";
            default -> "Change what the cloud names; it is tried again by itself";
        });
    }

    public List<Planned> steps() {
        return entries.stream().sorted(Entry.ORDER).map(Entry::planned).toList();
    }

    /** Whether listeners or rules are about to be created. */
    public boolean creates() {
        return entries.stream()
                .map(entry -> entry.planned().step())
                .anyMatch(step -> step instanceof ListenerStep.CreateListeners || step instanceof RuleStep.CreateRules);
    }

    /** Whether something wanted is not there yet, or not known to be. */
    public boolean outstanding() {
        return entries.stream().anyMatch(entry -> entry.planned().step().write() || entry.stage() == Stage.READ);
    }

    public Map<SourceRef, List<Problem>> problems() {
        return problems.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().problems()));
    }

    public List<Problem> whole() {
        return whole.problems();
    }

    public Set<StepKey> remembered() {
        return remembered;
    }

    public static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
