package io.enidirect.operator.endtoend;

import io.enidirect.cloud.tencent.CredentialsSource;
import io.enidirect.cloud.tencent.TencentLoadBalancers;
import io.enidirect.cloud.tencent.TencentOptions;
import io.enidirect.operator.Controller;
import io.enidirect.operator.options.Invocation;
import io.enidirect.operator.options.Options;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.Call;
import io.enidirect.simulator.Simulator;
import io.enidirect.simulator.SimulatorOptions;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A simulated cloud and a controller in this JVM, at work on a shared cluster. */
final class Rig implements AutoCloseable {
    private static final String ID = "AKIDexample";
    private static final String KEY = "example-key";

    private final Cluster cluster;
    private final Simulator simulator;
    private Controller controller;

    private Rig(Cluster cluster, Simulator simulator) {
        this.cluster = cluster;
        this.simulator = simulator;
        this.controller = controller();
    }

    static Rig start(Cluster cluster) {
        return new Rig(cluster, Simulator.start(SimulatorOptions.of(ID, KEY)));
    }

    Simulator simulator() {
        return simulator;
    }

    /** The names of the executed writes, in order. */
    List<String> writes() {
        return simulator.control().executedWrites().stream().map(Call::action).toList();
    }

    void restart() {
        controller.close();
        controller = controller();
    }

    private Controller controller() {
        TencentLoadBalancers cloud = TencentLoadBalancers.connect(
                new TencentOptions(
                        "ap-guangzhou",
                        URI.create(simulator.endpoint()),
                        CredentialsSource.env(Map.of("TENCENTCLOUD_SECRET_ID", ID, "TENCENTCLOUD_SECRET_KEY", KEY)),
                        18,
                        Clock.systemUTC()),
                (action, outcome, took) -> {});
        Controller started = new Controller(options(), cluster.client(), cloud, null, "test", Clock.systemUTC());
        started.start();
        return started;
    }

    private static Options options(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "run",
                "--region",
                "ap-guangzhou",
                "--vpc-id",
                "vpc-test",
                "--cluster-id",
                "cls-test",
                "--leader-elect",
                "false"));
        args.addAll(List.of(more));
        Invocation invocation = Invocation.of(args.toArray(String[]::new), Map.of(), "test");
        return ((Invocation.Run) invocation).options();
    }

    @Override
    public void close() {
        controller.close();
        simulator.close();
    }
}
