package io.enidirect.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.CloudException;
import io.enidirect.cloud.CloudException.Denied.Ground;
import io.enidirect.cloud.Listener;
import io.enidirect.cloud.ListenerId;
import io.enidirect.cloud.ListenerKey;
import io.enidirect.cloud.ListenerSettings;
import io.enidirect.cloud.ManualClock;
import io.enidirect.cloud.Protocol;
import io.enidirect.cloud.TaskId;
import io.enidirect.cloud.TaskState.Phase;
import io.enidirect.crd.CloudLoadBalancerStatus;
import io.enidirect.operator.snapshot.Backend;
import io.enidirect.operator.snapshot.Memory;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.Observed.RunningTask;
import io.enidirect.operator.snapshot.StepKey;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CloudStatesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private record Named(String name) implements StepKey {}

    private final ManualClock clock = new ManualClock(START);
    private final Backoff backoff = new Backoff(Duration.ofMinutes(5), () -> 1);
    private final CloudStates states = new CloudStates(backoff, clock);

    @Test
    void whatWasDeniedForWantOfCredentialsIsDueWhenTheyReturn() {
        for (int i = 0; i < 3; i++) {
            states.of("a").failed(new Named("step"), denied(Ground.CREDENTIALS), START);
        }
        states.of("a").failed(new Named("other"), denied(Ground.RIGHTS), START);
        states.of("b").failed(new Named("step"), denied(Ground.RIGHTS), START);
        clock.advance(Duration.ofSeconds(1));

        assertThat(states.credentialsReturned()).containsExactly("a");
        assertThat(states.memory("a").due(new Named("step"), clock.instant())).isEqualTo(clock.instant());
        assertThat(states.memory("a").due(new Named("other"), clock.instant())).isEqualTo(START.plusSeconds(5));
        assertThat(states.memory("b").due(new Named("step"), clock.instant())).isEqualTo(START.plusSeconds(5));
        assertThat(states.credentialsReturned()).isEmpty();
    }

    @Test
    void whatMayPassAnyMomentIsTriedAgainWithinSecondsAndWhatIsInUseUpToTheLongestInterval() {
        assertThat(backoff.after(denied(Ground.CLOCK), 20)).isEqualTo(Duration.ofSeconds(15));
        assertThat(backoff.after(denied(Ground.CREDENTIALS), 20)).isEqualTo(Duration.ofSeconds(15));
        assertThat(backoff.after(denied(Ground.RIGHTS), 20)).isEqualTo(Duration.ofMinutes(5));
        CloudException inUse = new CloudException.Conflict("TagResources", "ResourceInUse.TagDuplicate", "no", null);
        assertThat(backoff.after(inUse, 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(backoff.after(inUse, 20)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void whatIsForgottenComesBackByNothingThatEndsLate() {
        TaskId task = new TaskId("1");
        states.of("a").accepted(new RunningTask(task, new Named("deletion"), START));
        states.forget("a");

        states.taskEnded("a", task, Phase.FAILED, "late");

        assertThat(states.observed("a")).isEqualTo(Observed.UNREAD);
        assertThat(states.memory("a")).isEqualTo(Memory.EMPTY);
        assertThat(states.size()).isZero();
    }

    @Test
    void thatSomethingWasThereOnceIsForgottenWithItsRecord() {
        ListenerKey gone = new ListenerKey(Protocol.TCP, 80);
        ListenerKey recorded = new ListenerKey(Protocol.TCP, 81);
        for (ListenerKey key : List.of(gone, recorded)) {
            Listener listener =
                    new Listener(new ListenerId("lbl-" + key.port()), key, ListenerSettings.UNSPECIFIED, List.of());
            states.of("a").change(change -> change.listener(listener).withoutListener(key));
        }

        states.recorded("a", Serialization.unmarshal("""
                listeners: [{protocol: TCP, port: 81}]
                """, CloudLoadBalancerStatus.class));

        assertThat(states.observed("a").vanished()).containsExactly(Backend.of(recorded));
    }

    @Test
    void theEndOfATaskIsThatOfTheOneWithItsId() {
        CloudState state = states.of("a");
        RunningTask creation = new RunningTask(new TaskId("1"), new Named("listeners"), START);
        RunningTask weights = new RunningTask(new TaskId("2"), new Named("weights"), START.plusSeconds(15));
        state.wanted(Set.of(new Named("listeners"), new Named("weights")), START);
        state.accepted(creation);
        state.accepted(weights);
        assertThat(state.observed().task()).contains(creation);

        states.taskEnded("a", creation.id(), Phase.FAILED, "no stock");
        assertThat(state.observed().task()).contains(weights);
        assertThat(state.memory().of(new Named("listeners")).orElseThrow().attempts())
                .isEqualTo(1);
        assertThat(state.memory().of(new Named("weights")).orElseThrow().attempts())
                .isZero();

        states.taskEnded("a", creation.id(), Phase.SUCCEEDED, "");
        assertThat(state.observed().task()).contains(weights);
        states.taskEnded("a", weights.id(), Phase.SUCCEEDED, "");
        assertThat(state.observed().task()).isEmpty();
        assertThat(state.memory().of(new Named("weights"))).isEmpty();
    }

    private static CloudException denied(Ground ground) {
        return new CloudException.Denied("CreateListener", "code", "text", null, ground);
    }
}
