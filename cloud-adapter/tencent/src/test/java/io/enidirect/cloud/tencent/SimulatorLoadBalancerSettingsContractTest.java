package io.enidirect.cloud.tencent;

import io.enidirect.cloud.CloudUnderTest;
import io.enidirect.cloud.LoadBalancerSettingsContract;
import org.junit.jupiter.api.AfterAll;

/** The adapter keeps the port's contract, over the simulator. */
final class SimulatorLoadBalancerSettingsContractTest extends LoadBalancerSettingsContract {
    private static final SimulatedCloud CLOUD = SimulatedCloud.usual();

    @AfterAll
    static void stop() {
        CLOUD.close();
    }

    @Override
    protected CloudUnderTest cloud() {
        return CLOUD;
    }
}
