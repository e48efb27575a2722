package io.countywatch.alert.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countywatch.alert.startup.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;

/** A receiver of webhooks as people write them: it keeps what it got and answers what the test wants. */
final class HookServer implements AutoCloseable {

    /** How it answers, by path; 200 where nothing is said. */
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();

    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** What it does with a message. */
    @FunctionalInterface
    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** A message as it came. */
    record Message(String path, String id, String timestamp, String signature, String traceparent, String body) {

        JsonNode json() {
            return Json.tree(body);
        }

        /** Unit and status of its alerts, in its order. */
        List<String> alerts() {
            return StreamSupport.stream(json().get("alerts").spliterator(), false)
                    .map(alert -> alert.at("/labels/unit").asText() + " "
                            + alert.get("status").asText())
                    .toList();
        }
    }

    HookServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool(run -> {
            Thread thread = new Thread(run, "hook");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::take);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    static Behaviour status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    void answers(String path, Behaviour behaviour) {
        behaviours.put(path, behaviour);
    }

    /** What came to a path, also what was answered badly. */
    List<Message> messages(String path) {
        return messages.stream().filter(message -> message.path().equals(path)).toList();
    }

    void forget() {
        messages.clear();
        behaviours.clear();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            messages.add(new Message(
                    path,
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    exchange.getRequestHeaders().getFirst(Signature.TIMESTAMP),
                    exchange.getRequestHeaders().getFirst(Signature.HEADER),
                    exchange.getRequestHeaders().getFirst("traceparent"),
                    body));
            behaviours.getOrDefault(path, status(200)).answer(exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
