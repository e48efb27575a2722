package io.countywatch.shared.tokens;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Fetches the issuer's keys again from time to time. The framework does so only when a token names a key that it does
 * not know; left to that, a key which the issuer has taken away would be believed until the next new one. So it is shown
 * a token of a key that nobody has.
 */
@ApplicationScoped
class KeyRefresh {

    private static final Logger LOG = Logger.getLogger(KeyRefresh.class);
    private static final AccessTokenCredential OF_NO_KEY = new AccessTokenCredential(
            encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"none: to fetch the keys anew\"}") + "."
                    + encoded("{\"sub\":\"nobody\"}") + "." + encoded("no signature"));

    private final TenantIdentityProvider tokens;
    private final Duration every;
    private final boolean hasServer;
    private volatile long timer = -1;

    KeyRefresh(
            TenantIdentityProvider tokens,
            @ConfigProperty(name = "countywatch.tokens.keys-refreshed", defaultValue = "5m") Duration every,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> server) {
        this.tokens = tokens;
        this.every = every;
        this.hasServer = server.isPresent();
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        if (hasServer) {
            timer = vertx.setPeriodic(every.toMillis(), due -> refresh());
        }
    }

    void stop(@Observes ShutdownEvent event, Vertx vertx) {
        vertx.cancelTimer(timer);
    }

    private void refresh() {
        tokens.authenticate(OF_NO_KEY)
                .subscribe()
                .with(
                        impossible -> LOG.error("event=keys_refreshed fault=a token of no key was believed"),
                        KeyRefresh::refused);
    }

    /** Refused is as it should be; anything else means that the server did not answer, and the keys stay as they are. */
    private static void refused(Throwable failure) {
        if (!(failure instanceof AuthenticationFailedException)) {
            LOG.warnf("event=keys_not_refreshed cause=%s", failure.getClass().getName());
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
