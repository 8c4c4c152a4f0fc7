package io.enidirect.cloud;

/**
 * A rule as the cloud describes it.
 *
 * @param defaultServer whether its domain is the one that unknown hosts fall to
 */
public record Rule(RuleId id, RuleKey key, BackendSettings settings, boolean defaultServer) {}
