package io.enidirect.sandbox;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.cert.CertManager;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The real processes: etcd and kube-apiserver by kube-api-test, and kube-controller-manager beside them. */
final class ControlPlane implements AutoCloseable {

    /** Those that mind what the stand-ins do; the node lifecycle and pod collectors would evict for want of Leases. */
    private static final String CONTROLLERS = String.join(
            ",",
            "deployment-controller",
            "replicaset-controller",
            "statefulset-controller",
            "daemonset-controller",
            "job-controller",
            "endpointslice-controller",
            "namespace-controller",
            "garbage-collector-controller",
            "serviceaccount-controller",
            "serviceaccount-token-controller",
            "root-ca-certificate-publisher-controller",
            "resourcequota-controller",
            "clusterrole-aggregation-controller");

    private final KubernetesBinaries binaries;
    private final Guard guard;
    private final KubeAPIServer server;
    /** A client certificate costs an RSA signature for each connection: a tenth of what a JVM with a controller does. */
    private final String token = HexFormat.of().formatHex(new SecureRandom().generateSeed(16));

    private @Nullable Process manager;

    private ControlPlane(KubernetesBinaries binaries, Guard guard, Path directory, List<String> moreFlags)
            throws IOException {
        this.binaries = binaries;
        this.guard = guard;
        Path tokens = Files.writeString(directory.resolve("tokens.csv"), token + ",admin,admin,system:masters\n");
        // neither all interfaces, nor a start that fails where there is no default route
        List<String> flags = new ArrayList<>(
                List.of("--bind-address=127.0.0.1", "--advertise-address=10.255.255.1", "--token-auth-file=" + tokens));
        flags.addAll(moreFlags);
        server = new KubeAPIServer(KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(binaries.directory().toString())
                .withApiServerVersion(binaries.version())
                .withOfflineMode(true)
                .withUpdateKubeConfig(false)
                .withWaitForEtcdHealthCheckOnStartup(false)
                .withStartupTimeout(60_000)
                .withApiServerFlags(flags)
                .build());
    }

    /** @param directory for files that nobody else may read */
    static ControlPlane start(KubernetesBinaries binaries, Guard guard, Path directory, List<String> moreFlags)
            throws IOException {
        ControlPlane plane = new ControlPlane(binaries, guard, directory, moreFlags);
        try {
            plane.certificates();
            plane.startGuarded();
            return plane;
        } catch (RuntimeException e) {
            plane.close();
            throw e;
        }
    }

    String kubeConfigYaml() {
        return Serialization.asYaml(new ConfigBuilder(Serialization.unmarshal(server.getKubeConfigYaml(), Config.class))
                .editFirstUser()
                .withNewUser()
                .withToken(token)
                .endUser()
                .endUser()
                .build());
    }

    /** Starts Kubernetes' own controllers; what they say goes to a file, since they would fill a pipe. */
    void startControllers(Path kubeConfig, Path log) {
        Path directory = binaries.directory();
        try {
            Process process = new ProcessBuilder(
                            binaries.executable("kube-controller-manager").toString(),
                            "--kubeconfig=" + kubeConfig,
                            "--leader-elect=false",
                            "--secure-port=0",
                            "--use-service-account-credentials=false",
                            "--kube-api-qps=500",
                            "--kube-api-burst=1000",
                            "--root-ca-file=" + directory.resolve(CertManager.API_SERVER_CERT_NAME),
                            "--service-account-private-key-file=" + directory.resolve(CertManager.API_SERVER_KEY_NAME),
                            "--controllers=" + CONTROLLERS)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            guard.add(process.toHandle());
            manager = process;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start kube-controller-manager", e);
        }
    }

    /** Stops the controllers where they are, as a busy one seems to, or lets them go on. */
    void signalControllers(String signal) {
        Process process = Objects.requireNonNull(manager, "no controllers run");
        try {
            int code = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + signal + " of kube-controller-manager: " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot signal kube-controller-manager", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while kube-controller-manager is signalled", e);
        }
    }

    /** kube-api-test's own lock holds within one JVM only, and two that write the same key leave a pair that differs. */
    private void certificates() {
        Path directory = binaries.directory();
        if (Files.exists(directory.resolve(CertManager.CLIENT_CERT_NAME)) && !Files.isWritable(directory)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(
                        directory.resolve(".certificates.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid()) {
                new CertManager(directory.toString()).createCertificatesIfNeeded();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + directory, e);
        }
    }

    /** The library tells no process ids, so our children that run its executables are guarded from the first moment. */
    private void startGuarded() {
        Set<Path> executables = Set.of(realPath("etcd"), realPath("kube-apiserver"));
        Set<ProcessHandle> guarded = new HashSet<>();
        ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor(Daemon.named("sandbox-watcher"));
        Runnable look = () -> ProcessHandle.current()
                .children()
                .filter(child -> runsOneOf(executables, child))
                .filter(guarded::add)
                .forEach(guard::add);
        var unused = watcher.scheduleWithFixedDelay(look, 20, 20, TimeUnit.MILLISECONDS);
        try {
            server.start();
        } finally {
            // the tasks of one thread come one after the other: this last look misses nothing
            watcher.execute(look);
            watcher.shutdown();
        }
    }

    /** A process is known by its real path, whatever links led there. */
    private static boolean runsOneOf(Set<Path> executables, ProcessHandle child) {
        return child.info()
                .command()
                .map(Path::of)
                .filter(executables::contains)
                .isPresent();
    }

    private Path realPath(String name) {
        try {
            return binaries.executable(name).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " is gone", e);
        }
    }

    /** The controllers go first: they would complain for as long as their server is gone. */
    @Override
    public void close() {
        Process process = manager;
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
        try {
            server.stop();
        } catch (NullPointerException e) {
            // kube-api-test 7.6.1 after a start that failed before etcd had its directories
        }
    }
}
