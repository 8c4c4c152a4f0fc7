package io.enidirect.cloud;

import org.jspecify.annotations.Nullable;

/**
 * What can be changed on a load balancer itself, its security groups apart. In a wish, null means "not ours to say": the
 * cloud's value is left as it is. In what was read, null means that the cloud does not say it.
 *
 * @param passToTarget whether traffic that the load balancer's own security groups let through passes those of its
 *     targets; never said of an IPv6 one, which does not know it (LoadBalancerPassToTarget)
 * @param deletionProtected whether the cloud refuses to delete it, for everybody (DeleteProtect; read as a flag of
 *     AttributeFlags, hence never null there)
 * @param internetMaxBandwidthOut most Mbps to the internet, 1–2048 in a wish; public only. An LCU-supported one of somebody
 *     else can have more (InternetChargeInfo.InternetMaxBandwidthOut; read as NetworkAttributes)
 */
public record LoadBalancerSettings(
        @Nullable Boolean passToTarget,
        @Nullable Boolean deletionProtected,
        @Nullable Integer internetMaxBandwidthOut) {

    /** Nothing said at all. */
    public static final LoadBalancerSettings UNSPECIFIED = new LoadBalancerSettings(null, null, null);

    private static final int MOST_MBPS = 2048;

    /** Whether it says nothing at all. */
    public boolean isUnspecified() {
        return equals(UNSPECIFIED);
    }

    /**
     * This, as a wish.
     *
     * @throws IllegalArgumentException if it says nothing, or a bandwidth that none can have
     */
    public LoadBalancerSettings requireWish() {
        if (isUnspecified()) {
            throw new IllegalArgumentException("A wish that says nothing is not sent");
        }
        requireBandwidth(internetMaxBandwidthOut);
        return this;
    }

    static void requireBandwidth(@Nullable Integer mbps) {
        if (mbps != null && (mbps < 1 || mbps > MOST_MBPS)) {
            throw new IllegalArgumentException("A bandwidth of " + mbps + " Mbps is not in 1–" + MOST_MBPS);
        }
    }

    /** Whether this wish is already true of what was read. Compares only what the wish says. */
    public boolean satisfiedBy(LoadBalancerSettings read) {
        return (passToTarget == null || passToTarget.equals(read.passToTarget))
                && (deletionProtected == null || deletionProtected.equals(read.deletionProtected))
                && (internetMaxBandwidthOut == null || internetMaxBandwidthOut.equals(read.internetMaxBandwidthOut));
    }

    /** What is there after this wish was granted: its own words, and what was there where it says nothing. */
    public LoadBalancerSettings over(LoadBalancerSettings before) {
        return new LoadBalancerSettings(
                passToTarget == null ? before.passToTarget : passToTarget,
                deletionProtected == null ? before.deletionProtected : deletionProtected,
                internetMaxBandwidthOut == null ? before.internetMaxBandwidthOut : internetMaxBandwidthOut);
    }
}
