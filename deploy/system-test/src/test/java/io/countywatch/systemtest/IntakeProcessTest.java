package io.countywatch.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the packaged process shows: how it ends under load, and how many it can hold. */
class IntakeProcessTest {

    private static final int CLIENTS = 8;
    private static final int BATCH = 20;
    private static final int IDLE = 10_000;

    @TempDir
    Path folder;

    private PackagedIntake intake;

    @BeforeEach
    void started() throws IOException {
        intake = new PackagedIntake(folder);
    }

    @AfterEach
    void stopped() {
        intake.close();
    }

    /** One call as its client saw it; {@code answer} is null when none came, which means: unknown. */
    private record Call(long begun, HttpResponse<String> answer, IOException failure) {}

    @Test
    void at_sigterm_every_answered_event_is_stored_and_no_call_is_cut_off() throws InterruptedException {
        Queue<Call> history = new ConcurrentLinkedQueue<>();
        List<Thread> clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> new Thread(() -> post(history), "client-" + i))
                .toList();
        clients.forEach(Thread::start);
        await().atMost(Duration.ofSeconds(30)).until(() -> history.size() > 300);

        long signalled = System.nanoTime();
        intake.process().signal("TERM");

        await().atMost(Duration.ofSeconds(20)).until(() -> !intake.process().isAlive());
        for (Thread client : clients) {
            client.join(20_000);
        }
        assertThat(intake.process().exitCode()).isEqualTo(143);
        assertThat(history)
                .filteredOn(call -> call.begun() < signalled)
                .as("calls that were under way")
                .allSatisfy(call -> assertThat(call.answer()).isNotNull());
        List<Call> turnedAway = history.stream()
                .filter(call -> call.answer() != null && call.answer().statusCode() == 503)
                .toList();
        assertThat(turnedAway).isNotEmpty().anySatisfy(call -> {
            assertThat(call.answer().headers().firstValue("Intake-Version")).contains("1");
            assertThat(call.answer().headers().firstValue("Retry-After")).isPresent();
            assertThat(call.answer().body()).contains("urn:countywatch:problem:closing");
        });
        Map<String, String> receipts = receipts(history);
        assertThat(receipts).hasSizeGreaterThan(300 * BATCH / 2);
        assertThat(intake.stored()).as("what was answered is stored").containsAllEntriesOf(receipts);
        System.out.printf(
                "SIGTERM under load: %d calls, %d events accepted, %d calls turned away, %d unanswered%n",
                history.size(),
                receipts.size(),
                turnedAway.size(),
                history.stream().filter(call -> call.answer() == null).count());
    }

    @Test
    void ten_thousand_idle_connections_keep_nobody_from_sending() throws Exception {
        List<SocketChannel> idle = new CopyOnWriteArrayList<>();
        try {
            for (int i = 0; i < IDLE; i++) {
                idle.add(SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), intake.port())));
            }
            HttpClient client = HttpClient.newHttpClient();
            for (int i = 0; i < 10; i++) {
                long start = System.nanoTime();
                HttpResponse<String> answer = intake.post(client, batch());

                assertThat(answer.statusCode()).isEqualTo(202);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            }
        } finally {
            for (SocketChannel connection : idle) {
                connection.close();
            }
        }
    }

    private void post(Queue<Call> history) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        while (true) {
            long begun = System.nanoTime();
            try {
                history.add(new Call(begun, intake.post(client, batch()), null));
            } catch (IOException e) {
                history.add(new Call(begun, null, e));
                if (e instanceof ConnectException) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static Map<String, String> receipts(Queue<Call> history) {
        Map<String, String> receipts = new ConcurrentHashMap<>();
        for (Call call : history) {
            if (call.answer() != null && call.answer().statusCode() == 202) {
                for (JsonNode item : LocalRun.json(call.answer()).get("results")) {
                    receipts.put(item.get("receipt").asText(), item.get("id").asText());
                }
            }
        }
        return receipts;
    }

    private static String batch() {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            events.add(
                    """
                    {"specversion":"1.0","id":"%s","source":"/devices/d-1","type":"countywatch.unit.reported.v1",\
                    "subject":"513429-00%d","time":"2020-05-27T16:20:00+08:00","countycode":"513429","data":{}}"""
                            .formatted(UUID.randomUUID(), i % 10));
        }
        return events.stream().collect(Collectors.joining(",", "[", "]"));
    }
}
