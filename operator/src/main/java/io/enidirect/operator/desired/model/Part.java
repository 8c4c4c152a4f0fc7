package io.enidirect.operator.desired.model;

import io.enidirect.cloud.BackendSettings;
import io.enidirect.cloud.Target;
import io.enidirect.crd.Origin;
import io.enidirect.crd.SourceRef;
import io.enidirect.operator.record.Setting;
import io.enidirect.operator.snapshot.Backend;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One L4 listener or L7 rule as one source asks for it: the smallest thing that is programmed, refused or held. */
public sealed interface Part permits Forward, Redirect, Placeholder {

    /** Why a part is wanted. */
    enum Standing {
        /** Its source asks for it. */
        WANTED,
        /** Programmed, and what its source asks for can't be computed now: it stays as it is. */
        HELD,
        /** Programmed, and stays until its replacement is. */
        REPLACED
    }

    /** What all parts have. */
    Asked asked();

    /** The same, asked for in another way. */
    Part with(Asked other);

    /** Whose addresses feed it; none but of a forward. */
    default List<Origin> origins() {
        return List.of();
    }

    /** In no order; none but of a forward. */
    default Map<Target, TargetWish> targets() {
        return Map.of();
    }

    default Backend backend() {
        return asked().backend();
    }

    default SourceRef source() {
        return asked().source();
    }

    /** Where the source asks for it, in the notation of {@code kubectl explain}. */
    default String field() {
        return asked().field();
    }

    /**
     * Whether it is asked for by implication only (the {@code =} of a Prefix, the {@code /} of a defaultBackend): gives way to
     * whoever asks for it expressly.
     */
    default boolean implied() {
        return asked().implied();
    }

    /** Unspecified on a part that only stays as it is. */
    default BackendSettings settings() {
        return asked().settings();
    }

    /** Which of its settings a user's word set. */
    default Set<Setting> named() {
        return asked().named();
    }

    default Standing standing() {
        return asked().standing();
    }

    /** Of a part that is being replaced, what takes its place. */
    default @Nullable Backend replacement() {
        return asked().replacement();
    }

    /** The same, giving way to whoever asks for it expressly. */
    default Part asImplied() {
        return with(asked().asImplied());
    }

    /** The same, staying as it is: what was to take its place can't. */
    default Part asHeld() {
        return with(asked().asHeld());
    }

    /** The same, what is named of it apart, with these settings. */
    default Part withSettings(BackendSettings other) {
        return with(asked().with(other, named()));
    }

    /** Whether the other takes this one's place. */
    default boolean isReplacedBy(Part other) {
        return source().equals(other.source()) && other.backend().equals(replacement());
    }
}
