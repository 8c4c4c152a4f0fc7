package io.enidirect.simulator.cloud;

import java.time.Instant;
import java.util.List;

/**
 * A rule of an L7 listener.
 *
 * @param settings what was sent for it, over the cloud's defaults; what belongs to its domain is the same in all its rules
 */
record Rule(String id, String domain, String url, Params settings, List<Target> targets, Instant created) {
    Rule {
        targets = List.copyOf(targets);
    }

    Rule withSettings(Params newSettings) {
        return new Rule(id, domain, url, newSettings, targets, created);
    }

    Rule withTargets(List<Target> newTargets) {
        return new Rule(id, domain, url, settings, newTargets, created);
    }

    Rule withUrl(String newUrl) {
        return new Rule(id, domain, newUrl, settings, targets, created);
    }

    Rule withDomain(String newDomain) {
        return new Rule(id, newDomain, url, settings, targets, created);
    }
}
