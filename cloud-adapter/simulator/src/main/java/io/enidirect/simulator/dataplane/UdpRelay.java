package io.enidirect.simulator.dataplane;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.net.InetSocketAddress;

/** Relays UDP, each client's datagrams through a socket of their own. Empty datagrams are dropped: Netty sends none. */
final class UdpRelay implements Relay {
    /** Netty reads 2,048 bytes and drops the rest of a datagram unless told otherwise. */
    static final int LARGEST_DATAGRAM = 65_535;

    private final Channel server;

    private UdpRelay(Channel server) {
        this.server = server;
    }

    static UdpRelay listen(EventLoopGroup group, Frontend frontend, Pool pool, Dialler dialler, TimeScale timeScale) {
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(NioDatagramChannel.class)
                .option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST_DATAGRAM))
                .handler(new ChannelInitializer<DatagramChannel>() {
                    @Override
                    protected void initChannel(DatagramChannel server) {
                        server.pipeline().addLast(new UdpFlows(server, pool, dialler, timeScale));
                    }
                });
        return new UdpRelay(Listening.open(bootstrap, frontend));
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    @Override
    public void close() {
        Listening.close(server);
    }
}
