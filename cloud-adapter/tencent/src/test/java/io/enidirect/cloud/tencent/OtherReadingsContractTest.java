package io.enidirect.cloud.tencent;

import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.LoadBalancersContract;
import io.enidirect.cloud.Network;
import io.enidirect.simulator.Simulator;
import org.junit.jupiter.api.AfterAll;

/** The adapter keeps the port's contract over a cloud that answers all open questions the other way. */
final class OtherReadingsContractTest extends LoadBalancersContract {
    private static final Simulator simulator = Simulators.startWithOtherReadings();
    private static final LoadBalancers adapter = Simulators.adapter(simulator);

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Override
    protected LoadBalancers loadBalancers() {
        return adapter;
    }

    @Override
    protected Network network() {
        return Simulators.NETWORK;
    }

    @Override
    protected void holdTasks() {
        simulator.control().settings(settings -> settings.withManualTasks(true));
    }

    @Override
    protected void releaseTasks() {
        simulator.control().settings(settings -> settings.withManualTasks(false));
        simulator.control().endTasks();
    }
}
