package io.enidirect.simulator.dataplane;

import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.Map;

/** A frontend that listens: its relay, its targets and their probes. */
final class OpenFrontend implements OpenListener {
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
        Pool pool = new Pool(frontend.backend(), new Balancer(new Sessions(System::nanoTime)), timeScale);
        Relay relay = switch (frontend.transport()) {
            case TCP -> TcpRelay.listen(group, frontend, pool, dialler);
            case UDP -> UdpRelay.listen(group, frontend, pool, dialler, timeScale);
        };
        var loop = group.next();
        // From where it really listens: an address that could not be bound can't be a source either.
        Probe probe = new Layer4Probe(
                frontend.transport(), loop, dialler, relay.address().getAddress());
        Probes probes = new Probes(frontend.backend(), loop, probe, pool, timeScale);
        probes.restart();
        return new OpenFrontend(frontend, pool, relay, probes);
    }

    @Override
    public Served served() {
        return frontend;
    }

    @Override
    public void update(Served next) {
        frontend = (Frontend) next;
        pool.update(frontend.backend());
        probes.update(frontend.backend());
    }

    @Override
    public void timeScaleChanged() {
        probes.restart();
    }

    @Override
    public InetSocketAddress address() {
        return relay.address();
    }

    @Override
    public Map<String, DataPlane.Health> health(String backendId) {
        return backendId.equals(frontend.listenerId()) ? pool.health() : Map.of();
    }

    @Override
    public void close() {
        probes.stop();
        relay.close();
    }
}
