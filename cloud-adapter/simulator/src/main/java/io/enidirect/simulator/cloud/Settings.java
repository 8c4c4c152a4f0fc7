package io.enidirect.simulator.cloud;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * How this cloud behaves where the real one varies, or is not documented.
 *
 * @param taskMillis how long a task runs
 * @param manualTasks tasks end only when they are told to
 * @param effect when what a task does can be read
 * @param rate calls in a sliding second, for each region and action; 0 is no limit
 * @param quotas limits by the ids of DescribeQuota
 * @param timeScale how much faster than the API's seconds health checks run
 * @param addresses where a target address that is not 10.a.b.c answers
 * @param existing what registering a bound target does
 * @param unbound what deregistering a target that is not bound does
 * @param idsInCreation whether CreateLoadBalancer answers with the id, or only its task does
 * @param checkCertificates whether the certificates of listeners must have been uploaded
 * @param busyAfterBatchMillis how long a load balancer stays locked after a synchronous batch
 * @param deletionsIn5Minutes how many load balancers can be deleted
 * @param emptyListsAreNull whether answers have null for a list of nothing
 * @param regions the regions there are; empty for any
 * @param eniAddresses the only addresses that can be bound; empty for any
 * @param deadAddresses the addresses that fail their probes where no data plane sends any
 * @param readings where this cloud follows the other reading of what the documentation leaves open
 */
public record Settings(
        long taskMillis,
        boolean manualTasks,
        EffectMoment effect,
        int rate,
        Map<String, Integer> quotas,
        double timeScale,
        Map<String, String> addresses,
        Existing existing,
        Unbound unbound,
        boolean idsInCreation,
        boolean checkCertificates,
        long busyAfterBatchMillis,
        int deletionsIn5Minutes,
        boolean emptyListsAreNull,
        Set<String> regions,
        Set<String> eniAddresses,
        Set<String> deadAddresses,
        Set<Reading> readings) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** When the effect of a task can be read. */
    public enum EffectMoment {
        ACCEPT,
        MIDDLE,
        END
    }

    /** What registering a target that is bound already does. */
    public enum Existing {
        /** Nothing; its weight stays. */
        IGNORE,
        OVERWRITE,
        ERROR
    }

    /** What deregistering a target that isn't bound does. */
    public enum Unbound {
        ERROR,
        /** Its listener is among those that failed. */
        FAIL_LISTENER,
        IGNORE
    }

    public static final String PUBLIC_QUOTA = "TOTAL_OPEN_CLB_QUOTA";
    public static final String INTERNAL_QUOTA = "TOTAL_INTERNAL_CLB_QUOTA";
    public static final String LISTENER_QUOTA = "TOTAL_LISTENER_QUOTA";
    public static final String RULE_QUOTA = "TOTAL_LISTENER_RULE_QUOTA";
    public static final String TARGET_QUOTA = "TOTAL_TARGET_BIND_QUOTA";

    /** As the documentation says, except that there is no limit of load balancers: tests make thousands. */
    public static final Settings DEFAULT = new Settings(
            300,
            false,
            EffectMoment.END,
            20,
            Map.of(
                    PUBLIC_QUOTA, 10_000,
                    INTERNAL_QUOTA, 10_000,
                    LISTENER_QUOTA, 50,
                    RULE_QUOTA, 50,
                    TARGET_QUOTA, 200),
            1,
            Map.of(),
            Existing.IGNORE,
            Unbound.ERROR,
            true,
            true,
            0,
            30,
            false,
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of());

    public Settings {
        quotas = Map.copyOf(quotas);
        addresses = Map.copyOf(addresses);
        regions = Set.copyOf(regions);
        eniAddresses = Set.copyOf(eniAddresses);
        deadAddresses = Set.copyOf(deadAddresses);
        readings = Set.copyOf(readings);
        if (timeScale <= 0) {
            throw new IllegalArgumentException("A time scale of " + timeScale + " is not above 0");
        }
    }

    boolean follows(Reading reading) {
        return readings.contains(reading);
    }

    int quota(String id) {
        return quotas.getOrDefault(id, Integer.MAX_VALUE);
    }

    /**
     * These settings with some of them changed.
     *
     * @param changes new values by the names of the components
     * @throws IllegalArgumentException for a name that is not known or a value that is not valid
     */
    public Settings with(ObjectNode changes) {
        ObjectNode merged = MAPPER.valueToTree(this);
        merged.setAll(changes);
        return MAPPER.convertValue(merged, Settings.class);
    }

    private Settings with(String name, Object value) {
        ObjectNode change = MAPPER.createObjectNode();
        change.set(name, MAPPER.valueToTree(value));
        return with(change);
    }

    public Settings withTaskMillis(long value) {
        return with("taskMillis", value);
    }

    public Settings withManualTasks(boolean value) {
        return with("manualTasks", value);
    }

    public Settings withEffect(EffectMoment value) {
        return with("effect", value);
    }

    public Settings withRate(int value) {
        return with("rate", value);
    }

    public Settings withQuotas(Map<String, Integer> value) {
        return with("quotas", value);
    }

    public Settings withTimeScale(double value) {
        return with("timeScale", value);
    }

    public Settings withAddresses(Map<String, String> value) {
        return with("addresses", value);
    }

    public Settings withExisting(Existing value) {
        return with("existing", value);
    }

    public Settings withUnbound(Unbound value) {
        return with("unbound", value);
    }

    public Settings withIdsInCreation(boolean value) {
        return with("idsInCreation", value);
    }

    public Settings withCheckCertificates(boolean value) {
        return with("checkCertificates", value);
    }

    public Settings withBusyAfterBatchMillis(long value) {
        return with("busyAfterBatchMillis", value);
    }

    public Settings withDeletionsIn5Minutes(int value) {
        return with("deletionsIn5Minutes", value);
    }

    public Settings withEmptyListsAreNull(boolean value) {
        return with("emptyListsAreNull", value);
    }

    public Settings withRegions(Set<String> value) {
        return with("regions", value);
    }

    public Settings withEniAddresses(Set<String> value) {
        return with("eniAddresses", value);
    }

    public Settings withDeadAddresses(Set<String> value) {
        return with("deadAddresses", value);
    }

    public Settings withReadings(Set<Reading> value) {
        return with("readings", value);
    }
}
