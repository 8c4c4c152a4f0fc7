package io.enidirect.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The informer of a kind that no controller reconciles. */
final class OwnInformer<R extends HasMetadata> implements Informer {
    private static final Logger log = LoggerFactory.getLogger(OwnInformer.class);

    private final SharedIndexInformer<R> informer;
    private final Duration longestSync;

    /** @param objects those that are watched, in pages */
    OwnInformer(Informable<R> objects, Watched<R> watched, Duration longestSync) {
        this.longestSync = longestSync;
        informer = objects.runnableInformer(0)
                .itemStore(watched.store())
                .exceptionHandler((started, cause) -> true)
                .addEventHandler(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(R object) {
                        watched.added(object);
                    }

                    @Override
                    public void onUpdate(R before, R now) {
                        if (!watched.store().same(before, now)) {
                            watched.changed(before, now);
                        }
                    }

                    @Override
                    public void onDelete(R object, boolean madeOutByAList) {
                        if (!madeOutByAList) {
                            watched.seenToGo(object);
                        }
                        watched.removed(object);
                    }
                });
        informer.stopped().whenComplete((nothing, cause) -> {
            if (cause != null) {
                stopped(informer, cause);
            }
        });
    }

    /** The process goes on: the liveness probe tells of it. */
    static void stopped(SharedIndexInformer<?> informer, Throwable cause) {
        log.atError()
                .addKeyValue("kind", informer.getApiTypeClass().getSimpleName())
                .setCause(cause)
                .log("An informer has stopped: nothing is done on its word until this process is started anew");
    }

    @Override
    public void start() {
        CompletableFuture<Void> started = informer.start().toCompletableFuture();
        try {
            started.get(longestSync.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.atWarn()
                    .addKeyValue("kind", informer.getApiTypeClass().getSimpleName())
                    .setCause(e)
                    .log("A kind can't be listed and watched yet: it is not trusted, and tried for ever");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        informer.stop();
    }

    @Override
    public boolean running() {
        return informer.isRunning();
    }

    @Override
    public boolean synced() {
        return informer.hasSynced();
    }

    @Override
    public boolean watching() {
        return informer.isWatching();
    }
}
