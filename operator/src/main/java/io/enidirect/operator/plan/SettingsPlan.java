package io.enidirect.operator.plan;

import io.enidirect.cloud.LoadBalancer;
import io.enidirect.cloud.LoadBalancerSettings;
import io.enidirect.operator.desired.model.LoadBalancerWish;
import io.enidirect.operator.desired.model.Restraints;
import io.enidirect.operator.plan.step.Draft;
import io.enidirect.operator.plan.step.LoadBalancerStep;
import io.enidirect.operator.plan.step.Step;
import io.enidirect.operator.snapshot.Snapshot;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What can be changed on the load balancer itself. What restricts goes apart from what tunes: neither is refused with the other. */
final class SettingsPlan {
    private final LoadBalancerWish wish;
    private final Snapshot seen;
    private final Draft draft;

    SettingsPlan(LoadBalancerWish wish, Snapshot seen, Draft draft) {
        this.wish = wish;
        this.seen = seen;
        this.draft = draft;
    }

    void plan(LoadBalancer there) {
        LoadBalancerSettings wanted = wish.settings();
        LoadBalancerSettings is = there.settings();
        modify(
                there,
                new LoadBalancerSettings(
                        different(wanted.passToTarget(), is.passToTarget()),
                        different(wanted.deletionProtected(), is.deletionProtected()),
                        null),
                true);
        List<String> groups = wish.securityGroups();
        if (groups != null && !groups.equals(there.securityGroups())) {
            write(new LoadBalancerStep.SetSecurityGroups(there.id(), groups), true);
        }
        modify(
                there,
                new LoadBalancerSettings(
                        null, null, different(wanted.internetMaxBandwidthOut(), is.internetMaxBandwidthOut())),
                false);
    }

    /** What the cloud does not say can't be compared. */
    private static <T> @Nullable T different(@Nullable T wanted, @Nullable T is) {
        return wanted == null || is == null || Objects.equals(wanted, is) ? null : wanted;
    }

    private void modify(LoadBalancer there, LoadBalancerSettings change, boolean restricts) {
        if (!change.isUnspecified()) {
            write(new LoadBalancerStep.ModifyLoadBalancer(there.id(), change), restricts);
        }
    }

    private void write(Step step, boolean restricts) {
        draft.write(Draft.Stage.CREATE, step);
        draft.refusalOfAll(step.key(), "load balancer");
        if (restricts && Restraints.awaited(seen) && draft.memory().refused(step.key())) {
            seen.sourceRefs().forEach(source -> draft.problem(List.of(source), Restraints.refused(source)));
        }
    }
}
