package io.enidirect.cloud;

import java.util.List;

/**
 * Listeners that are equal but for their ports, created in one call: all or none.
 *
 * @param ports 1–49 of them, in the order in which their ids are answered
 * @param settings of each of them; with a name, 1–80 characters. {@link Scheduler#IP_HASH} is no listener's at first, it is
 *     given by a modification (CLB API, ModifyListener); certificates of L7 belong to domains
 */
public record NewListeners(Protocol protocol, List<Integer> ports, ListenerSettings settings) {
    /** The cloud's own words: "Length of .Ports should be less than 50". */
    public static final int MAX_PORTS = 49;

    private static final int LONGEST_SESSION = 3600;

    public NewListeners {
        ports = List.copyOf(ports);
        ports.forEach(Ports::require);
        if (ports.isEmpty() || ports.size() > MAX_PORTS) {
            throw new IllegalArgumentException(
                    "1–" + MAX_PORTS + " listeners are created at once, not " + ports.size());
        }
        if (settings.backend().scheduler() == Scheduler.IP_HASH) {
            throw new IllegalArgumentException("IP_HASH is no listener's at first: modify it afterwards");
        }
        if (protocol.layer7() && !settings.backend().certificates().isEmpty()) {
            throw new IllegalArgumentException("The certificates of " + protocol + " belong to its domains");
        }
        Integer session = settings.backend().sessionSeconds();
        if (session != null && session > LONGEST_SESSION) {
            throw new IllegalArgumentException(
                    "A listener's session lasts at most " + LONGEST_SESSION + " s, not " + session);
        }
    }
}
