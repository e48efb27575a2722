package io.countywatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTest {

    @TempDir
    Path folder;

    @Test
    void what_a_service_that_is_not_ready_answers_is_kept_for_whoever_must_find_out_why() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/q/health/ready", exchange -> {
            byte[] body = "{\n \"status\": \"DOWN\"\n}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Service service =
                new Service("alert-service", server.getAddress().getPort(), new RunFolder(folder.resolve("data")));

        boolean ready = service.isReady();
        String answered = service.lastAnswer();
        server.stop(0);

        assertThat(ready).isFalse();
        assertThat(answered).isEqualTo("503 { \"status\": \"DOWN\" }");
        assertThat(service.isReady()).isFalse();
        assertThat(service.lastAnswer()).isEqualTo("ConnectException");
    }
}
