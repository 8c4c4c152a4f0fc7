package io.enidirect.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * The cloud's hosts inside of the VPC: they answer on the port of HTTPS with a certificate of their names, and hand on what they
 * hear to the simulated cloud. Pods find them by aliases, and trust them by an authority that their values name.
 */
final class CloudInside implements AutoCloseable {
    private static final String DOMAIN = "internal.tencentcloudapi.com";
    private static final List<String> HOSTS = List.of("clb." + DOMAIN, "tag." + DOMAIN, "sts." + DOMAIN);
    private static final String PASSWORD = "changeit";
    private static final String STORE = "tmp/inside.p12";
    private static final int HTTPS = 443;

    private final String address;
    private final SSLServerSocket server;
    private final URI cloud;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private CloudInside(String address, SSLServerSocket server, URI cloud) {
        this.address = address;
        this.server = server;
        this.cloud = cloud;
    }

    /** @param root of the unpacked image, where the authority is put */
    static CloudInside start(String address, URI cloud, Path root) throws IOException, GeneralSecurityException {
        Path store = root.resolve(STORE);
        Files.deleteIfExists(store);
        makeKey(store);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("inside", keys.getCertificate("inside"));
        try (OutputStream out = Files.newOutputStream(store)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(HTTPS, 0, InetAddress.getByName(address));
        CloudInside inside = new CloudInside(address, server, cloud);
        inside.threads.execute(inside::serve);
        return inside;
    }

    private static void makeKey(Path store) {
        try {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "inside",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=" + HOSTS.get(0),
                            "-ext",
                            "san=dns:" + String.join(",dns:", HOSTS),
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD)
                    .inheritIO()
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool has made no key");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a key is made", e);
        }
    }

    /** Of the chart, beside its switch for these hosts. */
    String values() {
        return """
                hostAliases: [{ip: %s, hostnames: [%s]}]
                jvmOptions: "%s -Djavax.net.ssl.trustStore=/%s -Djavax.net.ssl.trustStorePassword=%s"
                """.formatted(address, String.join(", ", HOSTS), "-XX:+UseSerialGC", STORE, PASSWORD);
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket outside = server.accept();
                Socket inside = new Socket(cloud.getHost(), cloud.getPort());
                threads.execute(() -> hand(outside, inside));
                threads.execute(() -> hand(inside, outside));
            } catch (IOException e) {
                return; // it is closed
            }
        }
    }

    private static void hand(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8_192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                out.write(bytes, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // one of the two has gone, and so does the other
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
