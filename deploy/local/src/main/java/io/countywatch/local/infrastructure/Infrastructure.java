package io.countywatch.local.infrastructure;

/**
 * One Kafka broker and one PostgreSQL server for tests. Chosen by {@code -Dinfrastructure=embedded} (default: processes
 * of this machine) or {@code -Dinfrastructure=containers} (Testcontainers, for people with Docker).
 */
public interface Infrastructure extends AutoCloseable {

    /** Starts both servers on free ports and creates every topic of {@code deploy/contracts/topics.yaml}. */
    static Infrastructure start() {
        String kind = System.getProperty("infrastructure", "embedded");
        Infrastructure infrastructure =
                switch (kind) {
                    case "embedded" -> new EmbeddedInfrastructure();
                    case "containers" -> new ContainerInfrastructure();
                    default ->
                        throw new IllegalArgumentException(
                                "-Dinfrastructure=" + kind + " is not known: use embedded or containers");
                };
        infrastructure.createTopics();
        return infrastructure;
    }

    /** Host and port for {@code bootstrap.servers}. */
    String bootstrapServers();

    /** JDBC URL of a database of that name, which is created when missing. */
    String jdbcUrl(String database);

    /** A superuser; tests only. */
    default String username() {
        return PostgresServer.USER;
    }

    default String password() {
        return PostgresServer.PASSWORD;
    }

    /** Creates the topics of the contract with one replica; those that exist are left alone. */
    default void createTopics() {
        Topics.ofContract(Project.root()).create(bootstrapServers());
    }

    /** Kills the broker as {@code kill -9} does; its data stay. */
    void killKafka();

    /** Starts a killed broker again on the same port with the same data. */
    void startKafka();

    /** Stops the broker's process in its tracks (SIGSTOP): connections stay open and nothing answers. */
    void pauseKafka();

    /** Lets a paused broker go on. */
    void resumeKafka();

    /** Kills PostgreSQL as {@code kill -9} does; its data stay. */
    void killPostgres();

    /** Starts a killed PostgreSQL again on the same port with the same data. */
    void startPostgres();

    @Override
    void close();
}
