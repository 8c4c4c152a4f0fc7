package io.enidirect.cloud.tencent;

import io.enidirect.cloud.CloudUnderTest;
import io.enidirect.cloud.LoadBalancers;
import io.enidirect.simulator.Simulator;
import io.enidirect.simulator.cloud.Reading;
import io.enidirect.simulator.cloud.Settings;
import java.util.Set;

/** The adapter over a simulator of its own. */
record SimulatedCloud(Simulator simulator, LoadBalancers loadBalancers, boolean followsOtherReadings)
        implements CloudUnderTest, AutoCloseable {
    private SimulatedCloud(Simulator simulator, boolean otherReadings) {
        this(simulator, Simulators.adapter(simulator), otherReadings);
    }

    static SimulatedCloud usual() {
        return new SimulatedCloud(Simulators.start(), false);
    }

    /** One that does otherwise wherever the cloud's documentation leaves a choice, and says null for nothing. */
    static SimulatedCloud withOtherReadings() {
        SimulatedCloud cloud = new SimulatedCloud(Simulators.start(), true);
        cloud.simulator()
                .control()
                .settings(settings -> settings.withReadings(Set.of(Reading.values()))
                        .withUnbound(Settings.Unbound.FAIL_LISTENER)
                        .withExisting(Settings.Existing.OVERWRITE)
                        .withIdsInCreation(false)
                        .withEmptyListsAreNull(true));
        return cloud;
    }

    @Override
    public void holdTasks() {
        simulator.control().settings(settings -> settings.withManualTasks(true));
    }

    @Override
    public void releaseTasks() {
        simulator.control().settings(settings -> settings.withManualTasks(false));
        simulator.control().endTasks();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
