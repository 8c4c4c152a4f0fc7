package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.DataPlane.Health;
import io.enidirect.simulator.dataplane.Frontend.Scheduler;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Picks the target of a new connection by CLB's rules. Does no I/O. Not thread-safe. */
final class Balancer {
    private final Sessions sessions;

    Balancer(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Empty if no member has a weight.
     *
     * @param sessionNanos 0, or how long a client stays with its target; round robin only
     */
    Optional<Member> pick(Scheduler scheduler, long sessionNanos, Collection<Member> members, InetAddress client) {
        List<Member> open = open(members);
        if (open.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (scheduler) {
                    case WRR -> byRoundRobinInSession(sessionNanos, open, client);
                    case LEAST_CONN -> byRoundRobin(leastLoaded(open));
                    case IP_HASH -> byHash(open, client);
                });
    }

    /** Those that are alive; where none is, CLB forwards to all (CLB documentation 214/6097). */
    static List<Member> open(Collection<Member> members) {
        List<Member> weighted = members.stream().filter(m -> m.weight() > 0).toList();
        List<Member> alive = weighted.stream()
                .filter(m -> m.health() == Health.ALIVE || m.health() == Health.CLOSE)
                .toList();
        return alive.isEmpty() ? weighted : alive;
    }

    private Member byRoundRobinInSession(long sessionNanos, List<Member> open, InetAddress client) {
        if (sessionNanos == 0) {
            return byRoundRobin(open);
        }
        Member picked = sessions.find(client, sessionNanos)
                .flatMap(target ->
                        open.stream().filter(m -> m.address().equals(target)).findFirst())
                .orElseGet(() -> byRoundRobin(open));
        sessions.keep(client, picked.address());
        return picked;
    }

    /** Smooth weighted round robin: everybody gains its weight, the richest is picked and pays for all. */
    private static Member byRoundRobin(List<Member> open) {
        int total = 0;
        Member richest = open.get(0);
        for (Member member : open) {
            total += member.weight();
            member.credit(member.weight());
            if (member.credit() > richest.credit()) {
                richest = member;
            }
        }
        richest.credit(-total);
        return richest;
    }

    /** All with the lowest load, since among idle ones the first would get everything. */
    private static List<Member> leastLoaded(List<Member> open) {
        Comparator<Member> byLoad =
                (a, b) -> Integer.compare(a.connections() * b.weight(), b.connections() * a.weight());
        Member least = open.stream().min(byLoad).orElseThrow();
        return open.stream().filter(m -> byLoad.compare(m, least) == 0).toList();
    }

    /**
     * Rendezvous hashing: each member draws a number for this client, the best one has it. Weights are kept, and a member
     * that comes or goes moves no client between the others.
     */
    private static Member byHash(List<Member> open, InetAddress client) {
        return open.stream()
                .max(Comparator.comparingDouble(m -> m.weight() / -Math.log(draw(client, m.address()))))
                .orElseThrow();
    }

    /** A number between 0 and 1, both excluded. */
    private static double draw(InetAddress client, String target) {
        long mixed = mix(mix(client.hashCode()) ^ target.hashCode());
        return ((mixed >>> 11) + 0.5) * 0x1p-53;
    }

    /** The finalizer of SplitMix64: neighbouring addresses get unrelated numbers. */
    private static long mix(long seed) {
        long z = seed + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
