package io.enidirect.operator.endtoend;

import static io.enidirect.operator.endtoend.Manifests.tcp;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.enidirect.operator.SharedCluster;
import io.enidirect.sandbox.Cluster;
import io.enidirect.sandbox.EchoAnswer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real requests to a Service that speaks HTTP by host on one port, and TCP and UDP on another. */
@ExtendWith(SharedCluster.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpecifyProtocolTest {
    private static final String KEY = "service.cloud.tencent.com/specify-protocol";
    private static final int ANSWER_MILLIS = 1_000;

    private Rig rig;
    private LiveService service;

    @BeforeAll
    void start(Cluster cluster) {
        rig = Rig.start(cluster, Rig.Setup.SERVING);
        String namespace = cluster.createNamespace("specify-protocol");
        cluster.apply(namespace, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers:
                        - name: web
                          image: none
                          ports:
                            - {containerPort: 8080}
                            - {containerPort: 5353}
                            - {containerPort: 5353, protocol: UDP}
                """);
        service = LiveService.create(
                rig,
                new ServiceBuilder(Manifests.service(namespace, "web", tcp(80, 8080), tcp(53, 5353)))
                        .editMetadata()
                        .addToAnnotations(
                                KEY,
                                "{\"80\":{\"protocol\":[\"HTTP\"],\"hosts\":{\"a.test\":{},\"*.b.test\":{}}},"
                                        + "\"53\":{\"protocol\":[\"TCP\",\"UDP\"]}}")
                        .endMetadata()
                        .build());
        service.awaitReady();
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    @Test
    void servesWhatItIsAskedToAndKeepsItsAddressWhenThatChanges() {
        List<String> addresses = service.addresses();
        assertThat(service.listeners()).containsOnlyKeys("HTTP:80", "TCP:53", "UDP:53");
        awaitPod("HTTP", 80, "a.test");
        awaitPod("HTTP", 80, "x.b.test");
        awaitPod("TCP", 53, "any.test");
        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(pods()).contains(datagram(server("UDP", 53))));
        assertThat(Web.get(server("HTTP", 80), "other.test", "/").status()).isEqualTo(404);

        service.annotate(KEY, "{\"53\":{\"protocol\":[\"TCP\",\"UDP\"]}}");

        await().atMost(LiveSource.PATIENCE)
                .untilAsserted(() -> assertThat(service.listeners()).containsOnlyKeys("TCP:80", "TCP:53", "UDP:53"));
        awaitPod("TCP", 80, "other.test");
        assertThat(service.addresses()).isEqualTo(addresses);
        service.awaitReady();
    }

    private List<String> pods() {
        return service.pods().stream()
                .map(Pod::getMetadata)
                .map(pod -> pod.getName())
                .toList();
    }

    private InetSocketAddress server(String protocol, int port) {
        return Objects.requireNonNull(
                rig.cloud().addresses().get(protocol + " " + service.addresses().get(0) + ":" + port));
    }

    private void awaitPod(String protocol, int port, String host) {
        await().atMost(LiveSource.PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(pods())
                        .contains(Web.get(server(protocol, port), host, "/any").pod()));
    }

    /** The pod that answers one; empty for none. */
    private static String datagram(InetSocketAddress server) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(ANSWER_MILLIS);
            byte[] request = "who?\n".getBytes(UTF_8);
            socket.send(new DatagramPacket(request, request.length, server));
            DatagramPacket answer = new DatagramPacket(new byte[1_000], 1_000);
            socket.receive(answer);
            return EchoAnswer.parse(new String(answer.getData(), 0, answer.getLength(), UTF_8))
                    .pod();
        } catch (IOException e) {
            return "";
        }
    }
}
