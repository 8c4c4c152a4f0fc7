package io.enidirect.simulator.cloud;

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
 * @param emptyListsAreNull whether a listener without targets has null for a list
 * @param regions the regions there are; empty for any
 * @param eniAddresses the only addresses that can be bound; empty for any
 * @param deadAddresses the addresses that fail their probes where no data plane sends any
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
        Set<String> deadAddresses) {

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
            Set.of());

    public Settings {
        quotas = Map.copyOf(quotas);
        addresses = Map.copyOf(addresses);
        regions = Set.copyOf(regions);
        eniAddresses = Set.copyOf(eniAddresses);
        deadAddresses = Set.copyOf(deadAddresses);
        if (timeScale <= 0) {
            throw new IllegalArgumentException("A time scale of " + timeScale + " is not above 0");
        }
    }

    int quota(String id) {
        return quotas.getOrDefault(id, Integer.MAX_VALUE);
    }

    public Settings withTaskMillis(long newTaskMillis) {
        return new Settings(
                newTaskMillis,
                manualTasks,
                effect,
                rate,
                quotas,
                timeScale,
                addresses,
                existing,
                unbound,
                idsInCreation,
                checkCertificates,
                busyAfterBatchMillis,
                deletionsIn5Minutes,
                emptyListsAreNull,
                regions,
                eniAddresses,
                deadAddresses);
    }

    public Settings withManualTasks(boolean newManualTasks) {
        return new Settings(
                taskMillis,
                newManualTasks,
                effect,
                rate,
                quotas,
                timeScale,
                addresses,
                existing,
                unbound,
                idsInCreation,
                checkCertificates,
                busyAfterBatchMillis,
                deletionsIn5Minutes,
                emptyListsAreNull,
                regions,
                eniAddresses,
                deadAddresses);
    }

    public Settings withEffect(EffectMoment newEffect) {
        return new Settings(
                taskMillis,
                manualTasks,
                newEffect,
                rate,
                quotas,
                timeScale,
                addresses,
                existing,
                unbound,
                idsInCreation,
                checkCertificates,
                busyAfterBatchMillis,
                deletionsIn5Minutes,
                emptyListsAreNull,
                regions,
                eniAddresses,
                deadAddresses);
    }

    public Settings withRate(int newRate) {
        return new Settings(
                taskMillis,
                manualTasks,
                effect,
                newRate,
                quotas,
                timeScale,
                addresses,
                existing,
                unbound,
                idsInCreation,
                checkCertificates,
                busyAfterBatchMillis,
                deletionsIn5Minutes,
                emptyListsAreNull,
                regions,
                eniAddresses,
                deadAddresses);
    }

    public Settings withQuotas(Map<String, Integer> newQuotas) {
        return new Settings(
                taskMillis,
                manualTasks,
                effect,
                rate,
                newQuotas,
                timeScale,
                addresses,
                existing,
                unbound,
                idsInCreation,
                checkCertificates,
                busyAfterBatchMillis,
                deletionsIn5Minutes,
                emptyListsAreNull,
                regions,
                eniAddresses,
                deadAddresses);
    }

    public Settings withTimeScale(double newTimeScale) {
        return new Settings(
                taskMillis,
                manualTasks,
                effect,
                rate,
                quotas,
                newTimeScale,
                addresses,
                existing,
                unbound,
                idsInCreation,
                checkCertificates,
                busyAfterBatchMillis,
                deletionsIn5Minutes,
                emptyListsAreNull,
                regions,
                eniAddresses,
                deadAddresses);
    }

    public Settings withAddresses(Map<String, String> newAddresses) {
        return new Settings(
                taskMillis,
                manualTasks,
                effect,
                rate,
                quotas,
                timeScale,
                newAddresses,
                existing,
                unbound,
                idsInCreation,
                checkCertificates,
                busyAfterBatchMillis,
                deletionsIn5Minutes,
                emptyListsAreNull,
                regions,
                eniAddresses,
                deadAddresses);
    }

    public Settings withExisting(Existing newExisting) {
        return new Settings(
                taskMillis,
                manualTasks,
                effect,
                rate,
                quotas,
                timeScale,
                addresses,
                newExisting,
                unbound,
                idsInCreation,
                checkCertificates,
                busyAfterBatchMillis,
                deletionsIn5Minutes,
                emptyListsAreNull,
                regions,
                eniAddresses,
                deadAddresses);
    }

    public Settings withUnbound(Unbound newUnbound) {
        return new Settings(
                taskMillis,
                manualTasks,
                effect,
                rate,
                quotas,
                timeScale,
                addresses,
                existing,
                newUnbound,
                idsInCreation,
                checkCertificates,
                busyAfterBatchMillis,
                deletionsIn5Minutes,
                emptyListsAreNull,
                regions,
                eniAddresses,
                deadAddresses);
    }

    public Settings withDeadAddresses(Set<String> newDeadAddresses) {
        return new Settings(
                taskMillis,
                manualTasks,
                effect,
                rate,
                quotas,
                timeScale,
                addresses,
                existing,
                unbound,
                idsInCreation,
                checkCertificates,
                busyAfterBatchMillis,
                deletionsIn5Minutes,
                emptyListsAreNull,
                regions,
                eniAddresses,
                newDeadAddresses);
    }

    public Settings withDeletionsIn5Minutes(int newDeletionsIn5Minutes) {
        return new Settings(
                taskMillis,
                manualTasks,
                effect,
                rate,
                quotas,
                timeScale,
                addresses,
                existing,
                unbound,
                idsInCreation,
                checkCertificates,
                busyAfterBatchMillis,
                newDeletionsIn5Minutes,
                emptyListsAreNull,
                regions,
                eniAddresses,
                deadAddresses);
    }

    public Settings withRegions(Set<String> newRegions) {
        return new Settings(
                taskMillis,
                manualTasks,
                effect,
                rate,
                quotas,
                timeScale,
                addresses,
                existing,
                unbound,
                idsInCreation,
                checkCertificates,
                busyAfterBatchMillis,
                deletionsIn5Minutes,
                emptyListsAreNull,
                newRegions,
                eniAddresses,
                deadAddresses);
    }

    public Settings withEniAddresses(Set<String> newEniAddresses) {
        return new Settings(
                taskMillis,
                manualTasks,
                effect,
                rate,
                quotas,
                timeScale,
                addresses,
                existing,
                unbound,
                idsInCreation,
                checkCertificates,
                busyAfterBatchMillis,
                deletionsIn5Minutes,
                emptyListsAreNull,
                regions,
                newEniAddresses,
                deadAddresses);
    }

    public Settings withCheckCertificates(boolean newCheckCertificates) {
        return new Settings(
                taskMillis,
                manualTasks,
                effect,
                rate,
                quotas,
                timeScale,
                addresses,
                existing,
                unbound,
                idsInCreation,
                newCheckCertificates,
                busyAfterBatchMillis,
                deletionsIn5Minutes,
                emptyListsAreNull,
                regions,
                eniAddresses,
                deadAddresses);
    }

    public Settings withIdsInCreation(boolean newIdsInCreation) {
        return new Settings(
                taskMillis,
                manualTasks,
                effect,
                rate,
                quotas,
                timeScale,
                addresses,
                existing,
                unbound,
                newIdsInCreation,
                checkCertificates,
                busyAfterBatchMillis,
                deletionsIn5Minutes,
                emptyListsAreNull,
                regions,
                eniAddresses,
                deadAddresses);
    }

    public Settings withBusyAfterBatchMillis(long newBusyAfterBatchMillis) {
        return new Settings(
                taskMillis,
                manualTasks,
                effect,
                rate,
                quotas,
                timeScale,
                addresses,
                existing,
                unbound,
                idsInCreation,
                checkCertificates,
                newBusyAfterBatchMillis,
                deletionsIn5Minutes,
                emptyListsAreNull,
                regions,
                eniAddresses,
                deadAddresses);
    }
}
