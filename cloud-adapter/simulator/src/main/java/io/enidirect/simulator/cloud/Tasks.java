package io.enidirect.simulator.cloud;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tasks there are, by every id they can be asked for, and which load balancers they lock. Guarded by the account's lock. */
final class Tasks {
    /** The real cloud forgets old tasks too. */
    private static final int REMEMBERED = 20_000;

    private final Map<String, Task> byId = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Task> eldest) {
            return size() > REMEMBERED && eldest.getValue().ended();
        }
    };
    private final List<Task> running = new ArrayList<>();
    private final Map<String, Instant> lockedUntil = new HashMap<>();

    void add(Task task) {
        byId.put(task.id(), task);
        running.add(task);
    }

    /** A repeated order answers with a request id of its own. */
    void alias(String id, Task task) {
        byId.put(id, task);
    }

    Task require(String id, Settings settings) {
        Task task = byId.get(id);
        if (task == null) {
            throw Task.notFound(settings);
        }
        return task;
    }

    /** Of an unknown task none. */
    Set<String> loadBalancersOf(String id) {
        Task task = byId.get(id);
        return task == null ? Set.of() : task.loadBalancers();
    }

    World settle(World world, Instant now) {
        World changed = world;
        for (Task task : running) {
            changed = task.settle(changed, now);
        }
        running.removeIf(Task::ended);
        return changed;
    }

    /** Ends this task, or all, whatever they wait for. */
    World end(World world, @Nullable String id) {
        World changed = world;
        for (Task task : running) {
            if (id == null || id.equals(task.id())) {
                changed = task.end(changed);
            }
        }
        running.removeIf(Task::ended);
        return changed;
    }

    void lock(String loadBalancer, Instant until) {
        lockedUntil.put(loadBalancer, until);
    }

    boolean isLocked(String loadBalancer, Instant now) {
        lockedUntil.values().removeIf(until -> !now.isBefore(until));
        return lockedUntil.containsKey(loadBalancer)
                || running.stream().anyMatch(task -> task.loadBalancers().contains(loadBalancer));
    }

    List<Task> running() {
        return List.copyOf(running);
    }
}
