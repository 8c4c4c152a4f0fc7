package io.enidirect.operator.desired.model;

import io.enidirect.cloud.RuleKey;

/**
 * The domain of an L7 listener to which requests for unknown hosts fall. CLB makes the first rule's domain the default
 * (documentation 214/9032), so that without one of our own the first host would answer for everybody.
 */
public final class DefaultDomain {
    /** Nobody's host: the top-level domain is reserved for names that never resolve (RFC 2606). */
    public static final String NAME = "default.eni-direct.invalid";

    /** Holds the domain where nothing is asked for on it: has no targets and matches no request that is meant. */
    public static final RuleKey PLACEHOLDER = new RuleKey(NAME, "=/eni-direct/none");

    private DefaultDomain() {}
}
