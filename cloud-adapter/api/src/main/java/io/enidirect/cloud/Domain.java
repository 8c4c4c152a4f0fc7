package io.enidirect.cloud;

import java.util.List;

/**
 * A host on an L7 listener: it is there as long as it has a rule.
 *
 * @param name as {@link RuleKey#domain}
 * @param rules one at least
 */
public record Domain(String name, DomainSettings settings, List<Rule> rules) {
    public Domain {
        rules = List.copyOf(rules);
    }
}
