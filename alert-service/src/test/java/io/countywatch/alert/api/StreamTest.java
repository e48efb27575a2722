package io.countywatch.alert.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.alert.TestServers;
import io.countywatch.alert.Tokens;
import io.countywatch.alert.evaluation.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stream of transitions over a log that the test writes, read as an EventSource reads it. */
@QuarkusTest
@QuarkusTestResource(value = TestServers.class, restrictToAnnotatedClass = true)
class StreamTest {

    private static final String OWN = "county-behind-schedule:513429:resettlement";
    private static final String FOREIGN = "county-behind-schedule:622921:resettlement";
    private static final int MANY = 100_000;

    @Inject
    Database database;

    @BeforeEach
    void one_tick() {
        execute("DELETE FROM transition");
        execute("DELETE FROM tick");
        execute("INSERT INTO tick (day, epoch, decided_at, rule_set, revisions, assessments, transitions)"
                + " VALUES ('2020-05-27', 1, now(), 'r', '{}', 0, 0)");
    }

    @Test
    void what_happens_between_a_first_connection_that_saw_nothing_and_the_next_one_is_not_lost() throws Exception {
        write(OWN, 1, 3);
        String id;
        try (Source first = new Source("513429", null)) {
            Event opened = first.next();
            assertThat(opened.isDispatched())
                    .as("nothing that a client would see")
                    .isFalse();
            id = opened.id();
        }
        write(OWN, 4, 4);

        try (Source again = new Source("513429", id)) {
            assertThat(again.dispatched().data()).contains("\"sequence\":4");
        }
    }

    @Test
    void streams_hear_at_once_of_what_is_theirs_and_of_nothing_else() throws Exception {
        try (Source one = new Source("513429", null);
                Source other = new Source("622921", null);
                Source all = new Source("*", null)) {
            for (Source source : List.of(one, other, all)) {
                source.next();
            }
            write(FOREIGN, 1, 1);
            write(OWN, 1, 1);
            write(FOREIGN, 2, 2);

            assertThat(one.dispatched().data()).contains(OWN + "#1");
            assertThat(other.dispatched().data()).contains(FOREIGN + "#1");
            assertThat(other.dispatched().data()).contains(FOREIGN + "#2");
            assertThat(List.of(
                            all.dispatched().data(),
                            all.dispatched().data(),
                            all.dispatched().data()))
                    .anyMatch(data -> data.contains(OWN));
        }
    }

    @Test
    void a_narrow_stream_reads_what_is_not_its_own_once_and_says_that_it_is_past_it() throws Exception {
        write(OWN, 1, 1);
        long start = number("SELECT max(position) FROM transition");
        write(FOREIGN, 1, MANY);
        execute("ANALYZE transition");
        long end = number("SELECT max(position) FROM transition");

        long caughtUp;
        try (Source narrow = new Source("513429", Long.toString(start))) {
            String id = "";
            while (!id.equals(Long.toString(end))) {
                Event event = narrow.next();
                assertThat(event.isDispatched()).isFalse();
                id = event.id() == null ? id : event.id();
            }
            // The server counts with some delay.
            await().atMost(30, SECONDS).until(() -> rowsRead() >= MANY);
            caughtUp = rowsRead();
            assertThat(narrow.next().id()).as("15 s of looks later").isEqualTo(Long.toString(end));
        }
        try (Source again = new Source("513429", Long.toString(end))) {
            again.next();
            write(OWN, 2, 2);
            assertThat(again.dispatched().data()).contains(OWN + "#2");
        }

        assertThat(rowsRead() - caughtUp).isLessThan(MANY / 10);
    }

    /** What was read of the log from the start of the servers on, by index or not. */
    private long rowsRead() {
        return number("SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_user_tables WHERE relname = 'transition'");
    }

    private void write(String alert, int first, int last) {
        execute("INSERT INTO transition (alert, sequence, episode, day, kind, state, tick, told)"
                + " SELECT '" + alert + "', n, 1, '2020-05-27', 'raised', 'FIRING', (SELECT max(id) FROM tick), '{}'"
                + " FROM generate_series(" + first + ", " + last + ") n");
    }

    private void execute(String sql) {
        database.inTransaction(connection -> connection.createStatement().executeUpdate(sql));
    }

    private long number(String sql) {
        return database.inTransaction(connection -> {
            try (var rows = connection.createStatement().executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** @param data null where the event has none: clients take the id and dispatch nothing */
    private record Event(String id, String data) {
        boolean isDispatched() {
            return data != null;
        }
    }

    /** Reads events as the standard says: fields up to an empty line. */
    private static final class Source implements AutoCloseable {

        private final HttpURLConnection connection;
        private final BufferedReader lines;

        Source(String counties, String lastEventId) throws IOException {
            connection =
                    (HttpURLConnection) URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/alerts/stream")
                            .toURL()
                            .openConnection();
            connection.setReadTimeout(40_000);
            connection.setRequestProperty("Authorization", "Bearer " + Tokens.reader(counties));
            connection.setRequestProperty("Accept", "text/event-stream");
            if (lastEventId != null) {
                connection.setRequestProperty("Last-Event-ID", lastEventId);
            }
            lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        }

        Event next() throws IOException {
            String id = null;
            List<String> data = new ArrayList<>();
            for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("data:")) {
                    data.add(line.substring(5));
                }
            }
            return new Event(id, data.isEmpty() ? null : String.join("\n", data));
        }

        Event dispatched() throws IOException {
            Event event = next();
            return event.isDispatched() ? event : dispatched();
        }

        @Override
        public void close() {
            connection.disconnect();
        }
    }
}
