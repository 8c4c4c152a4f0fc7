package io.enidirect.cloud.tencent;

import io.enidirect.cloud.CloudUnderTest;
import io.enidirect.cloud.LoadBalancerSettingsContract;
import org.junit.jupiter.api.AfterAll;

/** The adapter keeps the port's contract over a cloud that answers all open questions the other way. */
final class OtherReadingsLoadBalancerSettingsContractTest extends LoadBalancerSettingsContract {
    private static final SimulatedCloud CLOUD = SimulatedCloud.withOtherReadings();

    @AfterAll
    static void stop() {
        CLOUD.close();
    }

    @Override
    protected CloudUnderTest cloud() {
        return CLOUD;
    }
}
