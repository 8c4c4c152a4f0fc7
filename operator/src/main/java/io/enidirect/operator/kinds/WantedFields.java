package io.enidirect.operator.kinds;

import io.enidirect.crd.CloudLoadBalancerSpec.DeletionPolicy;
import io.enidirect.crd.LoadBalancerProfileSpec;
import io.enidirect.operator.annotations.LoadBalancerWords;
import io.enidirect.operator.annotations.Mode;
import io.enidirect.operator.annotations.Said;
import io.enidirect.operator.kinds.LiveFields.Word;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What follows a source's words, and its profile's, as long as its load balancer lives. */
final class WantedFields {
    private final HasMetadata source;
    private final LoadBalancerWords words;
    private final ChosenProfile profile;
    private final boolean internal;
    private final TunedBandwidth tuned;

    /** @param internal its load balancer has no bandwidth to the internet */
    WantedFields(
            HasMetadata source,
            LoadBalancerWords words,
            ChosenProfile profile,
            boolean internal,
            TunedBandwidth tuned) {
        this.source = source;
        this.words = words;
        this.profile = profile;
        this.internal = internal;
        this.tuned = tuned;
    }

    /** The source's own words of it; the first one counts. */
    List<Said<Integer>> bandwidths() {
        return Stream.of(words.bandwidth(), words.parameters().bandwidth(), tuned.word())
                .flatMap(Optional::stream)
                .toList();
    }

    /** What differs from what stands, if anything. */
    Optional<LiveFields> change(LiveFields stand) {
        LiveFields.Change change = new LiveFields.Change(stand);
        LoadBalancerProfileSpec spec = profile.spec();
        boolean skips = Mode.skips(source);
        if (skips) {
            return change.with(
                    stand.securityGroups(),
                    stand.internetMaxBandwidthOut(),
                    stand.passToTarget(),
                    stand.deletionProtection(),
                    stand.deletionPolicy(),
                    change.next(LiveFields.MODE, mode(true), stand.mode()));
        }
        return change.with(
                change.next(
                        LiveFields.SECURITY_GROUPS,
                        word(words.securityGroups(), spec.securityGroups()),
                        stand.securityGroups()),
                change.next(LiveFields.BANDWIDTH, bandwidth(spec), stand.internetMaxBandwidthOut()),
                change.next(
                        LiveFields.PASS_TO_TARGET,
                        word(words.passToTarget(), spec.passToTarget()),
                        stand.passToTarget()),
                change.next(
                        LiveFields.DELETION_PROTECTION,
                        word(words.deletionProtection(), spec.deletionProtection()),
                        stand.deletionProtection()),
                change.next(LiveFields.DELETION_POLICY, policy(spec), stand.deletionPolicy()),
                change.next(LiveFields.MODE, mode(false), stand.mode()));
    }

    /** Of a source that goes: only what decides on what becomes of its load balancer, and that counts whatever else is wrong. */
    Optional<LiveFields> lastWords(LiveFields stand) {
        LiveFields.Change change = new LiveFields.Change(stand);
        LoadBalancerProfileSpec spec = profile.spec();
        return change.with(
                stand.securityGroups(),
                stand.internetMaxBandwidthOut(),
                stand.passToTarget(),
                change.next(
                        LiveFields.DELETION_PROTECTION,
                        word(words.deletionProtection(), spec.deletionProtection()),
                        stand.deletionProtection()),
                change.next(LiveFields.DELETION_POLICY, policy(spec), stand.deletionPolicy()),
                change.next(LiveFields.MODE, mode(Mode.skips(source)), stand.mode()));
    }

    /** While its profile can't be used, what that said stays. */
    private <T> Word<T> word(Optional<Said<T>> said, @Nullable T profiled) {
        return said.isPresent()
                ? Word.of(said.map(Said::value))
                : new Word<>(Optional.ofNullable(profiled), profile.usable());
    }

    private Word<Integer> bandwidth(LoadBalancerProfileSpec spec) {
        if (internal) {
            return Word.of(Optional.empty());
        }
        Optional<Said<Integer>> said = bandwidths().stream().findFirst();
        return said.isEmpty() && !tuned.known()
                ? new Word<>(Optional.empty(), false)
                : word(said, spec.internetMaxBandwidthOut());
    }

    private Word<DeletionPolicy> policy(LoadBalancerProfileSpec spec) {
        return word(
                words.retain()
                        .map(said ->
                                new Said<>(said.value() ? DeletionPolicy.Retain : DeletionPolicy.Delete, said.field())),
                spec.deletionPolicy());
    }

    private static Word<String> mode(boolean skips) {
        return Word.of(skips ? Optional.of(Mode.SKIP) : Optional.empty());
    }
}
