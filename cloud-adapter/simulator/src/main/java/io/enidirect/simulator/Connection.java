package io.enidirect.simulator;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/** The socket below a request, past everything that would send a proper answer on it. */
final class Connection {
    private final EndPoint endPoint;

    private Connection(EndPoint endPoint) {
        this.endPoint = endPoint;
    }

    static Connection of(ServletRequest request) {
        ServletRequest innermost = request;
        while (innermost instanceof ServletRequestWrapper wrapper) {
            innermost = wrapper.getRequest();
        }
        return new Connection(((Request) innermost).getHttpChannel().getEndPoint());
    }

    void close() {
        endPoint.close();
    }

    void reset() throws IOException {
        channel().setOption(StandardSocketOptions.SO_LINGER, 0);
        endPoint.close();
    }

    /** The bytes fit into the empty send buffer of a socket that waits for an answer. */
    void sendAndClose(byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        SocketChannel channel = channel();
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        endPoint.close();
    }

    private SocketChannel channel() {
        return (SocketChannel) endPoint.getTransport();
    }
}
