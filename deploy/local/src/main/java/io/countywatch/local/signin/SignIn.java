package io.countywatch.local.signin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countywatch.local.token.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The provider over HTTP, on loopback only. */
public final class SignIn implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 8192;
    private static final int THREADS = 2;

    private final Provider provider;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "sign-in");
        thread.setDaemon(true);
        return thread;
    });

    private SignIn(Provider provider, int port) {
        this.provider = provider;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
    }

    /**
     * Starts it.
     *
     * @param port 0 for a free one
     * @param console the console's origin: nobody is sent anywhere else, and no other page may exchange codes
     */
    public static SignIn start(int port, URI console, TokenIssuer tokens, List<DemoRole> roles) {
        URI issuer = URI.create("http://127.0.0.1:" + port);
        SignIn signIn = new SignIn(new Provider(issuer, console, tokens, roles, Clock.systemUTC()), port);
        signIn.server.start();
        return signIn;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            // Which page may read answers; without a cookie there is nothing that another one could do in our name.
            exchange.getResponseHeaders()
                    .set("Access-Control-Allow-Origin", provider.console().toString());
            exchange.getResponseHeaders().set("Vary", "Origin");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            Map<String, String> query = Query.parse(exchange.getRequestURI().getRawQuery());
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            switch (method + " " + path) {
                case "GET /.well-known/openid-configuration" -> json(exchange, 200, provider.discovery());
                case "GET /jwks" -> json(exchange, 200, provider.keys());
                case "GET /style.css" -> send(exchange, 200, "text/css", RolePage.STYLE);
                case "GET /authorize" -> authorize(exchange, query);
                case "GET /code" -> code(exchange, query);
                case "POST /token" -> token(exchange);
                case "GET /end-session" -> redirect(exchange, provider.console().toString() + "/");
                default -> json(exchange, 404, Map.of("error", "not_found"));
            }
        }
    }

    private void authorize(HttpExchange exchange, Map<String, String> query) throws IOException {
        Optional<String> fault = provider.fault(query);
        html(
                exchange,
                fault.isPresent() ? 400 : 200,
                fault.map(RolePage::fault).orElseGet(() -> RolePage.of(provider, query)));
    }

    private void code(HttpExchange exchange, Map<String, String> query) throws IOException {
        Optional<String> fault = provider.fault(query);
        Optional<String> target = fault.isPresent() ? Optional.empty() : provider.answer(query);
        if (target.isPresent()) {
            redirect(exchange, target.get());
        } else {
            html(exchange, 400, RolePage.fault(fault.orElse("there is no such role")));
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES);
        Optional<Map<String, Object>> tokens = provider.exchange(Query.parse(new String(body, StandardCharsets.UTF_8)));
        json(exchange, tokens.isPresent() ? 200 : 400, tokens.orElse(Map.of("error", "invalid_grant")));
    }

    private static void redirect(HttpExchange exchange, String target) throws IOException {
        exchange.getResponseHeaders().set("Location", target);
        exchange.sendResponseHeaders(302, -1);
    }

    private static void html(HttpExchange exchange, int status, String html) throws IOException {
        exchange.getResponseHeaders()
                .set("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'");
        send(exchange, status, "text/html", html);
    }

    private static void json(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        send(exchange, status, "application/json", JSON.writeValueAsString(body));
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
