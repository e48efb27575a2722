package io.countywatch.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.local.infrastructure.PostgresServer;
import io.countywatch.local.infrastructure.Project;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The roles that the manifests make, on a real PostgreSQL with TLS, with the packaged services. */
class DatabaseRoleTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"metrics-service, metrics, household_event", "alert-service, alerts, outbox"})
    void the_migrations_role_makes_the_tables_and_only_the_services_own_role_may_serve(
            String service, String database, String table) throws Exception {
        try (VerifiedPostgres postgres = new VerifiedPostgres(folder, database)) {
            Map<String, String> migration = RenderedManifests.variables("Job", service + "-migration");
            migration.putAll(with(postgres, database + "_migration", VerifiedPostgres.PASSWORD));
            PackagedStart migrated = PackagedStart.of(service, folder, migration);
            assertThat(migrated.code()).as(migrated.output()).isZero();
            assertThat(postgres.tables()).contains(table);

            PackagedStart owner = PackagedStart.of(
                    service, folder, production(service, postgres, database + "_migration", VerifiedPostgres.PASSWORD));
            assertThat(owner.code()).isEqualTo(1);
            assertThat(owner.faults())
                    .containsExactly(
                            "the role of quarkus.datasource.username owns the database",
                            "the role of quarkus.datasource.username owns tables");

            PackagedStart superuser = PackagedStart.of(
                    service, folder, production(service, postgres, PostgresServer.USER, PostgresServer.PASSWORD));
            assertThat(superuser.faults())
                    .containsExactly(
                            "quarkus.datasource.password is a default that everybody knows",
                            "the role of quarkus.datasource.username is a superuser");

            single(service, postgres, "ALTER ROLE %s BYPASSRLS", "ALTER ROLE %s NOBYPASSRLS", "bypasses row security");
            single(
                    service,
                    postgres,
                    "ALTER ROLE %s CREATEROLE",
                    "ALTER ROLE %s NOCREATEROLE",
                    "may create roles or databases");
            single(
                    service,
                    postgres,
                    "ALTER ROLE %s CREATEDB",
                    "ALTER ROLE %s NOCREATEDB",
                    "may create roles or databases");
            single(
                    service,
                    postgres,
                    "ALTER DATABASE " + database + " OWNER TO %s",
                    // with the ownership goes what it had been granted
                    "ALTER DATABASE " + database + " OWNER TO " + database + "_migration; GRANT CONNECT ON DATABASE "
                            + database + " TO %s",
                    "owns the database");
            single(
                    service,
                    postgres,
                    "CREATE TABLE public.mine (); ALTER TABLE public.mine OWNER TO %s",
                    "DROP TABLE public.mine",
                    "owns tables");

            // With a fault of another kind, so that it ends: there is none about its role.
            Map<String, String> own = production(service, postgres, database + "_app", VerifiedPostgres.PASSWORD);
            own.put("QUARKUS_HTTP_CORS_ORIGINS", "*");
            assertThat(PackagedStart.of(service, folder, own).faults())
                    .containsExactly("quarkus.http.cors.origins must not be *");
        }
    }

    /** The service's own role with one fault: that is told, and nothing else. */
    private void single(String service, VerifiedPostgres postgres, String alter, String restore, String fault)
            throws Exception {
        String role = postgres.role("app");
        postgres.alter(alter.formatted(role));
        PackagedStart start =
                PackagedStart.of(service, folder, production(service, postgres, role, VerifiedPostgres.PASSWORD));
        postgres.alter(restore.formatted(role));
        assertThat(start.code()).isEqualTo(1);
        assertThat(start.faults()).containsExactly("the role of quarkus.datasource.username " + fault);
    }

    private static Map<String, String> production(
            String service, VerifiedPostgres postgres, String user, String password) {
        Map<String, String> environment = PackagedStart.safe(service);
        environment.putAll(with(postgres, user, password));
        return environment;
    }

    private static Map<String, String> with(VerifiedPostgres postgres, String user, String password) {
        return new HashMap<>(Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                postgres.url(),
                "QUARKUS_DATASOURCE_USERNAME",
                user,
                "QUARKUS_DATASOURCE_PASSWORD",
                password,
                "COUNTYWATCH_CAMPAIGN_DIR",
                Project.root().resolve("deploy/campaigns/china-2020").toString()));
    }
}
