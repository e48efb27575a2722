package io.countywatch.local.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** An intake-service that misbehaves as told, once for each request, and then behaves. */
final class StubIntake implements AutoCloseable {

    /** A request as it came. */
    record Request(String sentAt, String authorization, String mediaType, List<String> ids) {}

    /** Answers one request. */
    interface Script {
        void answer(HttpExchange exchange, List<String> ids) throws IOException;
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // Without it every small answer waits 40 ms for the other side's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Deque<Script> scripts = new ArrayDeque<>();
    final List<Request> requests = new ArrayList<>();

    StubIntake(Script... scripts) throws IOException {
        this.scripts.addAll(List.of(scripts));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/events", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        List<String> ids = new ArrayList<>();
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream body = zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            JsonNode tree = JSON.readTree(body);
            (tree.isArray() ? tree : List.of(tree))
                    .forEach(event -> ids.add(event.get("id").asText()));
        }
        Script script;
        synchronized (this) {
            requests.add(new Request(
                    exchange.getRequestHeaders().getFirst("Intake-Sent-At"),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    ids));
            script = scripts.isEmpty() ? accepting() : scripts.pop();
        }
        try (exchange) {
            script.answer(exchange, ids);
        }
    }

    static Script accepting() {
        return (exchange, ids) -> results(exchange, 202, ids, index -> "accepted", true);
    }

    static Script loginPage() {
        return (exchange, ids) -> results(exchange, 202, ids, index -> "accepted", false);
    }

    static Script status(int status, String... headers) {
        return (exchange, ids) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            send(exchange, status, "{\"status\":" + status + "}", true);
        };
    }

    static Script cut() {
        return (exchange, ids) -> {
            exchange.sendResponseHeaders(202, 100_000);
            exchange.getResponseBody().write(1);
        };
    }

    static Script each(int status, java.util.function.IntFunction<String> result) {
        return (exchange, ids) -> results(exchange, status, ids, result, true);
    }

    private static void results(
            HttpExchange exchange,
            int status,
            List<String> ids,
            java.util.function.IntFunction<String> result,
            boolean header)
            throws IOException {
        List<Object> results = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            results.add(java.util.Map.of(
                    "index", i, "id", ids.get(i), "status", result.apply(i), "errors", List.of(List.of(1))));
        }
        send(exchange, status, JSON.writeValueAsString(java.util.Map.of("received", 1, "results", results)), header);
    }

    private static void send(HttpExchange exchange, int status, String body, boolean header) throws IOException {
        if (header) {
            exchange.getResponseHeaders().add("Intake-Version", "1");
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
