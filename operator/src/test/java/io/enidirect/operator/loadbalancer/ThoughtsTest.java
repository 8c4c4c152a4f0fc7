package io.enidirect.operator.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.cloud.ManualClock;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.observe.BigLoadBalancer;
import io.enidirect.operator.observe.EventTimes;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.plan.step.Planned;
import io.enidirect.operator.plan.step.TargetStep;
import io.enidirect.operator.snapshot.Attachment;
import io.enidirect.operator.snapshot.Observed;
import io.enidirect.operator.snapshot.ObservedChange;
import io.enidirect.operator.snapshot.Snapshot;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** 98 targets are to be registered, and a part of them is. */
class ThoughtsTest {
    private final Snapshot seen =
            BigLoadBalancer.trusted(new BigLoadBalancer(BigLoadBalancer.State.REPLACED, 2).observe());
    private final Desired desired = House.desired(seen);
    private final Plan plan = Plan.between(desired.state(), seen);
    private final Thought thought = new Thought(seen, desired, plan, Duration.ofMillis(30), false);
    private final ManualClock clock = new ManualClock(seen.now());
    private final EventTimes times = new EventTimes(clock, latency -> {});
    private final Thoughts thoughts = new Thoughts(clock);
    private final String name = seen.object().getMetadata().getName();

    @Test
    void theRestOfABatchIsWhatIsNotThereYet() {
        Planned first = plan.next(seen.now()).orElseThrow();
        List<Attachment> all = List.copyOf(((TargetStep) first.step()).attachments());
        ObservedChange change = new ObservedChange(seen.observed());
        all.subList(0, 60).forEach(target -> change.attachment(target, 10));
        Observed now = change.done();

        TargetStep rest = ((TargetStep) first.step()).rest(now.attachments()).orElseThrow();
        assertThat(rest.attachments()).containsExactlyElementsOf(all.subList(60, 98));
        all.forEach(target -> change.attachment(target, 10));
        assertThat(rest.rest(change.done().attachments())).isEmpty();
    }

    @Test
    void goesOnForASecondWithoutAnotherLookAndItsRecordIsAcknowledged() {
        assertThat(last(seen.object())).isEmpty();
        thoughts.keep(name, thought, Optional.of(plan));
        clock.advance(Duration.ofMillis(999));
        thoughts.keep(name, thought, Optional.of(plan));

        assertThat(last(seen.object())).get().extracting(Thought::recorded).isEqualTo(true);
        clock.advance(Duration.ofMillis(1));
        assertThat(last(seen.object())).isEmpty();
    }

    @Test
    void endsWithTheBatch() {
        thoughts.keep(name, thought, Optional.of(plan));
        thoughts.keep(name, thought, Optional.empty());

        assertThat(last(seen.object())).isEmpty();
    }

    /** The look took 30 ms. */
    @Test
    void anEventEndsItWhenCallsHadAsMuchTimeAsTheLook() {
        last(seen.object());
        thoughts.keep(name, thought, Optional.of(plan));
        times.seen(name);
        clock.advance(Duration.ofMillis(29));
        assertThat(last(seen.object())).isPresent();
        thoughts.keep(name, thought.with(plan), Optional.of(plan));
        clock.advance(Duration.ofMillis(1));
        assertThat(last(seen.object())).isEmpty();
        assertThat(last(seen.object())).as("it is forgotten").isEmpty();
    }

    @Test
    void anotherGenerationOfTheObjectEndsIt() {
        thoughts.keep(name, thought, Optional.of(plan));
        CloudLoadBalancer changed = new CloudLoadBalancer();
        changed.setMetadata(new ObjectMetaBuilder(seen.object().getMetadata())
                .withGeneration(2L)
                .build());

        assertThat(last(changed)).isEmpty();
        assertThat(last(seen.object())).as("it is forgotten").isEmpty();
    }

    private Optional<Thought> last(CloudLoadBalancer object) {
        try (EventTimes.Reaction reaction = times.open(name)) {
            return thoughts.of(object, reaction);
        }
    }
}
