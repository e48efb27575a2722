package io.countywatch.metrics;

import io.countywatch.local.infrastructure.Infrastructure;
import io.countywatch.local.infrastructure.Project;
import io.countywatch.local.token.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Real Kafka and PostgreSQL for the tests of this service, started once. */
public final class TestServers implements QuarkusTestResourceLifecycleManager {

    public static final TokenIssuer TOKENS = TokenIssuer.generate();

    /** In the place of intake-service, for what this service sends there. */
    public static final FakeIntake INTAKE = FakeIntake.start();

    private static Infrastructure servers;

    /** The servers of the running tests, to be killed and started again. */
    public static Infrastructure servers() {
        return servers;
    }

    @Override
    public Map<String, String> start() {
        servers = Infrastructure.start();
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", servers.bootstrapServers());
        settings.put("quarkus.datasource.jdbc.url", servers.jdbcUrl("metrics"));
        settings.put("quarkus.datasource.username", servers.username());
        settings.put("quarkus.datasource.password", servers.password());
        settings.put("quarkus.oidc.public-key", TOKENS.publicKey());
        settings.put("quarkus.oidc.token.issuer", TokenIssuer.ISSUER);
        settings.put(
                "countywatch.campaign.dir",
                Project.root().resolve("deploy/campaigns/china-2020").toString());
        settings.put("countywatch.publish.interval", "200ms");
        // Tests roll up themselves, to see what it does.
        settings.put("countywatch.publish.roll-up", "1h");
        settings.put("countywatch.intake.url", INTAKE.url());
        settings.put("quarkus.http.test-port", "0");
        return settings;
    }

    @Override
    public void stop() {
        servers.close();
    }
}
