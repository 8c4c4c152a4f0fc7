package io.enidirect.cloud.tencent;

/** Keys that were given once; nothing can refresh them. */
final class StaticKeys extends CredentialsSource {
    private final Credentials keys;

    StaticKeys(Credentials keys) {
        this.keys = keys;
    }

    @Override
    Credentials fetch(Sdk sdk) {
        return keys;
    }
}
