package io.enidirect.operator.apply;

import io.enidirect.cloud.Answer;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.TaskId;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.plan.step.LoadBalancerStep;
import io.enidirect.operator.plan.step.Planned;
import io.enidirect.operator.plan.step.Step;
import io.enidirect.operator.plan.step.TargetStep;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Observed.Aspect;
import io.enidirect.operator.snapshot.Observed.RunningTask;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries the next due step of a plan. Waits for nothing: whatever takes time ends in a later plan. */
public final class Applier {
    private static final Logger log = LoggerFactory.getLogger(Applier.class);

    /** Where an accepted task is handed over, to be told of its end. */
    @FunctionalInterface
    public interface TaskWatch {
        void watch(String name, TaskId task);
    }

    private final LoadBalancers cloud;
    private final CloudStates states;
    private final TaskWatch tasks;
    private final Clock clock;

    public Applier(LoadBalancers cloud, CloudStates states, TaskWatch tasks, Clock clock) {
        this.cloud = cloud;
        this.states = states;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** Takes note of what the plan wants; answers the step that may be tried now. */
    public Optional<Planned> next(String name, Plan plan) {
        Instant now = clock.instant();
        plan.remembered().ifPresent(keys -> states.of(name).wanted(keys, now));
        return plan.next(now);
    }

    /** Tries this step once. What came of it is in the observed state and in the step's memory, too. */
    public Outcome apply(String name, Plan plan, Planned planned) {
        CloudState state = states.of(name);
        Step step = planned.step();
        Memory before = state.memory();
        PortCalls calls = new PortCalls(new CallContext(
                cloud.within(planned.share()), state, clock, plan.record().loadBalancerId()));
        try {
            Answer<?> answer = step.accept(calls);
            Optional<TargetStep> rest = step instanceof TargetStep batch
                    ? batch.rest(state.observed().attachments())
                    : Optional.empty();
            answer.retryAt()
                    .ifPresentOrElse(
                            until -> state.waits(step.key(), clock.instant(), until),
                            () -> succeeded(name, state, step, rest, answer));
            return new Outcome(
                    answer.retryAt().isEmpty(),
                    rest.filter(left -> nothingNew(before, state))
                            .map(left -> plan.with(
                                    planned,
                                    new Planned(
                                            left, state.memory().due(left.key(), clock.instant()), planned.share()))));
        } catch (CloudException error) {
            failed(name, state, step, error);
            return Outcome.FAILED;
        }
    }

    /** What was refused before holds back itself alone, as it did when the plan was made. */
    private static boolean nothingNew(Memory before, CloudState state) {
        return state.observed().task().isEmpty()
                && state.memory().entries().entrySet().stream()
                        .filter(entry -> entry.getValue().error() != null)
                        .allMatch(entry ->
                                entry.getValue().equals(before.entries().get(entry.getKey())));
    }

    /** @param rest what is left of a batch */
    private void succeeded(String name, CloudState state, Step step, Optional<TargetStep> rest, Answer<?> answer) {
        if (step.write() && state.observed().strangersTask()) {
            state.change(change -> change.strangersTask(false).doubt(Aspect.LISTENERS, Aspect.TARGETS));
        }
        answer.task()
                .ifPresentOrElse(
                        task -> {
                            state.accepted(new RunningTask(task, step.key(), clock.instant()));
                            tasks.watch(name, task);
                        },
                        () -> state.done(List.of(step.key())));
        if (step instanceof TargetStep targets) {
            done(targets, rest)
                    .ifPresent(done -> log.atInfo()
                            .addKeyValue("object", name)
                            .addKeyValue("step", done.describe())
                            .addKeyValue("targets", done.attachments().size())
                            .log("Changed the cloud"));
        } else if (step.write()) {
            log.atInfo()
                    .addKeyValue("object", name)
                    .addKeyValue("step", step.describe())
                    .log("Changed the cloud");
        }
    }

    /** What this one call did of it: there may be more than fit into a call, and some may be refused. */
    private static Optional<TargetStep> done(TargetStep step, Optional<TargetStep> rest) {
        return rest.map(left -> step.without(left.attachments())).orElse(Optional.of(step));
    }

    private void failed(String name, CloudState state, Step step, CloudException error) {
        Instant now = clock.instant();
        state.failed(step.key(), error, now);
        if (error instanceof CloudException.Busy && state.observed().task().isEmpty()) {
            state.change(change -> change.strangersTask(true));
        }
        if (error.reaction() == CloudException.Reaction.REREAD) {
            boolean gone = error instanceof CloudException.NotFound;
            Set<Aspect> doubtful = gone ? Set.of(Aspect.values()) : step.doubts();
            state.change(change -> change.doubt(doubtful.toArray(Aspect[]::new)));
        }
        boolean unsent = error instanceof CloudException.Denied denied
                && denied.ground() == CloudException.Denied.Ground.CREDENTIALS;
        if (step instanceof LoadBalancerStep.CreateLoadBalancer order
                && error.reaction() != CloudException.Reaction.WAIT
                && !unsent) {
            boolean refused = error.reaction() == CloudException.Reaction.REPORT;
            // before each try it is looked for by its tags
            state.change(
                    change -> change.doubt(Aspect.LOAD_BALANCER).order(new Observed.Order(order.attempt(), refused)));
        }
        log.atWarn()
                .addKeyValue("object", name)
                .addKeyValue("step", step.describe())
                .addKeyValue("error", error.getMessage())
                .addKeyValue(
                        "attempts",
                        state.memory()
                                .of(step.key())
                                .map(entry -> entry.attempts())
                                .orElse(0))
                .log("The cloud did not do it; it will be tried again");
    }
}
