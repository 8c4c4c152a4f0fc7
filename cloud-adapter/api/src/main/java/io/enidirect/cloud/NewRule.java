package io.enidirect.cloud;

/**
 * A rule to be created.
 *
 * @param domain what is said of its domain; a certificate has to be, with the first rule of a domain of HTTPS. At most one
 *     domain in a call becomes the default server
 */
public record NewRule(RuleKey key, BackendSettings settings, DomainSettings domain) {
    public NewRule {
        settings.requireOfRule();
    }
}
