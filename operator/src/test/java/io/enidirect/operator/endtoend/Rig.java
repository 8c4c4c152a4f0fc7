package io.enidirect.operator.endtoend;

import io.enidirect.cloud.LoadBalancers;
import io.enidirect.cloud.tencent.CredentialsSource;
import io.enidirect.cloud.tencent.TencentLoadBalancers;
import io.enidirect.cloud.tencent.TencentOptions;
import io.enidirect.crd.CloudLoadBalancer;
import io.enidirect.operator.Controller;
import io.enidirect.operator.fencing.LeaseSettings;
import io.enidirect.operator.kinds.Kinds;
import io.enidirect.operator.kinds.SourceKind;
import io.enidirect.operator.kubernetes.LeanSerialization;
import io.enidirect.operator.metrics.Metrics;
import io.enidirect.operator.options.Invocation;
import io.enidirect.operator.options.Options;
import io.enidirect.sandbox.Cluster;
import io.enidirect.simulator.Call;
import io.enidirect.simulator.Simulator;
import io.enidirect.simulator.SimulatorControl;
import io.enidirect.simulator.SimulatorOptions;
import io.enidirect.simulator.cloud.Settings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A simulated cloud and a controller in this JVM, at work on a shared cluster. What it leaves there goes when it closes. */
final class Rig implements AutoCloseable {
    static final String ID = "AKIDexample";
    static final String KEY = "example-key";

    /**
     * How a rig differs from the plain one.
     *
     * @param clock of the controller; the cloud's goes right
     * @param options of the command line, added to those that are needed
     * @param lease whose holder writes, if any
     * @param around the cloud, as the controller gets it
     * @param dataPlane whether listeners really listen
     * @param tokens where credentials come from; empty for lasting ones
     */
    record Setup(
            Settings cloud,
            Clock clock,
            List<String> options,
            Optional<LeaseSettings> lease,
            UnaryOperator<LoadBalancers> around,
            boolean dataPlane,
            Optional<TokenService> tokens,
            UnaryOperator<Kinds> kinds) {
        static final Setup PLAIN = new Setup(
                Settings.DEFAULT,
                Clock.systemUTC(),
                List.of(),
                Optional.empty(),
                UnaryOperator.identity(),
                false,
                Optional.empty(),
                UnaryOperator.identity());
        /** Its listeners listen and forward, and its health checks are fast. */
        static final Setup SERVING =
                PLAIN.withCloud(settings -> settings.withTimeScale(50)).serving();

        Setup withCloud(UnaryOperator<Settings> change) {
            return new Setup(change.apply(cloud), clock, options, lease, around, dataPlane, tokens, kinds);
        }

        Setup withClock(Clock other) {
            return new Setup(cloud, other, options, lease, around, dataPlane, tokens, kinds);
        }

        Setup withOptions(String... more) {
            return new Setup(cloud, clock, List.of(more), lease, around, dataPlane, tokens, kinds);
        }

        Setup withLease(LeaseSettings other) {
            return new Setup(cloud, clock, options, Optional.of(other), around, dataPlane, tokens, kinds);
        }

        Setup withCloudAround(UnaryOperator<LoadBalancers> other) {
            return new Setup(cloud, clock, options, lease, other, dataPlane, tokens, kinds);
        }

        Setup withCredentialsFrom(TokenService other) {
            return new Setup(cloud, clock, options, lease, around, dataPlane, Optional.of(other), kinds);
        }

        /** One more kind of source. */
        Setup withKind(SourceKind<?> another) {
            return new Setup(cloud, clock, options, lease, around, dataPlane, tokens, all -> all.with(another));
        }

        private Setup serving() {
            return new Setup(cloud, clock, options, lease, around, true, tokens, kinds);
        }
    }

    private final Cluster cluster;
    private final Setup setup;
    private final Simulator simulator;
    /** The controller's own, as it is made for the process. */
    private final KubernetesClient connection;

    private Optional<Controller> controller = Optional.empty();

    private Rig(Cluster cluster, Setup setup, Simulator simulator) {
        this.cluster = cluster;
        this.setup = setup;
        this.simulator = simulator;
        this.connection = new KubernetesClientBuilder()
                .withConfig(cluster.config())
                .withKubernetesSerialization(new LeanSerialization())
                .build();
    }

    static Rig start(Cluster cluster) {
        return start(cluster, Setup.PLAIN);
    }

    static Rig start(Cluster cluster, Setup setup) {
        SimulatorOptions options =
                SimulatorOptions.of(ID, KEY).withSettings(setup.cloud()).withDataPlane(setup.dataPlane());
        Rig rig = new Rig(
                cluster,
                setup,
                Simulator.start(setup.tokens()
                        .map(tokens -> options.withToken(TokenService.TOKEN))
                        .orElse(options)));
        rig.startController();
        return rig;
    }

    Cluster cluster() {
        return cluster;
    }

    KubernetesClient client() {
        return cluster.client();
    }

    SimulatorControl cloud() {
        return simulator.control();
    }

    /** The names of the executed writes, in order. */
    List<String> writes() {
        return cloud().executedWrites().stream().map(Call::action).toList();
    }

    void restartController() {
        stopController();
        startController();
    }

    void stopController() {
        controller.ifPresent(Controller::close);
        controller = Optional.empty();
    }

    void startController() {
        controller = Optional.of(newController(setup.lease()));
    }

    /** One more, on the same cloud; the caller closes it. */
    Controller newController(Optional<LeaseSettings> lease) {
        TencentLoadBalancers cloud = TencentLoadBalancers.connect(
                new TencentOptions(
                        "ap-guangzhou",
                        URI.create(simulator.endpoint()),
                        TencentOptions.ROOT_DOMAIN,
                        credentials(),
                        18,
                        setup.clock()),
                (action, outcome, took) -> {});
        Options options = options(setup.options());
        Controller started = new Controller(
                options,
                setup.kinds(),
                connection,
                setup.around().apply(cloud),
                lease.orElse(null),
                lease.map(LeaseSettings::identity).orElse("test"),
                setup.clock(),
                new Metrics(),
                // it stays, fenced, as a process does that takes its time to end
                () -> {});
        cloud.whenCredentialsReturn(started::credentialsReturned);
        started.start();
        return started;
    }

    private CredentialsSource credentials() {
        return setup.tokens()
                .map(tokens -> tokens.at(simulator.endpoint()))
                .orElseGet(() ->
                        CredentialsSource.env(Map.of("TENCENTCLOUD_SECRET_ID", ID, "TENCENTCLOUD_SECRET_KEY", KEY)));
    }

    private static Options options(List<String> more) {
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
        args.addAll(more);
        Invocation invocation = Invocation.of(args.toArray(String[]::new), Map.of(), "test");
        return ((Invocation.Run) invocation).options();
    }

    @Override
    public void close() {
        stopController();
        connection.close();
        simulator.close();
        client().services().inAnyNamespace().list().getItems().stream()
                .filter(service -> service.hasFinalizer(LiveSource.FINALIZER))
                .forEach(this::remove);
        // also those that nobody has claimed yet: the next controller might
        client().network().v1().ingresses().inAnyNamespace().list().getItems().forEach(this::remove);
        client().resources(CloudLoadBalancer.class).list().getItems().forEach(this::remove);
    }

    /** Nobody is left to let go of it. */
    private void remove(HasMetadata object) {
        var resource = client().resource(object);
        resource.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
        resource.delete();
    }
}
