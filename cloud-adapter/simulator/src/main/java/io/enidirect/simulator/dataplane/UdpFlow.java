package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.Frontend.Upstream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/** One client's socket to its target. Confined to the event loop of its frontend. */
@SuppressWarnings("FutureReturnValueIgnored") // the handlers see a channel that fails
final class UdpFlow {
    private final Lease lease;
    private final ChannelFuture connected;
    private long lastUsed = System.nanoTime();

    UdpFlow(Lease lease, ChannelFuture connected) {
        this.lease = lease;
        this.connected = connected;
    }

    Upstream target() {
        return lease.target();
    }

    void touch() {
        lastUsed = System.nanoTime();
    }

    boolean idle(long nanos) {
        return System.nanoTime() - lastUsed >= nanos;
    }

    /** Takes over the payload. Those sent before the socket is connected wait for it, in their order. */
    void send(ByteBuf payload) {
        touch();
        Channel channel = connected.channel();
        connected.addListener(done -> {
            if (done.isSuccess() && channel.isWritable()) {
                channel.writeAndFlush(payload);
            } else {
                payload.release();
            }
        });
    }

    void close() {
        connected.channel().close();
    }
}
