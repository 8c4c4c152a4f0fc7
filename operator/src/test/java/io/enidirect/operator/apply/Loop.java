package io.enidirect.operator.apply;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.enidirect.cloud.Answer;
import io.enidirect.cloud.BackendId;
import io.enidirect.cloud.Binding;
import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.Domain;
import io.enidirect.cloud.FakeLoadBalancers;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerId;
import io.enidirect.cloud.ManualClock;
import io.enidirect.cloud.Rewrite;
import io.enidirect.cloud.Rule;
import io.enidirect.cloud.RuleKey;
import io.enidirect.cloud.TaskId;
import io.enidirect.cloud.TaskState;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.crd.CloudLoadBalancerSpec;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.crd.NetworkSpec;
import io.enidirect.crd.RuleRecord;
import io.enidirect.operator.desired.merge.DesiredMerge;
import io.enidirect.operator.desired.model.Contribution;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.plan.step.Planned;
import io.enidirect.operator.problem.Problem;
import io.enidirect.operator.record.RecordKeys;
import io.enidirect.operator.snapshot.AddressRange;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.HostNetworkTargets;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Drives the pure core against the fake cloud as the reconciler and the task poller do, on a clock that moves only where
 * the plan says that only time helps.
 */
public final class Loop {
    public static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    public static final String NAME = "service.default.web";

    static {
        // thousands of runs: what each step did is no news here
        ((Logger) LoggerFactory.getLogger(Applier.class)).setLevel(Level.OFF);
    }

    /** More steps than any honest plan has in one instant: beyond it is a hot loop. */
    private static final int STEPS_AT_ONCE = 60;

    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final Duration GIVE_UP = Duration.ofMinutes(10);

    public final ManualClock clock = new ManualClock(START);
    public final FakeLoadBalancers cloud = new FakeLoadBalancers(clock);
    public final Wire wire = new Wire(cloud);
    public final Cluster cluster;

    private final Settings settings;
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

    public Loop(Cluster cluster, CloudLoadBalancerSpec spec, Duration driftInterval) {
        this.cluster = cluster;
        this.settings = new Settings(
                "cls-1",
                "vpc-1",
                true,
                List.of(AddressRange.parse("10.0.0.0/8")),
                List.of(),
                HostNetworkTargets.DECLARED,
                driftInterval);
        this.object = object(spec);
        this.states = newStates();
        this.applier = newApplier();
    }

    /** The own load balancer of the Ingress or Service {@code web}, which has to be there. */
    public static Loop ofWeb(Cluster cluster) {
        return new Loop(
                cluster,
                CloudLoadBalancerSpec.own(cluster.ref("web"), NetworkSpec.internet(), Map.of()),
                Duration.ZERO);
    }

    /** A load balancer that an administrator made for several Services. */
    public static Loop shared(Cluster cluster) {
        return new Loop(
                cluster,
                new CloudLoadBalancerSpec(
                        null, null, NetworkSpec.internet(), Map.of(), null, null, null, null, null, null),
                Duration.ZERO);
    }

    private static CloudLoadBalancer object(CloudLoadBalancerSpec spec) {
        CloudLoadBalancer made = new CloudLoadBalancer();
        made.setMetadata(new ObjectMetaBuilder()
                .withName(NAME)
                .withUid("11111111-1111-1111-1111-111111111111")
                .build());
        made.setSpec(spec);
        return made;
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

    /** Lets the core see something else than what is, for example an event that is late. */
    public void through(UnaryOperator<Snapshot> newLens) {
        lens = newLens;
    }

    public Snapshot snapshot() {
        CloudLoadBalancer copy = object(object.getSpec());
        copy.getMetadata().setDeletionTimestamp(object.getMetadata().getDeletionTimestamp());
        copy.getMetadata().setAnnotations(object.getMetadata().getAnnotations());
        copy.setStatus(object.getStatus());
        List<Source> sources = cluster.sources();
        return lens.apply(new Snapshot(
                clock.instant(),
                settings,
                copy,
                sources,
                cluster.endpoints(),
                Map.of(),
                cluster.configs(),
                states.observed(NAME),
                states.memory(NAME)));
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
            Optional<Planned> next = carriesOn ? plan.next(clock.instant()) : applier.next(NAME, plan);
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
            rest = applier.apply(NAME, plan, next.get()).rest();
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
                states.taskEnded(NAME, task.getKey(), phase, message);
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
            if (released || poll()) {
                if (released) {
                    return plan;
                }
                continue;
            }
            Instant next = plan.wake().orElse(Instant.MAX);
            if (!tasks.isEmpty()) {
                Instant poll = clock.instant().plus(POLL);
                next = poll.isBefore(next) ? poll : next;
            }
            if (next.isAfter(end)) {
                return plan;
            }
            if (!next.isAfter(clock.instant())) {
                throw new AssertionError("A wake in the past: " + next + " of " + plan.steps());
            }
            clock.advance(Duration.between(clock.instant(), next));
        }
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

    // ---- the cloud as it is, looked at past the wire

    public List<LoadBalancer> loadBalancers() {
        return cloud.find(Map.of(Settings.CLUSTER_TAG, "cls-1"), 0)
                .value()
                .orElseThrow()
                .items();
    }

    public LoadBalancerId id() {
        return loadBalancers().get(0).id();
    }

    public Map<String, Listener> listeners() {
        Map<String, Listener> listeners = new TreeMap<>();
        cloud.listeners(id()).value().orElseThrow().forEach(each -> listeners.put(each.key() + "", each));
        return listeners;
    }

    public Listener listener(String key) {
        return Objects.requireNonNull(listeners().get(key), key);
    }

    /** The number of the recorded order. */
    public int attempt() {
        return Objects.requireNonNull(record().creation()).attempt();
    }

    /** By {@code a.test /x}, of the HTTP listener. */
    public Map<String, Rule> rules() {
        Map<String, Rule> rules = new TreeMap<>();
        listener("HTTP:80").rules().forEach(rule -> rules.put(rule.key().toString(), rule));
        return rules;
    }

    /** Where each rule leads that forwards to nobody, with its code. */
    public Map<String, String> redirects() {
        Map<BackendId, Backend> places = backends();
        Map<String, String> redirects = new TreeMap<>();
        for (Listener listener : listeners().values()) {
            listener.rules().forEach(rule -> {
                Rewrite rewrite = rule.rewrite();
                if (rewrite != null) {
                    redirects.put(
                            new Backend(listener.key(), rule.key()).toString(),
                            places.get(BackendId.of(rewrite.listener(), rewrite.rule())) + " " + rewrite.code());
                }
            });
        }
        return redirects;
    }

    /** The domains that unknown hosts fall to. */
    public Set<String> defaultDomains() {
        return listeners().values().stream()
                .flatMap(listener -> listener.domains().stream())
                .filter(domain -> domain.settings().defaultServer())
                .map(Domain::name)
                .collect(Collectors.toSet());
    }

    /** All rules of the record. */
    public SortedMap<RuleKey, RuleRecord> recordedRules() {
        SortedMap<RuleKey, RuleRecord> rules = new TreeMap<>();
        record().listeners().forEach(listener -> rules.putAll(RecordKeys.rules(listener)));
        return rules;
    }

    private Map<BackendId, Backend> backends() {
        Map<BackendId, Backend> backends = new HashMap<>();
        listeners().values().forEach(listener -> {
            backends.put(BackendId.of(listener.id()), Backend.of(listener.key()));
            listener.rules()
                    .forEach(rule -> backends.put(
                            BackendId.of(listener.id(), rule.id()), new Backend(listener.key(), rule.key())));
        });
        return backends;
    }

    /** Weights by {@code TCP:80 10.0.0.1:8080} and {@code HTTP:80 a.test /x 10.0.0.1:8080}. */
    public Map<String, Integer> targets() {
        Map<BackendId, Backend> backends = backends();
        Map<String, Integer> targets = new TreeMap<>();
        cloud.targets(id())
                .value()
                .orElseThrow()
                .forEach((binding, weight) ->
                        targets.put(backends.get(binding.backend()) + " " + binding.target(), weight));
        return targets;
    }

    /** What is desired, in the words of {@link #targets}. */
    public Map<String, Integer> wantedTargets() {
        Map<String, Integer> wanted = new TreeMap<>();
        Map<String, Integer> there = targets();
        desired()
                .state()
                .parts()
                .forEach(part -> part.targets().forEach((target, wish) -> {
                    String key = part.backend() + " " + target;
                    if (!wish.onlyIfRegistered() || there.containsKey(key)) {
                        wanted.put(key, wish.weight());
                    }
                }));
        return wanted;
    }

    public @Nullable Binding binding(Attachment attachment) {
        return backends().entrySet().stream()
                .filter(each -> each.getValue().equals(attachment.backend()))
                .map(each -> new Binding(each.getKey(), attachment.target()))
                .findFirst()
                .orElse(null);
    }
}
