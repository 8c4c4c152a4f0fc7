package io.enidirect.operator.desired;

import io.enidirect.cloud.Binding;

/**
 * What is wanted of one target. A target without a wish is not wanted at all.
 *
 * @param weight 0–100
 * @param onlyIfRegistered the weight is for a target that stands there already; it is not registered for it
 */
public record Wish(int weight, boolean onlyIfRegistered) {
    public Wish {
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

    static Wish register(int weight) {
        return new Wish(weight, false);
    }

    static Wish keep(int weight) {
        return new Wish(weight, true);
    }
}
