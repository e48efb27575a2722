package io.countywatch.intake.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection without any manners: sends what it is given, and no more. */
final class RawConnection implements AutoCloseable {

    private final Socket socket;

    RawConnection(int port, int patienceMillis) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(patienceMillis);
        socket.setTcpNoDelay(true);
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Closes this side only: the request ends, the answer may still come. */
    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** Everything up to the server's close. @throws java.net.SocketTimeoutException if it is kept waiting */
    String readToEnd() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The head of a request whose body is still to come. */
    static String head(String token, String contentType, String length) {
        return "POST /v1/events HTTP/1.1\r\nHost: intake\r\nAuthorization: Bearer " + token + "\r\nContent-Type: "
                + contentType + "\r\n" + length + "\r\n\r\n";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
