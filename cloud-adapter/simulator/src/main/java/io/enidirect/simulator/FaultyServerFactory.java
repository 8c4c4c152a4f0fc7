package io.enidirect.simulator;

import com.github.tomakehurst.wiremock.common.JettySettings;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.HttpServer;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.io.NetworkTrafficListener;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;

/** WireMock's own server with a filter before everything but the control API: its faults can't cut an answer in half. */
final class FaultyServerFactory implements HttpServerFactory {
    private final DeliveryFilter filter;
    private final Door door;

    FaultyServerFactory(DeliveryFilter filter, Door door) {
        this.door = door;
        this.filter = filter;
    }

    @Override
    public HttpServer buildHttpServer(Options options, AdminRequestHandler admin, StubRequestHandler stubs) {
        return new Jetty11HttpServer(options, admin, stubs) {
            @Override
            protected ServerConnector createHttpConnector(
                    String address, int port, JettySettings settings, NetworkTrafficListener listener) {
                ServerConnector connector = super.createHttpConnector(address, port, settings, listener);
                // else "charset=utf-8" arrives as "charset=UTF-8", which is not what was signed
                connector
                        .getConnectionFactory(HttpConnectionFactory.class)
                        .getHttpConfiguration()
                        .setHeaderCacheCaseSensitive(true);
                door.in(connector);
                return connector;
            }

            @Override
            protected void decorateMockServiceContextAfterConfig(ServletContextHandler context) {
                FilterHolder holder = new FilterHolder(filter);
                holder.setAsyncSupported(true);
                context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
                super.decorateMockServiceContextAfterConfig(context);
            }
        };
    }
}
