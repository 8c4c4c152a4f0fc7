package io.enidirect.simulator.dataplane;

import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.Map;

/** A frontend that listens: its relay, its targets and their probes. */
final class OpenFrontend {
    private final Pool pool;
    private final Relay relay;
    private final Probes probes;
    private Frontend frontend;

    private OpenFrontend(Frontend frontend, Pool pool, Relay relay, Probes probes) {
        this.frontend = frontend;
        this.pool = pool;
        this.relay = relay;
        this.probes = probes;
    }

    static OpenFrontend open(Frontend frontend, EventLoopGroup group, Dialler dialler, TimeScale timeScale) {
        Pool pool = new Pool(frontend, new Balancer(new Sessions(System::nanoTime)), timeScale);
        Relay relay = switch (frontend.transport()) {
            case TCP -> TcpRelay.listen(group, frontend, pool, dialler);
            case UDP -> UdpRelay.listen(group, frontend, pool, dialler, timeScale);
        };
        var loop = group.next();
        // From where it really listens: an address that could not be bound can't be a source either.
        Prober prober =
                new Prober(frontend.transport(), loop, dialler, relay.address().getAddress());
        Probes probes = new Probes(frontend, loop, prober, pool, timeScale);
        probes.restart();
        return new OpenFrontend(frontend, pool, relay, probes);
    }

    Frontend frontend() {
        return frontend;
    }

    void update(Frontend next) {
        frontend = next;
        pool.update(next);
        probes.update(next);
    }

    void timeScaleChanged() {
        probes.restart();
    }

    InetSocketAddress address() {
        return relay.address();
    }

    Map<String, DataPlane.Health> health() {
        return pool.health();
    }

    void close() {
        probes.stop();
        relay.close();
    }
}
