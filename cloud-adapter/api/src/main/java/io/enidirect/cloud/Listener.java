package io.enidirect.cloud;

import java.util.List;

/**
 * A listener as the cloud describes it (DescribeListeners), with all its rules.
 *
 * @param rules empty on an L4 listener
 */
public record Listener(ListenerId id, ListenerKey key, String name, BackendSettings settings, List<Rule> rules) {
    public Listener {
        rules = List.copyOf(rules);
    }
}
