package io.enidirect.operator.apply;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.enidirect.cloud.Answer;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.ManualClock;
import io.enidirect.cloud.TaskId;
import io.enidirect.cloud.TaskState;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.TkeServiceConfig;
import io.enidirect.operator.desired.merge.DesiredMerge;
import io.enidirect.operator.desired.model.Contribution;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.plan.step.Planned;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.snapshot.Limits;
import io.enidirect.operator.snapshot.ServiceEndpoints;
import io.enidirect.operator.snapshot.Settings;
import io.enidirect.operator.snapshot.Snapshot;
import io.enidirect.operator.snapshot.Source;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.LoggerFactory;

/**
 * Drives the pure core against a cloud as the reconciler and the task poller do, on a clock that moves only where the plan says
 * that only time helps.
 */
public abstract class CoreLoop {
    public static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    static {
        // thousands of runs: what each step did is no news here
        ((Logger) LoggerFactory.getLogger(Applier.class)).setLevel(Level.OFF);
    }

    /** More steps than any honest plan has in one instant: beyond it is a hot loop. */
    private static final int STEPS_AT_ONCE = 60;

    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final Duration GIVE_UP = Duration.ofMinutes(10);

    public final ManualClock clock;
    public final Wire wire;

    private Settings settings;
    private final Map<TaskId, Instant> tasks = new HashMap<>();
    private final List<CloudLoadBalancerStatus> written = new ArrayList<>();
    private UnaryOperator<Snapshot> lens = UnaryOperator.identity();
    private UnaryOperator<Contribution> words = UnaryOperator.identity();
    private CloudStates states;
    private Applier applier;
    private CloudLoadBalancer object;
    private boolean released;
    private int looks;
    private final List<Problem> told = new ArrayList<>();

    /** @param clock stands still but for this loop */
    protected CoreLoop(CloudLoadBalancer object, Settings settings, ManualClock clock, LoadBalancers cloud) {
        this.object = object;
        this.settings = settings;
        this.clock = clock;
        this.wire = new Wire(cloud);
        this.states = newStates();
        this.applier = newApplier();
    }

    protected abstract List<Source> sources();

    protected abstract Map<String, ServiceEndpoints> endpoints();

    protected abstract Map<String, TkeServiceConfig> configs();

    /** As it stands; its status is the record. */
    public final CloudLoadBalancer object() {
        return object;
    }

    /** Somebody writes another one in its place, and its status stays. */
    public final void replace(CloudLoadBalancer other) {
        other.setStatus(object.getStatus());
        object = other;
    }

    private CloudStates newStates() {
        return new CloudStates(new Backoff(Duration.ofMinutes(5), () -> 0.5), clock);
    }

    private Applier newApplier() {
        return new Applier(wire.port(), states, (name, task) -> tasks.put(task, clock.instant()), clock);
    }

    /** All that is in memory is lost. */
    public void crash() {
        tasks.clear();
        states = newStates();
        applier = newApplier();
    }

    /** Somebody deletes the object. */
    public void deleteObject() {
        object.getMetadata().setDeletionTimestamp(clock.instant().toString());
    }

    /** Somebody writes another spec. */
    public void ask(CloudLoadBalancerSpec spec) {
        object.setSpec(spec);
    }

    /** As the front does where the source's mode is skip. */
    public void leaveAlone() {
        object.getMetadata().setAnnotations(Map.of(CloudLoadBalancer.MODE, "skip"));
    }

    final void heard(Limits limits) {
        settings = settings.within(limits);
    }

    /** Lets the core see something else than what is, for example an event that is late. */
    public void through(UnaryOperator<Snapshot> newLens) {
        lens = newLens;
    }

    public Snapshot snapshot() {
        CloudLoadBalancer copy = new CloudLoadBalancer();
        copy.setMetadata(new ObjectMetaBuilder(object.getMetadata()).build());
        copy.setSpec(object.getSpec());
        copy.setStatus(object.getStatus());
        return lens.apply(new Snapshot(
                clock.instant(),
                settings,
                copy,
                sources(),
                endpoints(),
                Map.of(),
                configs(),
                states.observed(name()),
                states.memory(name())));
    }

    private String name() {
        return object.getMetadata().getName();
    }

    /** Lets sources say more, or other things, than their kinds know words for. */
    void saying(UnaryOperator<Contribution> newWords) {
        words = newWords;
    }

    public Desired desired() {
        return desired(snapshot());
    }

    private Desired desired(Snapshot seen) {
        return DesiredMerge.of(
                seen, House.KINDS.contributions(seen).stream().map(words).toList());
    }

    public Plan plan() {
        Snapshot seen = snapshot();
        return Plan.between(desired(seen).state(), seen);
    }

    /** One reconcile: steps until none is due, those that are left of a batch without another look. */
    public Plan reconcile() {
        List<String> done = new ArrayList<>();
        Optional<Plan> rest = Optional.empty();
        while (done.size() < STEPS_AT_ONCE) {
            boolean carriesOn = rest.isPresent();
            Plan plan = rest.orElseGet(this::looked);
            Optional<Planned> next = carriesOn ? plan.next(clock.instant()) : applier.next(name(), plan);
            if (carriesOn && next.isEmpty()) {
                return plan;
            }
            boolean last = next.isEmpty();
            boolean recorded = (last || next.get().step().write()) && write(plan.record());
            if (last) {
                told.addAll(plan.released());
            }
            if (last && recorded) {
                // what is recorded decides who holds what: another plan may come of it, with no event to ask for it
                done.add("record");
                continue;
            }
            if (last) {
                released = plan.release();
                return plan;
            }
            done.add(next.get().step().describe());
            rest = applier.apply(name(), plan, next.get()).rest();
        }
        throw new AssertionError("A hot loop: no time passes over " + done);
    }

    private Plan looked() {
        looks++;
        return plan();
    }

    /** How often everything was looked at and thought over, for steps that were then tried. */
    int looks() {
        return looks;
    }

    private boolean write(CloudLoadBalancerStatus record) {
        if (record.equals(object.recorded())) {
            return false;
        }
        wire.around("record", () -> {
            object.setStatus(record);
            written.add(record);
        });
        return true;
    }

    /** Asks for the running tasks once; answers whether one has ended. */
    private boolean poll() {
        boolean ended = false;
        for (Map.Entry<TaskId, Instant> task : Map.copyOf(tasks).entrySet()) {
            TaskState.Phase phase = TaskState.Phase.RUNNING;
            String message = "";
            try {
                Answer<TaskState> answer = wire.port().task(task.getKey());
                phase = answer.value().map(TaskState::phase).orElse(TaskState.Phase.RUNNING);
                message = answer.value().map(TaskState::message).orElse("");
            } catch (CloudException e) {
                // asked again
            }
            if (phase == TaskState.Phase.RUNNING
                    && !task.getValue().plus(GIVE_UP).isAfter(clock.instant())) {
                phase = TaskState.Phase.FAILED;
            }
            if (phase != TaskState.Phase.RUNNING) {
                tasks.remove(task.getKey());
                states.taskEnded(name(), task.getKey(), phase, message);
                ended = true;
            }
        }
        return ended;
    }

    /** Lets so much time pass; answers the last plan. */
    public Plan run(Duration time) {
        Instant end = clock.instant().plus(time);
        Plan plan = runUntil(end);
        clock.advance(Duration.between(clock.instant(), end));
        return plan;
    }

    /** Runs until only an event could make a difference, at most until then. */
    private Plan runUntil(Instant end) {
        while (true) {
            Plan plan = reconcile();
            if (released || (!poll() && !something(plan, end))) {
                return plan;
            }
        }
    }

    /** Lets time pass until the plan wants another look or a task has ended, as a poller does that tells of no more. */
    private boolean something(Plan plan, Instant end) {
        Instant wake = plan.wake().orElse(Instant.MAX);
        do {
            Instant next = wake;
            if (!tasks.isEmpty()) {
                Instant poll = clock.instant().plus(POLL);
                next = poll.isBefore(next) ? poll : next;
            }
            if (next.isAfter(end)) {
                return false;
            }
            if (!next.isAfter(clock.instant())) {
                throw new AssertionError("A wake in the past: " + next + " of " + plan.steps());
            }
            clock.advance(Duration.between(clock.instant(), next));
        } while (wake.isAfter(clock.instant()) && !poll());
        return true;
    }

    /** Runs until nothing is to be done any more. */
    public Plan settle() {
        Plan plan = runUntil(clock.instant().plus(LONG));
        if (plan.outstanding() || !tasks.isEmpty()) {
            throw new AssertionError("Not settled: " + plan.steps() + " " + plan.problems());
        }
        return plan;
    }

    /** Each time that something was said to stay in the cloud. */
    List<Problem> told() {
        return List.copyOf(told);
    }

    public boolean released() {
        return released;
    }

    public CloudLoadBalancerStatus record() {
        return object.recorded();
    }

    public void record(CloudLoadBalancerStatus restored) {
        object.setStatus(restored);
    }

    /** All records in the order in which they were written. */
    public List<CloudLoadBalancerStatus> written() {
        return List.copyOf(written);
    }
}
