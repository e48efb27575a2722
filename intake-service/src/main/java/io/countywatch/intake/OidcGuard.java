package io.countywatch.intake;

import io.countywatch.intake.access.TokenSettings;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** A packaged service that believes nobody's tokens, or anybody's, does not start. */
@ApplicationScoped
class OidcGuard {

    void start(@Observes StartupEvent event, Config config) {
        if (LaunchMode.current() != LaunchMode.NORMAL) {
            return;
        }
        List<String> faults = new TokenSettings(
                        text(config, "quarkus.oidc.token.issuer"),
                        text(config, "quarkus.oidc.auth-server-url"),
                        text(config, "quarkus.oidc.public-key"),
                        text(config, "quarkus.oidc.token.audience"),
                        config.getOptionalValue("countywatch.local", Boolean.class)
                                .orElse(false))
                .faults();
        if (!faults.isEmpty()) {
            throw new IllegalStateException("tokens: " + String.join("; ", faults));
        }
    }

    private static String text(Config config, String name) {
        return config.getOptionalValue(name, String.class).orElse("");
    }
}
