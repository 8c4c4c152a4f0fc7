package io.enidirect.operator.region.tasks;

import io.enidirect.cloud.TaskId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The tasks that are followed, in the order in which they are due: who has waited longest is asked first. One that is being
 * asked for is followed all the same, but not due until its answer is there.
 */
final class PollQueue {
    private static final Comparator<Poll> ORDER = Comparator.comparing(Poll::due)
            .thenComparing(poll -> poll.running().since())
            .thenComparing(poll -> poll.running().task());

    private final TreeSet<Poll> byDue = new TreeSet<>(ORDER);
    private final Map<TaskId, Poll> byTask = new HashMap<>();
    private final Map<Poll, Instant> asking = new HashMap<>();

    /** Adds a task; one that is already followed is left as it is. */
    synchronized boolean add(Poll poll) {
        return byTask.putIfAbsent(poll.running().task(), poll) == null && byDue.add(poll);
    }

    /** It is being asked for from now on, until it is given {@link #back}. */
    synchronized void ask(Poll poll, Instant now) {
        if (byDue.remove(poll)) {
            asking.put(poll, now);
        }
    }

    /** It is due again as it was, unless it has been replaced or removed meanwhile. */
    synchronized void back(Poll poll) {
        asking.remove(poll);
        if (poll.equals(byTask.get(poll.running().task()))) {
            byDue.add(poll);
        }
    }

    /** Since when the longest call has had no answer. */
    synchronized Optional<Instant> askingSince() {
        return asking.values().stream().min(Comparator.naturalOrder());
    }

    synchronized void replace(Poll before, Poll after) {
        if (remove(before)) {
            byTask.put(after.running().task(), after);
            byDue.add(after);
        }
    }

    /** Whether it was followed until now. */
    synchronized boolean remove(Poll poll) {
        byDue.remove(poll);
        return byTask.remove(poll.running().task(), poll);
    }

    synchronized Optional<Poll> next() {
        return byDue.isEmpty() ? Optional.empty() : Optional.of(byDue.first());
    }

    /** Those that have lived too long. */
    synchronized List<Poll> overdue(Instant now) {
        return byTask.values().stream()
                .filter(poll -> !now.isBefore(poll.end()))
                .toList();
    }

    synchronized Optional<Instant> firstEnd() {
        return byTask.values().stream().map(Poll::end).min(Comparator.naturalOrder());
    }

    synchronized Optional<PolledTask> oldest(String key) {
        return byTask.values().stream()
                .map(Poll::running)
                .filter(running -> running.key().equals(key))
                .min(Comparator.comparing(PolledTask::since));
    }

    synchronized int size() {
        return byTask.size();
    }
}
