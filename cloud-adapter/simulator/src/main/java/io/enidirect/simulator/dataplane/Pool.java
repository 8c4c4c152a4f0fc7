package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.DataPlane.Health;
import io.enidirect.simulator.dataplane.Frontend.Upstream;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The targets of one backend: what the relays ask, the probes report and the API changes. Thread-safe. */
final class Pool {
    private final Balancer balancer;
    private final TimeScale timeScale;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private Backend backend;

    Pool(Backend backend, Balancer balancer, TimeScale timeScale) {
        this.balancer = balancer;
        this.timeScale = timeScale;
        this.backend = backend;
        update(backend);
    }

    /** Takes over the targets; those that stay keep their health, connections and turn. */
    synchronized void update(Backend next) {
        Map<String, Member> before = Map.copyOf(members);
        members.clear();
        for (Upstream upstream : next.upstreams()) {
            Member member = before.get(upstream.address());
            if (member == null) {
                member = new Member(upstream, HealthState.initial(next.check()));
            } else {
                member.become(upstream, next.check());
            }
            members.put(member.address(), member);
        }
        backend = next;
    }

    /** A target for a new connection; empty where no target has a weight. */
    synchronized Optional<Lease> lease(InetAddress client) {
        long session = timeScale.nanos(backend.sessionSeconds());
        return balancer.pick(backend.scheduler(), session, members.values(), client)
                .map(this::lease);
    }

    /** The target that a client asks to stay with; empty if there is none, or it would get nobody now. */
    synchronized Optional<Lease> lease(Predicate<Upstream> kept) {
        return Balancer.open(members.values()).stream()
                .filter(member -> kept.test(member.upstream()))
                .findFirst()
                .map(this::lease);
    }

    private Lease lease(Member member) {
        member.connected();
        return new Lease(member.upstream(), () -> end(member));
    }

    private synchronized void end(Member member) {
        member.disconnected();
    }

    /** Whether it is still one of the targets, at whatever weight. */
    synchronized boolean holds(Upstream target) {
        return members.containsKey(target.address());
    }

    /** Takes in a probe's result, and returns the health if that changed it. */
    synchronized Optional<Health> probed(Upstream target, boolean success) {
        @Nullable Member member = members.get(target.address());
        if (member == null) {
            return Optional.empty();
        }
        Health before = member.health();
        member.probed(success, backend.check());
        return before == member.health() ? Optional.empty() : Optional.of(member.health());
    }

    synchronized Map<String, Health> health() {
        Map<String, Health> all = new LinkedHashMap<>();
        members.forEach((address, member) -> all.put(address, member.health()));
        return all;
    }
}
