package io.enidirect.cloud;

final class FakeListenerSettingsTest extends ListenerSettingsContract {
    private final CloudUnderTest fake = new FakeUnderTest();

    @Override
    protected CloudUnderTest cloud() {
        return fake;
    }
}
