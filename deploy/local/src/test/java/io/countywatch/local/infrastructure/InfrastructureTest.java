package io.countywatch.local.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfrastructureTest {

    @Test
    void both_servers_keep_their_data_over_a_kill() throws Exception {
        try (Infrastructure servers = Infrastructure.start()) {
            String url = servers.jdbcUrl("example");
            try (var connection = DriverManager.getConnection(url, servers.username(), servers.password())) {
                connection.createStatement().execute("CREATE TABLE kept (x int); INSERT INTO kept VALUES (1)");
            }
            append(servers, "before");

            servers.killPostgres();
            servers.startPostgres();
            servers.killKafka();
            servers.startKafka();

            try (var connection = DriverManager.getConnection(url, servers.username(), servers.password());
                    var rows = connection.createStatement().executeQuery("SELECT x FROM kept")) {
                assertThat(rows.next()).isTrue();
            }
            assertThat(append(servers, "after")).isEqualTo(1);
        }
    }

    @Test
    void every_topic_of_the_contract_is_created_with_its_partitions() throws Exception {
        try (Infrastructure servers = Infrastructure.start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get())
                    .contains("household-events.v1", "county-metrics.v1", "county-alerts.v1", "county-alert-state.v1");
            assertThat(admin.describeTopics(List.of("household-events.v1"))
                            .allTopicNames()
                            .get()
                            .get("household-events.v1")
                            .partitions())
                    .hasSize(24);
        }
    }

    @Test
    void postgres_is_set_up_below_a_folder_that_only_its_owner_may_enter(@TempDir Path folder) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Path binaries = copy(PostgresBinaries.unpacked(), folder.resolve("binaries"));
        Path data = Files.createDirectory(folder.resolve("data"));
        List<String> initdb = List.of(
                binaries.resolve("bin/initdb").toString(), "--pgdata=" + data, "--username=someone", "--no-sync");
        if (Unprivileged.isNeeded()) {
            Unprivileged.own(data);
            initdb = Unprivileged.command(initdb);
        }

        ServerProcess.run("initdb", initdb, folder, folder.resolve("log"));

        assertThat(data.resolve("PG_VERSION")).exists();
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file)),
                        LinkOption.NOFOLLOW_LINKS,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return to;
    }

    private static long append(Infrastructure servers, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            return producer.send(new ProducerRecord<>("county-alerts.v1", 0, "k", value))
                    .get()
                    .offset();
        }
    }
}
