package io.enidirect.cloud;

final class FakeDomainsTest extends DomainsContract {
    private final CloudUnderTest fake = new FakeUnderTest();

    @Override
    protected CloudUnderTest cloud() {
        return fake;
    }
}
