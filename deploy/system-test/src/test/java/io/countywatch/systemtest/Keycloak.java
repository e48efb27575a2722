package io.countywatch.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.infrastructure.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A real Keycloak, a process of this machine behind TLS, with two realms: ours and another. */
final class Keycloak implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ADMIN = "admin";

    private final Path home = unpacked();
    private final Path log;
    private final Certificate certificate;
    private final HttpClient http;
    private final int port;
    private ServerProcess process;

    /** Starts nothing yet. */
    Keycloak(Path folder, int port) {
        this.port = port;
        this.log = folder.resolve("keycloak.log");
        this.certificate = Certificate.ofLocalhost(folder);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(certificate.trusting())
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    private static Path unpacked() {
        try (Stream<Path> folders = Files.list(Project.root().resolve("deploy/system-test/target/keycloak"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("bin/kc.sh")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("run with -Pkeycloak, which unpacks it", e);
        }
    }

    void start() {
        importRealm("countywatch");
        importRealm("elsewhere");
        process = ServerProcess.start(
                "Keycloak",
                List.of(
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--db=dev-mem",
                        "--import-realm",
                        "--hostname=https://localhost:" + port,
                        "--http-host=127.0.0.1",
                        "--http-port=" + ServerProcess.freePort(),
                        "--https-port=" + port,
                        "--https-key-store-file=" + certificate.keyStore(),
                        "--https-key-store-password=" + Certificate.PASSWORD,
                        "--http-access-log-enabled=true"),
                Map.of(
                        "KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN,
                        "KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN,
                        "JAVA_OPTS_KC_HEAP", "-Xmx512m"),
                home,
                log);
        process.await(this::isReady, Duration.ofSeconds(180));
    }

    private void importRealm(String realm) {
        try (InputStream in = Keycloak.class.getResourceAsStream("/keycloak/" + realm + "-realm.json")) {
            Path folder = Files.createDirectories(home.resolve("data/import"));
            Files.write(folder.resolve(realm + "-realm.json"), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady() {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The realm of Countywatch, which is its issuer. */
    String issuer() {
        return "https://localhost:" + port + "/realms/countywatch";
    }

    /** The certificate to be trusted, as PEM. */
    Path authority() {
        return certificate.pem();
    }

    /** A token of our realm for that client and user; the user's password is its name. */
    String token(String client, String user) {
        return token("countywatch", client, user);
    }

    String token(String realm, String client, String user) {
        String form = Map.of("grant_type", "password", "client_id", client, "username", user, "password", user)
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + port + "/realms/" + realm + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return json(request).path("access_token").asText();
    }

    /** Adds a signing key; tokens are signed by the one of the highest priority. */
    void addKey(String name, int priority) {
        String provider =
                """
                {"name":"%s","providerId":"rsa-generated","providerType":"org.keycloak.keys.KeyProvider",
                 "config":{"priority":["%d"],"enabled":["true"],"active":["true"],"algorithm":["RS256"],"keySize":["2048"]}}
                """
                        .formatted(name, priority);
        HttpResponse<String> answer = send(admin("/components", adminToken())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(provider))
                .build());
        if (answer.statusCode() != 201) {
            throw new AssertionError("key not added: " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Takes every signing key away but that of this key id. */
    void removeKeysBut(String kid) {
        String token = adminToken();
        for (JsonNode key : json(admin("/keys", token).build()).path("keys")) {
            if (key.path("algorithm").asText().equals("RS256")
                    && !key.path("kid").asText().equals(kid)) {
                HttpResponse<String> answer =
                        send(admin("/components/" + key.path("providerId").asText(), token)
                                .DELETE()
                                .build());
                if (answer.statusCode() != 204) {
                    throw new AssertionError("key not removed: " + answer.statusCode() + " " + answer.body());
                }
            }
        }
    }

    private String adminToken() {
        return token("master", "admin-cli", ADMIN);
    }

    private HttpRequest.Builder admin(String path, String token) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/admin/realms/countywatch" + path))
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode json(HttpRequest request) {
        HttpResponse<String> answer = send(request);
        if (answer.statusCode() != 200) {
            throw new AssertionError(request.uri() + " answers " + answer.statusCode() + " " + answer.body());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Requests to our realm's paths that contain the text, as its access log has them. */
    long requests(String text) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("/realms/countywatch/") && line.contains(text))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            // The script may have the server as its child.
            List<ProcessHandle> all = ProcessHandle.of(process.pid()).stream()
                    .flatMap(ProcessHandle::descendants)
                    .toList();
            process.stop("TERM", Duration.ofSeconds(20));
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
