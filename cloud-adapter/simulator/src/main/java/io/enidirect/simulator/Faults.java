package io.enidirect.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The schedule of faults. Each counts the calls that match it, so that parallel calls to other objects don't disturb it. */
final class Faults {
    private static final class Scheduled {
        private final Fault fault;
        private long seen;

        Scheduled(Fault fault) {
            this.fault = fault;
        }

        boolean matches(String action, Set<String> objects) {
            String wanted = fault.match().action();
            String object = fault.match().object();
            return (wanted.equals("*") || wanted.equals(action))
                    && (object == null || object.equals("*") || objects.contains(object));
        }

        boolean strikes() {
            seen++;
            return seen >= fault.match().first() && seen < fault.end();
        }
    }

    private final List<Scheduled> scheduled = new ArrayList<>();

    synchronized void add(List<Fault> faults) {
        faults.forEach(fault -> scheduled.add(new Scheduled(fault)));
    }

    synchronized void clear() {
        scheduled.clear();
    }

    /** The fault that strikes this call: of several, the one given first. All of them count the call. */
    synchronized Optional<Fault> strike(String action, Set<String> objects) {
        List<Fault> striking = new ArrayList<>();
        for (Scheduled each : scheduled) {
            if (each.matches(action, objects) && each.strikes()) {
                striking.add(each.fault);
            }
        }
        return striking.stream().findFirst();
    }
}
