package io.enidirect.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * What one scenario cost.
 *
 * @param wallSeconds until the last write; for a restart until it is ready
 * @param cpuSeconds of the controller's process, until it was quiet
 * @param rssMiB then
 * @param peakRssMiB since its process began
 * @param calls to the cloud
 * @param writes among them
 * @param batches among those: registrations and deregistrations of targets
 */
record Measured(
        String scenario,
        double wallSeconds,
        double cpuSeconds,
        long rssMiB,
        long peakRssMiB,
        int calls,
        long writes,
        long batches) {

    /** The least that the batches take at the rate limit. */
    @JsonProperty
    double batchSeconds() {
        return (double) batches / Rig.RATE;
    }

    static String header() {
        return String.format(
                "%-52s %8s %8s %8s %9s %7s %7s %8s %10s",
                "scenario", "wall s", "CPU s", "RSS MiB", "peak MiB", "calls", "writes", "batches", "batches s");
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-52s %8.1f %8.1f %8d %9d %7d %7d %8d %10.1f",
                scenario,
                wallSeconds,
                cpuSeconds,
                rssMiB,
                peakRssMiB,
                calls,
                writes,
                batches,
                batchSeconds());
    }
}
