package io.countywatch.alert.receiver;

import io.countywatch.alert.CampaignFolder;
import io.countywatch.alert.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Beside the servers: the reference campaign with rules that tell two receivers and watch Butuo closely. */
public final class ReceiverServers extends TestServers {

    private static final String RULES =
            """
            rules:
              - id: county-behind-schedule
              - id: county-silent
              - id: province-behind-schedule
              - id: pipeline-stale
            inhibit:
              - { source: province-behind-schedule, target: county-behind-schedule, equal: [province, measure] }
              - { source: pipeline-stale, target: "*" }
            routes:
              - { match: { rule: county-silent }, groupBy: [province], wait: 3s, interval: 3s, receivers: [quiet] }
              - { groupBy: [province, rule], wait: 0s, interval: 0s, repeat: 7d, receivers: [ops, am] }
            receivers:
              - { name: ops, webhook: { url: "%s", secretFile: "%s" } }
              - { name: quiet, webhook: { url: "%s" } }
              - { name: am, alertmanager: { url: "%s" } }
            watchlists:
              - { id: close-watch, units: ["513429", "513429-003"], gMinFactor: 1 }
            tests:
              - { name: a county, rule: county-behind-schedule, days: [{ status: BEHIND, times: 2, expect: FIRING }] }
              - { name: silence, rule: county-silent, days: [{ silent: true, times: 2, expect: FIRING }] }
              - { name: a province, rule: province-behind-schedule, days: [{ status: BEHIND, times: 2, expect: FIRING }] }
              - { name: the pipeline, rule: pipeline-stale, days: [{ stale: true, expect: FIRING }] }
            """;

    private final HookServer hooks = new HookServer();
    private CampaignFolder folder;

    /** Marks the test's field that takes the receivers. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.FIELD)
    public @interface Hooks {}

    @Override
    protected Map<String, String> more() {
        try {
            folder = new CampaignFolder();
            Path secret = Files.writeString(folder.path().resolve("ops.secret"), "the-first-secret-of-ops");
            folder.rules(RULES.formatted(hooks.url("/ops"), secret, hooks.url("/quiet"), hooks.url("/am")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "countywatch.campaign.dir", folder.path().toString(),
                "countywatch.notification.external-url", "https://alerts.example",
                "countywatch.notification.timeout", "1s",
                "countywatch.notification.claim", "3s",
                "countywatch.notification.retry", "200ms",
                "countywatch.notification.longest-retry", "500ms",
                "countywatch.notification.alertmanager.resend", "2s");
    }

    @Override
    public void inject(TestInjector injector) {
        super.inject(injector);
        injector.injectIntoFields(hooks, new TestInjector.AnnotatedAndMatchesType(Hooks.class, HookServer.class));
    }

    @Override
    public void stop() {
        super.stop();
        hooks.close();
        folder.close();
    }
}
