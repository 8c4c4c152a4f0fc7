package io.enidirect.cloud;

final class FakeRewritesTest extends RewritesContract {
    private final CloudUnderTest fake = new FakeUnderTest();

    @Override
    protected CloudUnderTest cloud() {
        return fake;
    }
}
