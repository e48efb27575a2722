package io.countywatch.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A receiver as people write them: it drops what it has seen by the id, and believes the rest. */
final class WebhookReceiver implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Message> messages = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> firing = new TreeSet<>();
    private volatile int status = 200;
    private volatile CountDownLatch held;

    /** A message as it came, whether it was answered well or not. */
    record Message(String id, JsonNode body) {

        /** Unit and status of each of its alerts. */
        List<String> alerts() {
            List<String> alerts = new ArrayList<>();
            body.get("alerts")
                    .forEach(alert -> alerts.add(alert.at("/labels/rule").asText() + " "
                            + alert.at("/labels/unit").asText() + " "
                            + alert.get("status").asText()));
            return alerts;
        }
    }

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** With what it answers from now on; anything but 200 means that it takes nothing. */
    void answers(int newStatus) {
        status = newStatus;
    }

    /** From now on it takes messages and does not answer until the latch is open. */
    void holdsUntil(CountDownLatch open) {
        held = open;
    }

    synchronized List<Message> messages() {
        return List.copyOf(messages);
    }

    /** Rule and unit of what it believes to fire. */
    synchronized Set<String> firing() {
        return new TreeSet<>(firing);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            int answer = status;
            if (answer == 200) {
                believe(new Message(exchange.getRequestHeaders().getFirst("Idempotency-Key"), body));
            }
            CountDownLatch open = held;
            if (open != null) {
                open.await();
            }
            exchange.sendResponseHeaders(answer, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void believe(Message message) {
        messages.add(message);
        if (!seen.add(message.id())) {
            return;
        }
        for (String alert : message.alerts()) {
            String[] parts = alert.split(" ");
            if (parts[2].equals("firing")) {
                firing.add(parts[0] + " " + parts[1]);
            } else {
                firing.remove(parts[0] + " " + parts[1]);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
