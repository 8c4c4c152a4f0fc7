package io.enidirect.image;

import java.io.IOException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Run by the image's Java, with nothing beside: whether it trusts who answers there. */
final class Handshake {
    static final int TRUSTED = 0;
    static final int NOT_TRUSTED = 3;

    private Handshake() {}

    public static void main(String[] arguments) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) SSLSocketFactory.getDefault().createSocket(arguments[0], Integer.parseInt(arguments[1]))) {
            socket.startHandshake();
            System.out.println(socket.getSession().getProtocol() + " "
                    + socket.getSession().getCipherSuite());
            System.exit(TRUSTED);
        } catch (SSLHandshakeException e) {
            System.out.println(e.getMessage());
            System.exit(NOT_TRUSTED);
        }
    }
}
