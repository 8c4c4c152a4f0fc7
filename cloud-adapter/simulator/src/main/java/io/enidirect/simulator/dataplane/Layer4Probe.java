package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.Frontend.Transport;
import io.enidirect.simulator.dataplane.Frontend.Upstream;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/** Asks whether a port is open. All answers come on the one event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails in Netty closes the channel, and that is seen
final class Layer4Probe implements Probe {
    private final Transport transport;
    private final EventLoop loop;
    private final Dialler dialler;
    private final InetAddress source;

    Layer4Probe(Transport transport, EventLoop loop, Dialler dialler, InetAddress source) {
        this.transport = transport;
        this.loop = loop;
        this.dialler = dialler;
        this.source = source;
    }

    @Override
    public Future<Boolean> of(Upstream target, int timeoutMillis) {
        Promise<Boolean> alive = loop.newPromise();
        switch (transport) {
            case TCP -> tcp(target, timeoutMillis, alive);
            case UDP -> udp(target, timeoutMillis, alive);
        }
        return alive;
    }

    /** Alive if it accepts. Reset at once, so that neither side keeps anything of it. */
    private void tcp(Upstream target, int timeoutMillis, Promise<Boolean> alive) {
        dialler.tcp(loop, target, source, timeoutMillis)
                .ifPresentOrElse(
                        dialled -> dialled.addListener(done -> {
                            Reset.reset(dialled.channel());
                            alive.trySuccess(done.isSuccess());
                        }),
                        () -> alive.trySuccess(false));
    }

    /** Alive unless an ICMP "port unreachable" comes back within the time-out (CLB documentation 214/42978). */
    private void udp(Upstream target, int timeoutMillis, Promise<Boolean> alive) {
        dialler.udp(loop, target, source, new Answer(alive))
                .ifPresentOrElse(
                        dialled -> {
                            Channel channel = dialled.channel();
                            alive.addListener(known -> channel.close());
                            dialled.addListener(done -> {
                                if (done.isSuccess()) {
                                    channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {'\n'}));
                                    loop.schedule(() -> alive.trySuccess(true), timeoutMillis, TimeUnit.MILLISECONDS);
                                } else {
                                    alive.trySuccess(false);
                                }
                            });
                        },
                        () -> alive.trySuccess(false));
    }

    private static final class Answer extends SimpleChannelInboundHandler<DatagramPacket> {
        private final Promise<Boolean> alive;

        Answer(Promise<Boolean> alive) {
            this.alive = alive;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext own, DatagramPacket answer) {
            alive.trySuccess(true);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext own, Throwable cause) {
            alive.trySuccess(false);
        }
    }
}
