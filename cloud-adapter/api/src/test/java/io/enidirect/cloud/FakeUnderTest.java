package io.enidirect.cloud;

import java.time.Instant;

/** A fake of its own, whose clock stands still. */
record FakeUnderTest(FakeLoadBalancers loadBalancers) implements CloudUnderTest {
    FakeUnderTest() {
        this(new FakeLoadBalancers(new ManualClock(Instant.EPOCH)));
    }

    @Override
    public void holdTasks() {
        loadBalancers.manualTasks(true);
    }

    @Override
    public void releaseTasks() {
        loadBalancers.manualTasks(false);
    }
}
