package io.enidirect.cloud;

/**
 * A rule to be created.
 *
 * @param defaultServer makes the rule's domain the one that unknown hosts fall to; at most one in a call
 */
public record NewRule(RuleKey key, BackendSettings settings, boolean defaultServer) {}
