package io.enidirect.cloud;

/** How much one call takes (CLB API, version 2018-03-17). */
public final class CallLimits {
    /** Targets of a batch; what is beyond it is unsent. */
    public static final int TARGETS = 500;

    /** Listeners that are deleted together. */
    public static final int LISTENERS = 20;

    /** Rules that are created or deleted together. */
    public static final int RULES = 20;

    /** Redirects that are created or deleted together; the API documents no limit (UNCONFIRMED), so it is that of rules. */
    public static final int REWRITES = 20;

    /** Security groups of a load balancer (VPC documentation: five an instance). */
    public static final int SECURITY_GROUPS = 5;

    private CallLimits() {}
}
