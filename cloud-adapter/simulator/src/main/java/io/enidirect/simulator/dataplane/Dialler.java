package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.Frontend.Upstream;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The only way to a target: to loopback addresses alone, from the address of whoever asks. Thread-safe. */
final class Dialler {
    private final LoopbackAddresses addresses;

    Dialler(LoopbackAddresses addresses) {
        this.addresses = addresses;
    }

    /** Where a target is reached; empty if it is nowhere on this machine. */
    Optional<InetSocketAddress> address(Upstream target) {
        return addresses.of(target);
    }

    /** A connection that does not read yet; empty if the target is nowhere on this machine. */
    Optional<ChannelFuture> tcp(EventLoop loop, Upstream target, InetAddress source, int timeoutMillis) {
        return addresses
                .of(target)
                .map(address -> new Bootstrap()
                        .group(loop)
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
                        .option(ChannelOption.AUTO_READ, false)
                        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .handler(new ChannelInboundHandlerAdapter())
                        .connect(address, bindable(source, address)));
    }

    /** A socket that sends to the target and hears from it alone; empty if the target is nowhere on this machine. */
    Optional<ChannelFuture> udp(EventLoop loop, Upstream target, InetAddress source, ChannelHandler handler) {
        return addresses
                .of(target)
                .map(address -> new Bootstrap()
                        .group(loop)
                        .channel(NioDatagramChannel.class)
                        .option(
                                ChannelOption.RCVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(UdpRelay.LARGEST_DATAGRAM))
                        .handler(handler)
                        .connect(address, bindable(source, address)));
    }

    /**
     * What to bind so that the target sees this source; null where nothing need or can be bound. 127.0.0.1 and ::1
     * are what the kernel takes by itself, and then a source port is used up for this one target only: a bound one is for all of
     * them, until TIME_WAIT ends.
     */
    private static @Nullable InetSocketAddress bindable(InetAddress source, InetSocketAddress target) {
        boolean oneFamily = source.getClass() == target.getAddress().getClass();
        boolean kernels = source.equals(Loopback.LOCALHOST.address()) || source.equals(Loopback.LOCALHOST6.address());
        if (!source.isLoopbackAddress() || !oneFamily || kernels) {
            return null;
        }
        return new InetSocketAddress(source, 0);
    }
}
