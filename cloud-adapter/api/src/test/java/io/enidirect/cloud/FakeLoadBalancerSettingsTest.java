package io.enidirect.cloud;

final class FakeLoadBalancerSettingsTest extends LoadBalancerSettingsContract {
    private final CloudUnderTest fake = new FakeUnderTest();

    @Override
    protected CloudUnderTest cloud() {
        return fake;
    }
}
