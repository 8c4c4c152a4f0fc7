package io.enidirect.cloud;

final class FakeRuleSettingsTest extends RuleSettingsContract {
    private final CloudUnderTest fake = new FakeUnderTest();

    @Override
    protected CloudUnderTest cloud() {
        return fake;
    }
}
