package io.countywatch.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.infrastructure.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker that speaks TLS only, asks for a certificate and allows nobody anything, but what the KafkaUsers of the
 * manifests say; with the topics that the manifests say, on one broker.
 */
final class SecuredKafka implements AutoCloseable {

    private static final String ADMINISTRATOR = "administrator";

    private final Authority authority;
    private final int port = ServerProcess.freePort();
    private final ServerProcess process;

    SecuredKafka(Path folder, Authority authority) throws Exception {
        this.authority = authority;
        Files.createDirectories(folder);
        Path settings = folder.resolve("server.properties");
        Files.writeString(settings, settings(folder.resolve("data"), ServerProcess.freePort()));
        ServerProcess format = ServerProcess.start(
                "format",
                command("kafka.tools.StorageTool", "format", "-t", "Y291bnR5d2F0Y2gtdGVzdA", "-c", settings.toString()),
                Map.of(),
                folder,
                folder.resolve("format.log"));
        while (format.isAlive()) {
            Thread.onSpinWait();
        }
        process = ServerProcess.start(
                "Kafka", command("kafka.Kafka", settings.toString()), Map.of(), folder, folder.resolve("kafka.log"));
        process.await(() -> ServerProcess.listens(port), Duration.ofSeconds(60));
        try (Admin admin = Admin.create(client(ADMINISTRATOR))) {
            List<NewTopic> topics = new ArrayList<>();
            for (JsonNode topic : RenderedManifests.of("KafkaTopic")) {
                Map<String, String> config = new HashMap<>();
                topic.at("/spec/config")
                        .properties()
                        .forEach(entry ->
                                config.put(entry.getKey(), entry.getValue().asText()));
                config.put("min.insync.replicas", "1");
                topics.add(new NewTopic(
                                topic.at("/metadata/name").asText(),
                                topic.at("/spec/partitions").asInt(),
                                (short) 1)
                        .configs(config));
            }
            admin.createTopics(topics).all().get();
            admin.createAcls(rights()).all().get();
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    private static List<AclBinding> rights() {
        List<AclBinding> rights = new ArrayList<>();
        for (JsonNode user : RenderedManifests.of("KafkaUser")) {
            for (JsonNode acl : user.at("/spec/authorization/acls")) {
                ResourcePattern resource = new ResourcePattern(
                        ResourceType.fromString(acl.at("/resource/type").asText()),
                        acl.at("/resource/name").asText(),
                        acl.at("/resource/patternType").asText().equals("prefix")
                                ? PatternType.PREFIXED
                                : PatternType.LITERAL);
                for (JsonNode operation : acl.path("operations")) {
                    rights.add(new AclBinding(
                            resource,
                            new AccessControlEntry(
                                    "User:" + user.at("/metadata/name").asText(),
                                    "*",
                                    AclOperation.fromString(operation.asText()),
                                    AclPermissionType.ALLOW)));
                }
            }
        }
        return rights;
    }

    private String settings(Path data, int controller) throws IOException {
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=SSL://localhost:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=SSL://localhost:%1$d
        listener.security.protocol.map=SSL:SSL,CONTROLLER:PLAINTEXT
        controller.listener.names=CONTROLLER
        inter.broker.listener.name=SSL
        log.dirs=%3$s
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=3
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0
        log.cleaner.dedupe.buffer.size=8388608
        ssl.keystore.type=PKCS12
        ssl.keystore.location=%4$s
        ssl.keystore.password=%6$s
        ssl.truststore.type=PKCS12
        ssl.truststore.location=%5$s
        ssl.truststore.password=%6$s
        ssl.client.auth=required
        ssl.principal.mapping.rules=RULE:^CN=([^,]*).*$/$1/
        authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
        super.users=User:ANONYMOUS;User:localhost;User:administrator
        allow.everyone.if.no.acl.found=false
        """
                .formatted(
                        port, controller, data, authority.keysOf("localhost"), authority.trust(), Authority.PASSWORD);
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ServerProcess.java(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-cp",
                Project.root().resolve("deploy/local/target/lib") + "/*"));
        command.addAll(List.of(arguments));
        return command;
    }

    String bootstrapServers() {
        return "localhost:" + port;
    }

    /** Settings of a client with somebody's certificate. */
    Properties client(String user) throws IOException {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "security.protocol",
                "SSL",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                authority.certificate().toString(),
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                authority.keysOf(user).toString(),
                "ssl.keystore.password",
                Authority.PASSWORD));
        return settings;
    }

    @Override
    public void close() {
        process.stop("TERM", Duration.ofSeconds(20));
    }
}
