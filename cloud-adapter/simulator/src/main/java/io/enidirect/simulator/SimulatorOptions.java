package io.enidirect.simulator;

import io.enidirect.simulator.cloud.Settings;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator starts.
 *
 * @param port where it listens on 127.0.0.1; 0 for any
 * @param secretId of the one account it knows
 * @param secretKey of the one account it knows; never part of {@link #toString}
 * @param token the session token that calls must have; null if they must have none
 * @param dataPlane whether listeners really listen
 * @param clock what signatures, rates, tasks and, without a data plane, health go by. One that stands still needs tasks to
 *     be ended by control
 */
public record SimulatorOptions(
        int port,
        String secretId,
        String secretKey,
        @Nullable String token,
        boolean dataPlane,
        Settings settings,
        Clock clock) {

    /** For tests: any port, no data plane. */
    public static SimulatorOptions of(String secretId, String secretKey) {
        return new SimulatorOptions(0, secretId, secretKey, null, false, Settings.DEFAULT, Clock.systemUTC());
    }

    public SimulatorOptions withSettings(Settings newSettings) {
        return new SimulatorOptions(port, secretId, secretKey, token, dataPlane, newSettings, clock);
    }

    public SimulatorOptions withDataPlane(boolean newDataPlane) {
        return new SimulatorOptions(port, secretId, secretKey, token, newDataPlane, settings, clock);
    }

    public SimulatorOptions withToken(String newToken) {
        return new SimulatorOptions(port, secretId, secretKey, newToken, dataPlane, settings, clock);
    }

    public SimulatorOptions withPort(int newPort) {
        return new SimulatorOptions(newPort, secretId, secretKey, token, dataPlane, settings, clock);
    }

    public SimulatorOptions withClock(Clock newClock) {
        return new SimulatorOptions(port, secretId, secretKey, token, dataPlane, settings, newClock);
    }

    @Override
    public String toString() {
        return "SimulatorOptions[port=" + port + ", dataPlane=" + dataPlane + ", settings=" + settings + "]";
    }
}
