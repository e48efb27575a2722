package io.countywatch.alert;

import io.countywatch.local.infrastructure.Infrastructure;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.HashMap;
import java.util.Map;

/**
 * A real broker, a real database, and a key pair whose public half the service trusts; the reference campaign's plans and
 * units, with the packaged rules, which are the design's.
 */
public class TestServers implements QuarkusTestResourceLifecycleManager {

    /** Marks the test's field that takes the running infrastructure. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.FIELD)
    public @interface Running {}

    protected final Infrastructure infrastructure = Infrastructure.start();

    private CampaignFolder campaign;

    @Override
    public Map<String, String> start() {
        campaign = CampaignFolder.make();
        Map<String, String> settings = new HashMap<>(Map.of(
                "kafka.bootstrap.servers", infrastructure.bootstrapServers(),
                "quarkus.datasource.jdbc.url", infrastructure.jdbcUrl("alerts"),
                "quarkus.datasource.username", infrastructure.username(),
                "quarkus.datasource.password", infrastructure.password(),
                "quarkus.oidc.public-key", Tokens.publicKey(),
                "countywatch.campaign.dir", campaign.path().toString(),
                "countywatch.clock", "replay",
                "countywatch.evaluation.revision-delay", "0s",
                "countywatch.evaluation.lease", "3s",
                "quarkus.http.test-port", "0"));
        settings.put("countywatch.backtest.most-county-days", "300");
        settings.putAll(more());
        return settings;
    }

    /** What a test sets beside or instead. */
    protected Map<String, String> more() {
        return Map.of();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                infrastructure, new TestInjector.AnnotatedAndMatchesType(Running.class, Infrastructure.class));
    }

    @Override
    public void stop() {
        infrastructure.close();
        if (campaign != null) {
            campaign.close();
        }
    }
}
