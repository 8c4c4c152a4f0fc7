package io.enidirect.cloud;

/**
 * A write that the cloud has checked and accepted.
 *
 * @param early what is answered at once
 * @param effect what is true once its task has ended well
 * @param failure what is done when its task fails, after as much of the effect as there was
 */
record FakeChange<T>(T early, Runnable effect, Runnable failure) {
    static <T> FakeChange<T> of(T early, Runnable effect) {
        return new FakeChange<>(early, effect, () -> {});
    }

    static FakeChange<Nothing> of(Runnable effect) {
        return of(Nothing.NOTHING, effect);
    }
}
