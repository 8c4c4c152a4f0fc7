package io.enidirect.operator.desired.model;

import io.enidirect.cloud.Binding;

/**
 * What is wanted of one target. A target without a wish is not wanted at all.
 *
 * @param weight 0–100
 * @param onlyIfRegistered the weight is for a target that stands there already; it is not registered for it
 */
public record TargetWish(int weight, boolean onlyIfRegistered) {
    public TargetWish {
        Binding.requireWeight(weight);
    }

    /**
     * Whether traffic can come to the target by it.
     *
     * @param registered the target stands there now
     */
    public boolean serves(boolean registered) {
        return !onlyIfRegistered || (registered && weight > 0);
    }

    public static TargetWish register(int weight) {
        return new TargetWish(weight, false);
    }

    public static TargetWish keep(int weight) {
        return new TargetWish(weight, true);
    }
}
