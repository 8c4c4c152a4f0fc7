package io.enidirect.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.observe.BigLoadBalancer;
import io.enidirect.operator.plan.step.Planned;
import io.enidirect.operator.plan.step.Step;
import io.enidirect.operator.plan.step.TargetStep;
import io.enidirect.operator.snapshot.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 49 rules, each over two pods of its own Service. */
class PlanTest {
    @Test
    void isEmptyWhereAllIsAsItIsWanted() {
        Plan plan = plan(BigLoadBalancer.State.STEADY);

        assertThat(plan.steps())
                .extracting(Planned::step)
                .filteredOn(Step::write)
                .isEmpty();
        assertThat(plan.complete()).isTrue();
        assertThat(plan.outstanding()).isFalse();
    }

    /** Pods that still live are deregistered by another plan, when those wanted in their place are confirmed. */
    @Test
    void registersAllInOneStepAndTakesNothingAwayBefore() {
        Plan plan = plan(BigLoadBalancer.State.REPLACED);

        List<Step> writes =
                plan.steps().stream().map(Planned::step).filter(Step::write).toList();
        assertThat(writes.get(0)).isInstanceOf(TargetStep.RegisterTargets.class);
        assertThat(((TargetStep) writes.get(0)).attachments()).hasSize(98);
        assertThat(plan.outstanding()).isTrue();
    }

    @Test
    void holdsWhatStandsWhereAPortCanNotBeResolved() {
        assertThat(plan(BigLoadBalancer.State.HELD).steps())
                .extracting(Planned::step)
                .filteredOn(Step::write)
                .isEmpty();
    }

    private static Plan plan(BigLoadBalancer.State state) {
        Snapshot seen = BigLoadBalancer.trusted(new BigLoadBalancer(state, 2).observe());
        return Plan.between(House.desired(seen).state(), seen);
    }
}
