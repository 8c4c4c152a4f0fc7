package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.Frontend.Upstream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A pod that returns each datagram. It leaves the probes, which come from 127.200/16, out of account. */
final class UdpTarget implements AutoCloseable {
    private final String ip;
    private final DatagramSocket socket;
    private final Queue<InetSocketAddress> clients = new ConcurrentLinkedQueue<>();

    private UdpTarget(String ip, int port) {
        this.ip = ip;
        try {
            socket = new DatagramSocket(Place.of(ip, port));
        } catch (IOException e) {
            throw new AssertionError("No place for " + ip + ":" + port, e);
        }
    }

    static UdpTarget echoing(String ip, int port) {
        UdpTarget target = new UdpTarget(ip, port);
        Thread thread = new Thread(target::echoAll, "target");
        thread.setDaemon(true);
        thread.start();
        return target;
    }

    static UdpTarget echoing(String ip) {
        return echoing(ip, 0);
    }

    Upstream weighing(int weight) {
        return new Upstream(ip, socket.getLocalPort(), weight);
    }

    /** Where each datagram so far came from. */
    Queue<InetSocketAddress> clients() {
        return clients;
    }

    private void echoAll() {
        byte[] buffer = new byte[65_535];
        while (!socket.isClosed()) {
            try {
                DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
                socket.receive(datagram);
                if (!datagram.getAddress().getHostAddress().startsWith("127.200.")) {
                    clients.add((InetSocketAddress) datagram.getSocketAddress());
                    socket.send(datagram);
                }
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
