package io.enidirect.simulator.dataplane;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;

/**
 * A client's connection and the one to its target, both on one event loop, which alone touches this. Each direction ends
 * by itself; after both have, both connections close. Anything else that ends one resets the other.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the handlers see a channel that fails
final class TcpConnection {
    private final SocketChannel client;
    private final SocketChannel target;
    private int finished;
    private boolean ended;

    TcpConnection(SocketChannel client, SocketChannel target) {
        this.client = client;
        this.target = target;
    }

    void start() {
        client.pipeline().addLast(new Direction(target));
        target.pipeline().addLast(new Direction(client));
        client.config().setAutoRead(true);
        target.config().setAutoRead(true);
    }

    private void finish(SocketChannel receiver) {
        // Only after all that was written before: shutting down drops what has not been sent.
        receiver.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (written.isSuccess()) {
                receiver.shutdownOutput().addListener(this::finished);
            } else {
                abort();
            }
        });
    }

    private void finished(Future<? super Void> shutDown) {
        if (!shutDown.isSuccess()) {
            abort();
        } else if (++finished == 2) {
            ended = true;
            client.close();
            target.close();
        }
    }

    private void abort() {
        if (!ended) {
            ended = true;
            Reset.reset(client);
            Reset.reset(target);
        }
    }

    /** What arrives on one connection is written to the other, no faster than that takes it. */
    private final class Direction extends ChannelInboundHandlerAdapter {
        private final SocketChannel receiver;

        Direction(SocketChannel receiver) {
            this.receiver = receiver;
        }

        @Override
        public void channelRead(ChannelHandlerContext sender, Object bytes) {
            receiver.write(bytes, receiver.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext sender) {
            receiver.flush();
        }

        /** Of this connection as the receiver of the other direction. */
        @Override
        public void channelWritabilityChanged(ChannelHandlerContext own) {
            receiver.config().setAutoRead(own.channel().isWritable());
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext sender, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                finish(receiver);
            }
        }

        /** A reset comes as an exception. Netty would take it for the end of the input where half-closure is allowed. */
        @Override
        public void exceptionCaught(ChannelHandlerContext sender, Throwable cause) {
            abort();
        }

        @Override
        public void channelInactive(ChannelHandlerContext sender) {
            abort();
        }
    }
}
