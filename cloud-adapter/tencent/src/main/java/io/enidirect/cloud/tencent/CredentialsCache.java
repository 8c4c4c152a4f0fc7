package io.enidirect.cloud.tencent;

import io.enidirect.cloud.CloudException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The credentials in use, with the SDK clients that sign with them. Replaced on use, 10 minutes before their end, by one
 * thread while the others go on with the old ones; no thread of its own.
 */
final class CredentialsCache {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialsCache.class);
    private static final Duration AHEAD = Duration.ofMinutes(10);
    /** Between two tries, while those in use still hold or the last try has just failed. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final CredentialsSource source;
    private final Sdk sdk;
    private final Clock clock;
    private final Duration patience;
    private final ReentrantLock fetching = new ReentrantLock();

    private volatile @Nullable Signed held;
    private volatile Instant nextTry = Instant.MIN;
    private volatile @Nullable CloudException lastFailure;

    /** @param patience how long a caller without credentials waits for another's fetching of them */
    CredentialsCache(CredentialsSource source, Sdk sdk, Clock clock, Duration patience) {
        this.source = source;
        this.sdk = sdk;
        this.clock = clock;
        this.patience = patience;
    }

    /** Clients with credentials that hold now. */
    Signed current() {
        Signed old = held;
        Instant now = clock.instant();
        if (old == null || !old.credentials().validAt(now)) {
            return fetched(old);
        }
        if (!old.credentials().validAt(now.plus(AHEAD)) && !now.isBefore(nextTry) && fetching.tryLock()) {
            try {
                return fetch();
            } catch (CloudException e) {
                LOG.atWarn()
                        .addKeyValue("expires", old.credentials().expires())
                        .addKeyValue("error", e.getMessage())
                        .log("Credentials could not be refreshed; those in use still hold");
            } finally {
                fetching.unlock();
            }
        }
        return old;
    }

    /** Others than these, which the cloud has just refused; the same if the source has no others. */
    Signed insteadOf(Signed refused) {
        return fetched(refused);
    }

    private Signed fetched(@Nullable Signed unfit) {
        lock();
        try {
            Signed other = held;
            if (other != null && !other.equals(unfit)) {
                return other;
            }
            CloudException failure = lastFailure;
            if (failure != null && clock.instant().isBefore(nextTry)) {
                throw failure;
            }
            return fetch();
        } finally {
            fetching.unlock();
        }
    }

    private Signed fetch() {
        nextTry = clock.instant().plus(PAUSE);
        try {
            Credentials fresh = source.fetch(sdk);
            Signed old = held;
            Signed signed = old != null && old.credentials().equals(fresh) ? old : sdk.signedWith(fresh);
            held = signed;
            lastFailure = null;
            return signed;
        } catch (CloudException e) {
            lastFailure = e;
            throw e;
        }
    }

    private void lock() {
        try {
            if (fetching.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CloudException.Unavailable(
                "Credentials", "CredentialsPending", "Another thread is still getting them", null);
    }
}
