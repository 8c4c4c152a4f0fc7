package io.enidirect.bench;

import io.enidirect.operator.desired.model.Desired;
import io.enidirect.operator.kinds.registry.House;
import io.enidirect.operator.observe.BigLoadBalancer;
import io.enidirect.operator.plan.Plan;
import io.enidirect.operator.snapshot.Snapshot;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The pure steps of a reconcile over one load balancer of 49 rules, each by itself. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CoreBenchmark {
    /** What there is to do. */
    @Param({"STEADY", "REPLACED", "HELD"})
    public BigLoadBalancer.State state = BigLoadBalancer.State.STEADY;

    /** Behind each rule. */
    @Param({"100", "200", "800", "1000"})
    public int pods;

    private BigLoadBalancer loadBalancer = new BigLoadBalancer(state, 1);
    private Snapshot seen = loadBalancer.observe();
    private Desired wanted = House.desired(seen);

    /** Once for all its iterations. */
    @Setup
    public void make() {
        loadBalancer = new BigLoadBalancer(state, pods);
        seen = BigLoadBalancer.trusted(loadBalancer.observe());
        wanted = House.desired(seen);
    }

    /** From the caches. */
    @Benchmark
    public Snapshot observe() {
        return loadBalancer.observe();
    }

    /** From the snapshot. */
    @Benchmark
    public Desired desired() {
        return House.desired(seen);
    }

    /** From what is desired and the snapshot. */
    @Benchmark
    public Plan plan() {
        return Plan.between(wanted.state(), seen);
    }
}
