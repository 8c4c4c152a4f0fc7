package io.enidirect.cloud;

final class FakeLoadBalancersTest extends LoadBalancersContract {
    private final CloudUnderTest fake = new FakeUnderTest();

    @Override
    protected CloudUnderTest cloud() {
        return fake;
    }
}
