package io.enidirect.simulator;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.enidirect.simulator.cloud.Cloud;
import io.enidirect.simulator.dataplane.NettyDataPlane;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A cloud on this machine: CLB with what of the tag and SSL products belongs to it, in one process with its caller or as a
 * command of its own. Starts empty.
 */
public final class Simulator implements AutoCloseable {
    private final WireMockServer server;
    private final Cloud cloud;
    private final ScheduledExecutorService timer;
    private final Held held;
    private final SimulatorControl controls;
    private final String endpoint;

    private Simulator(SimulatorOptions options) {
        cloud = new Cloud(options.clock(), options.dataPlane() ? new NettyDataPlane() : null, options.settings());
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "simulator-answers");
            thread.setDaemon(true);
            return thread;
        });
        held = new Held();
        Door door = new Door(timer);
        Faults faults = new Faults();
        CallLog log = new CallLog();
        Gateway gateway = new Gateway(
                cloud,
                new Tc3(options.secretId(), options.secretKey(), options.token()),
                new RateLimits(options.clock()),
                faults,
                log,
                options.clock());
        controls = new SimulatorControl(cloud, faults, log, held);
        server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .port(options.port())
                .jettyAcceptors(1)
                .disableRequestJournal()
                .gzipDisabled(true)
                .stubRequestLoggingDisabled(true)
                .httpServerFactory(new FaultyServerFactory(new DeliveryFilter(held, door, timer), door))
                .extensions(new Answers(gateway), new ControlApi(controls)));
        server.stubFor(WireMock.post("/").willReturn(WireMock.aResponse().withTransformers(Answers.NAME)));
        server.start();
        endpoint = "http://127.0.0.1:" + server.port();
    }

    /** Starts one, which answers when this returns. */
    public static Simulator start(SimulatorOptions options) {
        return new Simulator(options);
    }

    /** For {@code --cloud-endpoint}, for example {@code http://127.0.0.1:40001}. */
    public String endpoint() {
        return endpoint;
    }

    /** Where the paths of the control API begin. */
    public URI controlApi() {
        return URI.create(endpoint() + "/__admin/simulator");
    }

    public SimulatorControl control() {
        return controls;
    }

    @Override
    public void close() {
        held.release();
        timer.shutdownNow();
        server.stop();
        cloud.close();
    }
}
