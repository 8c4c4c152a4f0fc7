package io.enidirect.cloud;

/**
 * A redirect to be created.
 *
 * @param source the rule that redirects
 * @param domain the domain of the source
 */
public record NewRewrite(RuleId source, String domain, Rewrite rewrite) {}
