package io.enidirect.simulator.dataplane;

import io.enidirect.simulator.dataplane.Frontend.Upstream;
import io.enidirect.simulator.dataplane.HttpRule.HttpCheck;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/** Asks by an HTTP request, whose answer's status class decides. All answers come on the one event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails in Netty closes the channel, and that is seen
final class HttpProbe implements Probe {
    private final HttpCheck check;
    private final EventLoop loop;
    private final Dialler dialler;
    private final InetAddress source;

    HttpProbe(HttpCheck check, EventLoop loop, Dialler dialler, InetAddress source) {
        this.check = check;
        this.loop = loop;
        this.dialler = dialler;
        this.source = source;
    }

    @Override
    public Future<Boolean> of(Upstream target, int timeoutMillis) {
        Promise<Boolean> alive = loop.newPromise();
        ScheduledFuture<?> timeout = loop.schedule(() -> alive.trySuccess(false), timeoutMillis, TimeUnit.MILLISECONDS);
        alive.addListener(known -> timeout.cancel(false));
        dialler.tcp(loop, target, source, timeoutMillis)
                .ifPresentOrElse(
                        dialled -> {
                            alive.addListener(known -> dialled.channel().close());
                            dialled.addListener(done -> {
                                if (done.isSuccess()) {
                                    ask(dialled.channel(), target, alive);
                                } else {
                                    alive.trySuccess(false);
                                }
                            });
                        },
                        () -> alive.trySuccess(false));
        return alive;
    }

    private void ask(Channel channel, Upstream target, Promise<Boolean> alive) {
        channel.pipeline().addLast(new HttpClientCodec(), new Answer(alive));
        channel.config().setAutoRead(true);
        channel.writeAndFlush(request(target));
    }

    private HttpRequest request(Upstream target) {
        HttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.valueOf(check.version()), HttpMethod.valueOf(check.method()), check.path());
        request.headers()
                .set(HttpHeaderNames.HOST, check.host().isEmpty() ? target.authority() : check.host())
                .set(HttpHeaderNames.USER_AGENT, "clb-healthcheck")
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return request;
    }

    private final class Answer extends SimpleChannelInboundHandler<HttpResponse> {
        private final Promise<Boolean> alive;

        Answer(Promise<Boolean> alive) {
            super(HttpResponse.class);
            this.alive = alive;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext own, HttpResponse response) {
            boolean parsed = response.decoderResult().isSuccess();
            alive.trySuccess(parsed && check.accepts(response.status().code()));
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext own, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                alive.trySuccess(false);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext own) {
            alive.trySuccess(false);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext own, Throwable cause) {
            alive.trySuccess(false);
        }
    }
}
