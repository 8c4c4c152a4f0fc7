package io.enidirect.simulator.dataplane;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Relays TCP: each accepted connection gets one of its own to a target, or is reset. */
@SuppressWarnings("FutureReturnValueIgnored") // the handlers see a channel that fails
final class TcpRelay implements Relay {
    /** Only a target whose queue of new connections is full lets anyone wait on a loopback address. */
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

    private final Channel server;
    private final ChannelGroup clients;

    private TcpRelay(Channel server, ChannelGroup clients) {
        this.server = server;
        this.clients = clients;
    }

    static TcpRelay listen(EventLoopGroup group, Frontend frontend, Pool pool, Dialler dialler) {
        // Staying closed, it also closes what is accepted while the relay ends.
        ChannelGroup clients = new DefaultChannelGroup(group.next(), true);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        clients.add(client);
                        accept(client, pool, dialler);
                    }
                });
        return new TcpRelay(Listening.open(bootstrap, frontend), clients);
    }

    private static void accept(SocketChannel client, Pool pool, Dialler dialler) {
        @Nullable InetSocketAddress address = client.remoteAddress();
        if (address == null) {
            // It was gone before it was accepted.
            client.close();
            return;
        }
        Optional<Lease> lease = pool.lease(address.getAddress());
        lease.ifPresent(
                held -> client.closeFuture().addListener(closed -> held.end().run()));
        lease.flatMap(held ->
                        dialler.tcp(client.eventLoop(), held.target(), address.getAddress(), CONNECT_TIMEOUT_MILLIS))
                .ifPresentOrElse(
                        dialled -> dialled.addListener(done -> join(client, dialled)), () -> Reset.reset(client));
    }

    private static void join(SocketChannel client, ChannelFuture dialled) {
        if (!dialled.isSuccess()) {
            Reset.reset(client);
        } else if (!client.isOpen()) {
            Reset.reset(dialled.channel());
        } else {
            new TcpConnection(client, (SocketChannel) dialled.channel()).start();
        }
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    @Override
    public void close() {
        Listening.close(server);
        clients.forEach(Reset::reset);
        clients.close();
    }
}
