package io.countywatch.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.countywatch.local.infrastructure.PostgresServer;
import io.countywatch.local.infrastructure.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;

/** A PostgreSQL that speaks TLS, with a database set up by the statements that the Kubernetes manifests give it. */
final class VerifiedPostgres implements AutoCloseable {

    static final String PASSWORD = "r0les-0f-a-test";

    private final Path folder;
    private final int port = ServerProcess.freePort();
    private final PostgresServer server;
    private final String database;
    private final Path authority;

    /** @param database name, as in the manifest of its cluster */
    VerifiedPostgres(Path folder, String database) throws Exception {
        this.folder = Files.createDirectories(folder);
        this.database = database;
        this.authority = folder.resolve("ca.crt");
        server = new PostgresServer(folder.resolve("postgres"), port, false);
        server.start();
        certify();
        try (Connection superuser = connect(server.jdbcUrl("postgres"))) {
            String owner = database + "_migration";
            execute(superuser, "CREATE ROLE " + owner + " LOGIN PASSWORD '" + PASSWORD + "'");
            execute(superuser, "CREATE DATABASE " + database + " OWNER " + owner);
        }
        try (Connection superuser = connect("jdbc:postgresql://127.0.0.1:" + port + "/" + database)) {
            for (JsonNode statement : RenderedManifests.one("Cluster", database + "-db")
                    .at("/spec/bootstrap/initdb/postInitApplicationSQL")) {
                execute(superuser, statement.asText());
            }
            execute(superuser, "ALTER ROLE " + database + "_app PASSWORD '" + PASSWORD + "'");
        }
    }

    /** Of the server's name; the server itself writes its key, since only its own user may read it. */
    private void certify() throws IOException, GeneralSecurityException, SQLException, InterruptedException {
        Path store = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-ext",
                        "bc=ca:true",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("keytool.log")));
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        String certificate = pem("CERTIFICATE", keys.getCertificate("server").getEncoded());
        String key =
                pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
        Files.writeString(authority, certificate);
        try (Connection superuser = connect(server.jdbcUrl("postgres"))) {
            execute(superuser, copy(certificate, "server.crt"));
            execute(superuser, copy(key, "server.key"));
            execute(superuser, "ALTER SYSTEM SET ssl = on");
            execute(superuser, "SELECT pg_reload_conf()");
        }
    }

    /** Into the data folder, the server's working folder. */
    private static String copy(String text, String file) {
        return "COPY (SELECT unnest(string_to_array('" + text.strip() + "', E'\\n'))) TO PROGRAM 'umask 077; cat > "
                + file + "'";
    }

    private static String pem(String title, byte[] content) {
        return "-----BEGIN " + title + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + title
                + "-----\n";
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, PostgresServer.USER, PostgresServer.PASSWORD);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As the manifests say it, but for host and place of the certificate. */
    String url() {
        return "jdbc:postgresql://localhost:" + port + "/" + database + "?sslmode=verify-full&sslrootcert=" + authority;
    }

    /** @param kind {@code migration} or {@code app} */
    String role(String kind) {
        return database + "_" + kind;
    }

    /** What somebody who may do everything does to the database. */
    void alter(String sql) throws SQLException {
        try (Connection superuser = connect("jdbc:postgresql://127.0.0.1:" + port + "/" + database)) {
            execute(superuser, sql);
        }
    }

    List<String> tables() {
        try (Connection superuser = connect("jdbc:postgresql://127.0.0.1:" + port + "/" + database);
                Statement statement = superuser.createStatement();
                var names = statement.executeQuery(
                        "SELECT tablename FROM pg_tables WHERE tableowner = '" + database + "_migration'")) {
            List<String> tables = new java.util.ArrayList<>();
            while (names.next()) {
                tables.add(names.getString(1));
            }
            return tables;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (UncheckedIOException e) {
            server.kill();
        }
    }
}
