package io.countywatch.bench.intake;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One keep-alive connection: a request is written, its answer read, then the next. */
final class Connection {

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final SelectionKey key;
    private ByteBuffer out = ByteBuffer.allocateDirect(0);
    private final byte[] in = new byte[1 << 18];
    private final ByteBuffer reading = ByteBuffer.wrap(in);
    private int size;
    private int headEnd;
    private int end;
    private long due;
    private long asked;

    Connection(int port, Selector selector) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /**
     * Writes as much as the socket takes; the rest when it takes more.
     *
     * @param dueAt when it should have been sent, by {@link System#nanoTime}: an answer that comes late because the
     *     request could not even be sent is late all the same
     * @param events how many events the request has
     */
    void send(byte[] head, byte[] body, long dueAt, long events) throws IOException {
        due = dueAt;
        asked = events;
        size = 0;
        headEnd = -1;
        int room = head.length + body.length + 32;
        if (out.capacity() < room) {
            out = ByteBuffer.allocateDirect(room);
        }
        out.clear().put(head).put(Integer.toString(body.length).getBytes(StandardCharsets.US_ASCII));
        out.put((byte) '\r')
                .put((byte) '\n')
                .put((byte) '\r')
                .put((byte) '\n')
                .put(body)
                .flip();
        write();
    }

    void write() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** Reads what is there. @return whether the answer is complete */
    boolean read() throws IOException {
        reading.limit(in.length).position(size);
        int read = channel.read(reading);
        if (read < 0) {
            throw new IOException("the service closed a connection");
        }
        size += read;
        if (headEnd < 0) {
            headEnd = findHeadEnd();
            end = headEnd < 0 ? Integer.MAX_VALUE : headEnd + contentLength();
        }
        return size >= end;
    }

    boolean canWrite() {
        return key.isWritable();
    }

    long due() {
        return due;
    }

    long asked() {
        return asked;
    }

    int status() {
        return (in[9] - '0') * 100 + (in[10] - '0') * 10 + in[11] - '0';
    }

    /** How many events the answer says are accepted. */
    long accepted() {
        // {"received":100,"accepted":100,… – at the very beginning of a 202 or 207.
        String start = new String(in, headEnd, Math.min(80, size - headEnd), StandardCharsets.US_ASCII);
        int at = start.indexOf("\"accepted\":");
        return at < 0 ? 0 : Long.parseLong(start, at + 11, start.indexOf(',', at), 10);
    }

    /** The answer's body, for a message. */
    String body() {
        return new String(in, headEnd, Math.min(400, size - headEnd), StandardCharsets.UTF_8);
    }

    void close() throws IOException {
        channel.close();
    }

    private int findHeadEnd() {
        for (int i = 3; i < size; i++) {
            if (in[i] == '\n' && in[i - 2] == '\n' && in[i - 1] == '\r' && in[i - 3] == '\r') {
                return i + 1;
            }
        }
        return -1;
    }

    private int contentLength() throws IOException {
        for (int i = 0; i < headEnd - LENGTH.length; i++) {
            if (in[i] == '\n' && isLength(i + 1)) {
                int length = 0;
                for (int at = i + 1 + LENGTH.length; in[at] != '\r'; at++) {
                    length = in[at] == ' ' ? length : length * 10 + in[at] - '0';
                }
                return length;
            }
        }
        throw new IOException("an answer without Content-Length");
    }

    private boolean isLength(int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            if ((in[at + i] | 0x20) != (LENGTH[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }
}
