package io.countywatch.local.infrastructure;

import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Both servers in containers, for people with Docker: {@code -Dinfrastructure=containers}. */
final class ContainerInfrastructure implements Infrastructure {

    private final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.1.1");
    private final PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18")
            .withUsername(PostgresServer.USER)
            .withPassword(PostgresServer.PASSWORD);

    ContainerInfrastructure() {
        kafka.start();
        postgres.start();
    }

    @Override
    public String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    @Override
    public String jdbcUrl(String database) {
        try {
            ExecResult created = postgres.execInContainer(
                    "psql", "-U", PostgresServer.USER, "-c", "CREATE DATABASE \"" + database + "\"");
            if (created.getExitCode() != 0 && !created.getStderr().contains("already exists")) {
                throw new IllegalStateException("cannot create database " + database + ": " + created.getStderr());
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return "jdbc:postgresql://" + postgres.getHost() + ":" + postgres.getMappedPort(5432) + "/" + database;
    }

    @Override
    public void killKafka() {
        kill(kafka.getContainerId());
    }

    @Override
    public void startKafka() {
        start(kafka.getContainerId());
    }

    @Override
    public void pauseKafka() {
        kafka.getDockerClient().pauseContainerCmd(kafka.getContainerId()).exec();
    }

    @Override
    public void resumeKafka() {
        kafka.getDockerClient().unpauseContainerCmd(kafka.getContainerId()).exec();
    }

    @Override
    public void killPostgres() {
        kill(postgres.getContainerId());
    }

    @Override
    public void startPostgres() {
        start(postgres.getContainerId());
    }

    private void kill(String container) {
        kafka.getDockerClient().killContainerCmd(container).exec();
    }

    private void start(String container) {
        kafka.getDockerClient().startContainerCmd(container).exec();
    }

    @Override
    public void close() {
        kafka.stop();
        postgres.stop();
    }
}
