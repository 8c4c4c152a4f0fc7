package io.enidirect.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.source.controller.ControllerEventSource;
import java.util.function.Predicate;

/** The informer of a controller's own kind. The framework starts one that runs already not once more. */
final class PrimaryInformer<R extends HasMetadata> implements Informer {
    private final ControllerEventSource<R> source;

    PrimaryInformer(RegisteredController<R> registered) {
        source = ((Controller<R>) registered).getEventSourceManager().getControllerEventSource();
    }

    @Override
    public void start() {
        source.start();
    }

    @Override
    public void stop() {
        source.stop();
    }

    @Override
    public boolean running() {
        return all(InformerHealthIndicator::isRunning);
    }

    @Override
    public boolean synced() {
        return all(InformerHealthIndicator::hasSynced);
    }

    @Override
    public boolean watching() {
        return all(InformerHealthIndicator::isWatching);
    }

    private boolean all(Predicate<InformerHealthIndicator> what) {
        return source.isRunning()
                && source.informerHealthIndicators().values().stream().allMatch(what);
    }
}
