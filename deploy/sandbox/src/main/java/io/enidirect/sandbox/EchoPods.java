package io.enidirect.sandbox;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives every running pod that declares container ports real servers: a pod 10.a.b.c answers at 127.a.b.c. A port of
 * protocol UDP is a datagram socket, a TCP port named {@code tcp} or {@code tcp-…} answers line by line, every other TCP
 * port speaks HTTP/1.1. All answers are those of {@link EchoAnswer}. Two event loops serve them all.
 */
final class EchoPods implements PodRuntime {

    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(2)
            .setUseDaemonThread(true)
            .setFileSystemOptions(
                    new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    private final Map<String, List<EchoServer>> running = new HashMap<>();

    /** Where a pod answers, if its address has a counterpart on the loopback interface. */
    static Optional<String> loopback(String ip) {
        return ip.startsWith("10.") ? Optional.of("127." + ip.substring(3)) : Optional.empty();
    }

    @Override
    public void start(Pod pod, String ip) {
        loopback(ip)
                .ifPresent(
                        address -> running.computeIfAbsent(pod.getMetadata().getUid(), uid -> servers(pod, address)));
    }

    private List<EchoServer> servers(Pod pod, String address) {
        List<ContainerPort> ports = pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .toList();
        List<EchoServer> servers = new ArrayList<>();
        try {
            for (ContainerPort port : ports) {
                servers.add(EchoServer.listen(vertx, pod.getMetadata().getName(), address, port));
            }
            return servers;
        } catch (IllegalStateException e) {
            servers.forEach(EchoServer::close); // the next try begins anew
            throw e;
        }
    }

    @Override
    public void drain(String uid) {
        running.getOrDefault(uid, List.of()).forEach(EchoServer::drain);
    }

    @Override
    public void stop(String uid) {
        Optional.ofNullable(running.remove(uid)).orElse(List.of()).forEach(EchoServer::close);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
