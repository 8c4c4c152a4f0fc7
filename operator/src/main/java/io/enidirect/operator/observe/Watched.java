package io.enidirect.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One kind of object: its store, the one informer that fills it, and those who are told of what changes there. The framework
 * (5.3.2) shares no informer between controllers: where the kind is one controller's own, the informer is that one's, and
 * for all others it is {@link OwnInformer}.
 */
public final class Watched<R extends HasMetadata> {
    private final Class<R> type;
    private final String which;
    private final IndexedStore<R> store;
    private final List<StoreEventSource<R, ?>> readers = new CopyOnWriteArrayList<>();
    private final List<Consumer<R>> witnesses = new CopyOnWriteArrayList<>();
    private final List<Consumer<R>> changes = new CopyOnWriteArrayList<>();
    private volatile @Nullable Informer informer;

    Watched(Class<R> type, IndexedStore<R> store) {
        this(type, "", store);
    }

    /** @param some which of them, where it is not all */
    Watched(Class<R> type, String some, IndexedStore<R> store) {
        this.type = type;
        this.which = type.getSimpleName() + some;
        this.store = store;
    }

    public IndexedStore<R> store() {
        return store;
    }

    /**
     * The item store of the controller whose own kind this is. What comes into it is told to all who read it, whatever the
     * controller's filters and the framework's memory of its own writes make of it.
     */
    public ItemStore<R> primaryStore() {
        return new PrimaryStore<>(this);
    }

    /** The kind is that controller's own; to be called before the start. */
    public void filledBy(RegisteredController<R> controller) {
        informer = new PrimaryInformer<>(controller);
    }

    /** Unless it is a controller's own kind. */
    void watch(Informable<R> objects, Duration longestSync) {
        if (informer == null) {
            informer = new OwnInformer<>(objects, this, longestSync);
        }
    }

    Informer informer() {
        return Objects.requireNonNull(informer, "not yet started");
    }

    /** Whether what its store does not have is not there, and each change will be known; never before the start. */
    boolean trusted() {
        return informer != null && informer.trusted();
    }

    boolean running() {
        return informer != null && informer.running();
    }

    void stop() {
        if (informer != null) {
            informer.stop();
        }
    }

    String kind() {
        return type.getSimpleName();
    }

    /**
     * Triggers whom an object concerned before a change and whom it concerns then.
     *
     * @param concerned by an object, as it is kept
     */
    public <P extends HasMetadata> EventSource<R, P> source(Function<R, Set<ResourceID>> concerned) {
        return source(UnaryOperator.identity(), concerned);
    }

    /** @param reader tells it from others of the same controller */
    public <P extends HasMetadata> EventSource<R, P> source(String reader, Function<R, Set<ResourceID>> concerned) {
        return source(which + " for " + reader, UnaryOperator.identity(), concerned);
    }

    /**
     * As the other, but a change of what its reader does not look at is none to him.
     *
     * @param view a copy, shallow at least, with what he looks at
     */
    public <P extends HasMetadata> EventSource<R, P> source(
            UnaryOperator<R> view, Function<R, Set<ResourceID>> concerned) {
        return source(which, view, concerned);
    }

    private <P extends HasMetadata> EventSource<R, P> source(
            String name, UnaryOperator<R> view, Function<R, Set<ResourceID>> concerned) {
        StoreEventSource<R, P> source = new StoreEventSource<>(name, type, view, concerned);
        readers.add(source);
        return source;
    }

    /**
     * Of a kind that is no controller's own.
     *
     * @param witness is told of each deletion that the watch saw, before anybody is triggered; not of one that a new list
     *     made out, which may be older than what was seen before
     */
    void whenSeenToGo(Consumer<R> witness) {
        witnesses.add(witness);
    }

    /**
     * Of a controller's own kind; to be called before the start.
     *
     * @param witness is told of each change that the watch saw, before anybody is triggered: what is looked at later is only
     *     the last one
     */
    public void whenChanged(Consumer<R> witness) {
        changes.add(witness);
    }

    void seenToGo(R object) {
        witnesses.forEach(witness -> witness.accept(object));
    }

    void added(R now) {
        readers.forEach(reader -> reader.concerns(now));
    }

    /** Something of what is kept differs. */
    void changed(R before, R now) {
        changes.forEach(witness -> witness.accept(now));
        readers.forEach(reader -> reader.changed(before, now));
    }

    void removed(R before) {
        readers.forEach(reader -> reader.concerns(before));
    }
}
