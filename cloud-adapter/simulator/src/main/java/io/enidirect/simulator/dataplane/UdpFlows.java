package io.enidirect.simulator.dataplane;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flows of one UDP frontend, by client address and port. A flow ends when it was idle, when its target refuses a
 * datagram or is no longer a target, or when many others were used since. The next datagram then begins another.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the handlers see a channel that fails
final class UdpFlows extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final Logger log = LoggerFactory.getLogger(UdpFlows.class);

    /** The cloud's default for UDP. */
    private static final int IDLE_SECONDS = 300;

    /** Each is an open socket. */
    private static final int MOST = 4_096;

    private final DatagramChannel server;
    private final Pool pool;
    private final Dialler dialler;
    private final TimeScale timeScale;

    /** Least recently used first. Touched on the server's event loop only, which is also that of every flow. */
    private final Map<InetSocketAddress, UdpFlow> flows = new LinkedHashMap<>(16, 0.75f, true);

    UdpFlows(DatagramChannel server, Pool pool, Dialler dialler, TimeScale timeScale) {
        this.server = server;
        this.pool = pool;
        this.dialler = dialler;
        this.timeScale = timeScale;
    }

    @Override
    public void channelActive(ChannelHandlerContext own) {
        var sweep = own.executor().scheduleWithFixedDelay(this::closeIdle, 1, 1, TimeUnit.SECONDS);
        server.closeFuture().addListener(closed -> {
            sweep.cancel(false);
            List.copyOf(flows.values()).forEach(UdpFlow::close);
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext own, DatagramPacket datagram) {
        flow(datagram.sender()).ifPresent(flow -> flow.send(datagram.content().retain()));
    }

    /** One datagram that could not be relayed is no reason to end the others. */
    @Override
    public void exceptionCaught(ChannelHandlerContext own, Throwable cause) {
        log.atDebug()
                .addKeyValue("frontend", server.localAddress())
                .setCause(cause)
                .log("Datagram lost");
    }

    private Optional<UdpFlow> flow(InetSocketAddress client) {
        @Nullable UdpFlow flow = flows.get(client);
        if (flow == null) {
            return begin(client);
        }
        if (!pool.holds(flow.target())) {
            flow.close();
            return begin(client);
        }
        return Optional.of(flow);
    }

    private Optional<UdpFlow> begin(InetSocketAddress client) {
        if (flows.size() >= MOST) {
            flows.values().iterator().next().close();
        }
        return pool.lease(client.getAddress()).flatMap(lease -> {
            Optional<ChannelFuture> dialled =
                    dialler.udp(server.eventLoop(), lease.target(), client.getAddress(), new Answers(client));
            if (dialled.isEmpty()) {
                lease.end().run();
            }
            return dialled.map(connected -> begin(client, lease, connected));
        });
    }

    private UdpFlow begin(InetSocketAddress client, Lease lease, ChannelFuture connected) {
        UdpFlow flow = new UdpFlow(lease, connected);
        flows.put(client, flow);
        connected.channel().closeFuture().addListener(closed -> {
            flows.remove(client, flow);
            lease.end().run();
        });
        return flow;
    }

    private void closeIdle() {
        long longest = timeScale.nanos(IDLE_SECONDS);
        List<UdpFlow> idle =
                flows.values().stream().takeWhile(flow -> flow.idle(longest)).toList();
        idle.forEach(UdpFlow::close);
    }

    /** From the target back to the client. */
    private final class Answers extends SimpleChannelInboundHandler<DatagramPacket> {
        private final InetSocketAddress client;

        Answers(InetSocketAddress client) {
            this.client = client;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext own, DatagramPacket answer) {
            @Nullable UdpFlow flow = flows.get(client);
            if (flow != null) {
                flow.touch();
            }
            // Where the socket's buffer is full, a network would drop it as well.
            if (server.isWritable()) {
                server.writeAndFlush(new DatagramPacket(answer.content().retain(), client), server.voidPromise());
            }
        }

        /** The target's port is closed. */
        @Override
        public void exceptionCaught(ChannelHandlerContext own, Throwable cause) {
            own.close();
        }
    }
}
