package io.enidirect.cloud;

final class FakeLoadBalancersLayer7Test extends LoadBalancersLayer7Contract {
    private final CloudUnderTest fake = new FakeUnderTest();

    @Override
    protected CloudUnderTest cloud() {
        return fake;
    }
}
