package io.enidirect.simulator.cloud;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of the account and the one lock around it; actions run while they hold it. */
final class Account implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Account.class);

    private final Clock clock;
    private final Frontends frontends;
    private final Ids ids = new Ids();
    private final Tasks tasks = new Tasks();
    private final DeletionGuard deletions = new DeletionGuard();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "simulator-tasks");
        thread.setDaemon(true);
        return thread;
    });
    private Settings settings;
    private World world = World.EMPTY;
    private World previous = World.EMPTY;

    Account(Clock clock, Frontends frontends, Settings settings) {
        this.clock = clock;
        this.frontends = frontends;
        this.settings = settings;
        frontends.follow(settings);
    }

    Instant now() {
        return clock.instant();
    }

    /** The address that a load balancer gets, or was ordered with. */
    String addressOf(LoadBalancer made) {
        return made.attributes()
                .optionalText("Vip")
                .orElseGet(() -> made.ipv6() ? ids.nextIpv6Address() : ids.nextAddress());
    }

    Ids ids() {
        return ids;
    }

    Tasks tasks() {
        return tasks;
    }

    DeletionGuard deletions() {
        return deletions;
    }

    Frontends frontends() {
        return frontends;
    }

    Settings settings() {
        return settings;
    }

    synchronized void settings(Settings newSettings) {
        settings = newSettings;
        frontends.follow(newSettings);
    }

    World world() {
        return world;
    }

    /** What a read shows. */
    World seen(Twist twist) {
        if (twist.stale()) {
            return previous;
        }
        return twist.hidden() ? world.knownTo(previous) : world;
    }

    /** The listeners of a load balancer that a read is for: by ListenerIds, Protocol and Port, where they are given. */
    List<Listener> listeners(Invocation call) {
        Params params = call.params();
        String id = params.text("LoadBalancerId");
        LoadBalancer loadBalancer = seen(call.twist()).loadBalancer(id).orElseThrow(() -> ApiError.noLoadBalancer(id));
        List<String> ids = params.texts("ListenerIds");
        Checks.optionalRange(params, "Port", 1, 65535);
        if (settings.follows(Reading.UNKNOWN_LISTENERS_ARE_ERRORS)) {
            for (String each : ids) {
                if (loadBalancer.listener(each).isEmpty()) {
                    throw ApiError.noListener(each);
                }
            }
        }
        @Nullable Protocol protocol = params.optionalText("Protocol").map(Protocol::of).orElse(null);
        return loadBalancer.listeners().values().stream()
                .filter(listener -> ids.isEmpty() || ids.contains(listener.id()))
                .filter(listener -> protocol == null || listener.protocol() == protocol)
                .filter(listener -> !params.has("Port") || listener.port() == params.number("Port"))
                .toList();
    }

    LoadBalancer require(String id) {
        return world.loadBalancer(id).orElseThrow(() -> ApiError.noLoadBalancer(id));
    }

    /** The load balancer that a write is for: there, and not locked by a task, unless that is asked only in the end. */
    LoadBalancer writable(String id) {
        LoadBalancer loadBalancer = require(id);
        if (!settings.follows(Reading.VALIDATION_BEFORE_LOCK)) {
            requireUnlocked(id);
        }
        return loadBalancer;
    }

    void requireUnlocked(String id) {
        if (tasks.isLocked(id, now())) {
            throw ApiError.busy(id);
        }
    }

    /** Lets everything happen whose time has come. */
    synchronized void settle() {
        become(tasks.settle(world, now()));
    }

    /** An effect that is there when the call answers. */
    void apply(UnaryOperator<World> effect) {
        become(effect.apply(world));
    }

    /** The answer of a synchronous write can be asked for as a task as well: it has ended. */
    void endedTask(Invocation call, String loadBalancer) {
        Task task = new Task(call.requestId(), Set.of(loadBalancer), same -> same, null, Twist.NONE, now(), now());
        task.end(world);
        tasks.alias(call.requestId(), task);
    }

    Task accept(Invocation call, String loadBalancer, UnaryOperator<World> effect) {
        return accept(call, Set.of(loadBalancer), effect, null);
    }

    /**
     * Starts the task of an asynchronous write and locks its load balancers.
     *
     * @param undo what a failure leaves of what was there from the start; null if the task makes no load balancer
     */
    Task accept(
            Invocation call,
            Set<String> loadBalancers,
            UnaryOperator<World> effect,
            @Nullable UnaryOperator<World> undo) {
        loadBalancers.forEach(this::requireUnlocked);
        Instant now = now();
        boolean atAccept = settings.effect() == Settings.EffectMoment.ACCEPT;
        Duration length = Duration.ofMillis(settings.taskMillis());
        Duration delay = settings.effect() == Settings.EffectMoment.MIDDLE ? length.dividedBy(2) : length;
        Instant end = settings.manualTasks() ? Instant.MAX : now.plus(length);
        Instant effectAt = atAccept ? now : settings.manualTasks() ? Instant.MAX : now.plus(delay);
        Task task = new Task(call.requestId(), loadBalancers, effect, undo, call.twist(), effectAt, end);
        tasks.add(task);
        settle();
        if (!settings.manualTasks()) {
            settleIn(delay);
            settleIn(length);
        }
        return task;
    }

    private void settleIn(Duration delay) {
        Runnable settling = () -> {
            try {
                settle();
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("A task could not end");
            }
        };
        // a millisecond more, so that the clock has surely passed the end
        Future<?> unused = timer.schedule(settling, delay.toMillis() + 1, TimeUnit.MILLISECONDS);
    }

    synchronized void endTasks(@Nullable String id) {
        become(tasks.end(world, id));
    }

    @SuppressWarnings("ReferenceEquality") // a world that nothing happened to is the same one
    private void become(World changed) {
        if (changed != world) {
            previous = world;
            world = changed;
            frontends.show(world);
        }
    }

    /** The ids of running tasks, in the order of their start. */
    synchronized List<String> runningTasks() {
        return tasks.running().stream().map(Task::id).toList();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        frontends.close();
    }
}
