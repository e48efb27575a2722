package io.countywatch.metrics;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Answers as intake does, with what the test says, and remembers what it was sent. */
public final class FakeIntake {

    private final HttpServer server;
    private final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
    private volatile Answer answer;

    private FakeIntake(HttpServer server) {
        this.server = server;
    }

    static FakeIntake start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
            FakeIntake intake = new FakeIntake(server);
            server.createContext("/v1/events", exchange -> {
                intake.sent.add(new Sent(
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        exchange.getRequestHeaders().getFirst("Content-Type"),
                        exchange.getRequestBody().readAllBytes()));
                if (intake.answer.isIntake()) {
                    exchange.getResponseHeaders().add("Intake-Version", "1");
                }
                byte[] body = intake.answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(intake.answer.status(), body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return intake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Gives this answer from now on. */
    public void answers(int status, String body) {
        answer = new Answer(status, body, true);
    }

    /** As something that stands between here and intake would. */
    public void isHiddenBehind(int status, String body) {
        answer = new Answer(status, body, false);
    }

    /** What came last. */
    public Sent last() {
        return sent.get(sent.size() - 1);
    }

    public int count() {
        return sent.size();
    }

    /** A request as it came. */
    public record Sent(String authorization, String contentType, byte[] body) {}

    private record Answer(int status, String body, boolean isIntake) {}
}
