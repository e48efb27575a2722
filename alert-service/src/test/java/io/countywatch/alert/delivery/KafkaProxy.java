package io.countywatch.alert.delivery;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between one client and a broker, which can be cut. A broker says itself where it is reached: in what comes
 * from it its port is replaced, so that the client stays on this way.
 */
final class KafkaProxy implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final int broker;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /** @param bootstrapServers one broker on this machine */
    KafkaProxy(String bootstrapServers) {
        this.broker = Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getByName(HOST));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(this::accept);
    }

    String bootstrapServers() {
        return HOST + ":" + server.getLocalPort();
    }

    void cut() {
        cut = true;
        open.forEach(KafkaProxy::close);
    }

    void heal() {
        cut = false;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            if (cut) {
                close(client);
                continue;
            }
            Socket upstream = new Socket(HOST, broker);
            open.add(client);
            open.add(upstream);
            if (cut) {
                cut(); // between the two looks
            }
            run(() -> pump(client, upstream, false));
            run(() -> pump(upstream, client, true));
        }
    }

    /** Messages of Kafka's protocol: a length of four bytes and so many bytes. */
    private void pump(Socket from, Socket to, boolean answers) throws IOException {
        try (from;
                to) {
            DataInputStream in = new DataInputStream(from.getInputStream());
            DataOutputStream out = new DataOutputStream(to.getOutputStream());
            while (true) {
                byte[] message = new byte[in.readInt()];
                in.readFully(message);
                if (answers) {
                    replace(message, address(broker), address(server.getLocalPort()));
                }
                byte[] framed = ByteBuffer.allocate(4 + message.length)
                        .putInt(message.length)
                        .put(message)
                        .array();
                out.write(framed);
            }
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static byte[] address(int port) {
        return ByteBuffer.allocate(HOST.length() + 4)
                .put(HOST.getBytes(StandardCharsets.US_ASCII))
                .putInt(port)
                .array();
    }

    private static void replace(byte[] message, byte[] old, byte[] by) {
        for (int at = 0; at + old.length <= message.length; at++) {
            if (ByteBuffer.wrap(message, at, old.length).equals(ByteBuffer.wrap(old))) {
                System.arraycopy(by, 0, message, at, by.length);
            }
        }
    }

    private interface Running {
        void run() throws IOException;
    }

    private static void run(Running running) {
        Thread thread = new Thread(
                () -> {
                    try {
                        running.run();
                    } catch (IOException e) {
                        // A connection, or the proxy, is closed.
                    }
                },
                "kafka-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
