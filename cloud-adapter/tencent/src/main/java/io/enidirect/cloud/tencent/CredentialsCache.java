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
 *
 * <p>Whatever keeps them from being had is {@link CloudException.Denied}, with the token service's own code: that says
 * nothing of the load balancer that a call was about. A source that fails is asked every 5 s at most.
 */
final class CredentialsCache {
    private static final Logger LOG = LoggerFactory.getLogger(CredentialsCache.class);
    static final String PENDING = "CredentialsPending";
    private static final String EXPIRED = "CredentialsExpired";
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
    private volatile CloudException.@Nullable Denied lastFailure;
    private volatile Runnable regained = () -> {};

    /** @param patience how long a caller without credentials waits for another's fetching of them */
    CredentialsCache(CredentialsSource source, Sdk sdk, Clock clock, Duration patience) {
        this.source = source;
        this.sdk = sdk;
        this.clock = clock;
        this.patience = patience;
    }

    /** Names who is told when credentials are had after they could not be. */
    void whenRegained(Runnable told) {
        regained = told;
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
            CloudException.Denied failure = lastFailure;
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
        CloudException.Denied failure;
        try {
            Credentials fresh = source.fetch(sdk);
            if (fresh.validAt(clock.instant())) {
                Signed old = held;
                Signed signed = old != null && old.credentials().equals(fresh) ? old : sdk.signedWith(fresh);
                held = signed;
                tellIfRegained();
                return signed;
            }
            failure = denied(EXPIRED, "What is given has expired at " + fresh.expires(), null);
        } catch (CloudException e) {
            failure = denied(e.code(), e.said(), e.requestId());
        } catch (RuntimeException e) {
            // not its text: that may quote what was read
            failure = denied("SourceFailed", e.getClass().getSimpleName(), null);
        }
        lastFailure = failure;
        throw failure;
    }

    private CloudException.Denied denied(String code, String said, @Nullable String requestId) {
        Signed old = held;
        String before = old == null || old.credentials().validAt(clock.instant())
                ? ""
                : "those in use have expired at " + old.credentials().expires() + " and no others can be had: ";
        return new CloudException.Denied(
                "Credentials", code, before + said, requestId, CloudException.Denied.Ground.CREDENTIALS);
    }

    private void tellIfRegained() {
        if (lastFailure == null) {
            return;
        }
        lastFailure = null;
        try {
            regained.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Telling that credentials can be had again failed");
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
        throw new CloudException.Unavailable("Credentials", PENDING, "Another thread is still getting them", null);
    }
}
