package io.enidirect.simulator.cloud;

/**
 * The other reading of what the cloud's public documentation leaves open. Without one of these, the first reading holds;
 * clients must live with both.
 */
public enum Reading {
    /** A rule that is there already is {@code InvalidParameterValue.Duplicate}; else {@code InvalidParameter}. */
    DUPLICATE_RULE_IS_DUPLICATE_VALUE,
    /** A domain that no rule has is {@code InvalidParameter}; else {@code InvalidParameter.LocationNotFound}. */
    UNKNOWN_DOMAIN_IS_INVALID_PARAMETER,
    /** Listeners that are not there are an error of a Describe that names them; else it passes over them. */
    UNKNOWN_LISTENERS_ARE_ERRORS,
    /** A redirect goes when its rule or target goes; else these can't be deleted. */
    REDIRECTS_GO_WITH_THEIR_RULES,
    /** The ports that HTTP may not use are refused to all protocols. */
    RESERVED_PORTS_ON_ALL_PROTOCOLS,
    /** A session beside another scheduler than WRR is refused; else it has no effect. */
    SESSIONS_NEED_WRR,
    /** What is wrong is said even while a task runs; else only that it runs. */
    VALIDATION_BEFORE_LOCK,
    /** Absent fields of a modified health check go back to their defaults; else they stay. */
    ABSENT_CHECK_FIELDS_ARE_RESET,
    /** Targets are {@code Alive} where checks are off; else {@code Close}. */
    UNCHECKED_IS_ALIVE,
    /** Only the tasks of CreateLoadBalancer have LoadBalancerIds; else all have. */
    ONLY_CREATION_HAS_LOAD_BALANCER_IDS,
    /** Redirects of a load balancer with a task are {@code FailedOperation.InvalidLBStatus}; else as all its writes. */
    REDIRECTS_SAY_INVALID_STATUS,
    /** What is compressed is left out where it was never said; else it is {@code transparent}. */
    UNSET_COMPRESSION_IS_NULL,
    /** Without a redirect there is a target of nothing but nulls; else none. */
    NO_REDIRECT_IS_AN_EMPTY_TARGET,
    /** A rule of gRPC needs HTTP/2 on its domain; else it doesn't. */
    GRPC_NEEDS_HTTP2,
    /** A health check of a domain that stands for many needs a domain of its own; else it doesn't. */
    PATTERNS_NEED_A_CHECK_DOMAIN,
    /** Security groups are read in the order of their ids; else in that in which they were set. */
    SECURITY_GROUPS_LOSE_THEIR_ORDER,
    /** A task that is not known is {@code FailedOperation}; else {@code InvalidParameter}. */
    UNKNOWN_TASK_IS_FAILED_OPERATION
}
