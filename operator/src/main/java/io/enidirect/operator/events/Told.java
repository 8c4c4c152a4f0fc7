package io.enidirect.operator.events;

import io.enidirect.operator.snapshot.Timing;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What was told of each object, by this process. Of the objects that it spoke of longest ago it forgets some. */
final class Told {
    private static final int OBJECTS = 20_000;

    /** @param stands it was there whenever the object was spoken of since */
    private record Entry(Instant at, boolean stands) {}

    private final Clock clock;
    private final Map<String, Map<UUID, Entry>> objects = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<UUID, Entry>> eldest) {
            return size() > OBJECTS;
        }
    };

    Told(Clock clock) {
        this.clock = clock;
    }

    /** What of this is to be told, where it is all that is to be said of the object now. */
    synchronized List<Notice> news(String uid, Collection<Notice> now) {
        Map<UUID, Entry> known = objects.get(uid);
        if (known == null) {
            return List.copyOf(now);
        }
        Set<UUID> standing = new HashSet<>();
        for (Notice notice : now) {
            UUID identity = notice.identity();
            standing.add(identity);
            Entry entry = known.get(identity);
            if (entry != null && !entry.stands()) {
                if (pauses(notice, entry)) {
                    known.put(identity, new Entry(entry.at(), true));
                } else {
                    known.remove(identity);
                }
            }
        }
        known.replaceAll((identity, entry) -> new Entry(entry.at(), standing.contains(identity)));
        known.values().removeIf(entry -> !entry.stands() && !recent(entry));
        return now.stream()
                .filter(notice -> !known.containsKey(notice.identity()))
                .toList();
    }

    /** That all is well again is said each time. */
    private boolean pauses(Notice notice, Entry entry) {
        return notice.type() == Notice.Type.Warning && recent(entry);
    }

    private boolean recent(Entry entry) {
        return entry.at().plus(Timing.HOUSE.reports().problemAgain()).isAfter(clock.instant());
    }

    synchronized boolean knows(String uid, Notice notice) {
        Map<UUID, Entry> known = objects.get(uid);
        return known != null && known.containsKey(notice.identity());
    }

    synchronized void add(String uid, Notice notice) {
        objects.computeIfAbsent(uid, first -> new HashMap<>()).put(notice.identity(), new Entry(clock.instant(), true));
    }

    synchronized void presume(String uid, Notice notice) {
        if (!objects.containsKey(uid)) {
            add(uid, notice);
        }
    }

    synchronized void forget(String uid) {
        objects.remove(uid);
    }
}
