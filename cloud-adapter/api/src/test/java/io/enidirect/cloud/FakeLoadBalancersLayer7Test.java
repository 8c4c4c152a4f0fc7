package io.enidirect.cloud;

import java.time.Instant;

final class FakeLoadBalancersLayer7Test extends LoadBalancersLayer7Contract {
    private final FakeLoadBalancers fake = new FakeLoadBalancers(new ManualClock(Instant.EPOCH));

    @Override
    protected LoadBalancers loadBalancers() {
        return fake;
    }

    @Override
    protected Network network() {
        return new Network(Network.Type.PUBLIC, "vpc-1", null, Network.IpVersion.IPV4);
    }

    @Override
    protected void holdTasks() {
        fake.manualTasks(true);
    }

    @Override
    protected void releaseTasks() {
        fake.manualTasks(false);
    }
}
