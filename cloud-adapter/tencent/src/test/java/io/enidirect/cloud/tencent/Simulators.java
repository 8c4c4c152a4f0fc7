package io.enidirect.cloud.tencent;

import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.Network;
import io.enidirect.simulator.Simulator;
import io.enidirect.simulator.SimulatorOptions;
import io.enidirect.simulator.cloud.Settings;
import java.net.URI;

/** Simulators that know the tests' credentials, without a limit of their own to calls. */
final class Simulators {
    static final Network NETWORK = new Network(Network.Type.PUBLIC, "vpc-1", null, Network.IpVersion.IPV4);

    private Simulators() {}

    static Simulator start() {
        return Simulator.start(SimulatorOptions.of(Adapters.SECRET_ID, Adapters.SECRET_KEY)
                .withSettings(Settings.DEFAULT.withRate(0).withTaskMillis(20)));
    }

    static LoadBalancers adapter(Simulator simulator) {
        return Adapters.at(URI.create(simulator.endpoint()));
    }
}
