package io.enidirect.simulator.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.simulator.dataplane.DataPlane.Health;
import io.enidirect.simulator.dataplane.Frontend.Check;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthStateTest {
    private static final Check CHECK = new Check(true, 2, 5, 2, 3);

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "'', UNKNOWN",
        "+, UNKNOWN",
        "++, ALIVE",
        "+-+-+, UNKNOWN",
        "--, UNKNOWN",
        "---, DEAD",
        "++--, ALIVE",
        "++--+--, ALIVE",
        "++---, DEAD",
        "++---+, DEAD",
        "++---+-+, DEAD",
        "---++, ALIVE",
        "++++++---, DEAD",
    })
    void changesAfterItsThresholdOfEqualResults(String results, Health expected) {
        HealthState state = HealthState.initial(CHECK);
        for (int i = 0; i < results.length(); i++) {
            state = state.after(results.charAt(i) == '+', CHECK);
        }
        assertThat(state.health()).isEqualTo(expected);
    }

    @Test
    void beginsAnewWhenTheCheckIsSwitchedOnAgain() {
        HealthState alive = HealthState.initial(CHECK).after(true, CHECK).after(true, CHECK);

        HealthState off = alive.under(Frontends.OFF);

        assertThat(off).isEqualTo(HealthState.OFF);
        assertThat(off.after(false, Frontends.OFF)).isEqualTo(HealthState.OFF);
        assertThat(off.under(CHECK)).isEqualTo(HealthState.UNPROBED);
        assertThat(alive.under(CHECK)).isEqualTo(alive);
    }
}
