package io.countywatch.intake.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.countywatch.intake.IntakeConfig;
import io.countywatch.intake.access.Caller;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Verifies a token once and remembers the outcome for a short while: verifying its signature again for every request of
 * one phone would cost more than its events. Remembered are good tokens only, by their digest, never beyond their
 * expiry; what is kept of one is its caller and scopes.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class VerifiedTokens implements HttpAuthenticationMechanism {

    private static final String BEARER = "Bearer ";

    private final OidcAuthenticationMechanism oidc;
    private final Cache<Digest, Verified> verified;
    private final Clock clock;

    /** @param nanos how long it may be believed */
    private record Verified(SecurityIdentity identity, long nanos) {}

    VerifiedTokens(OidcAuthenticationMechanism oidc, IntakeConfig config, Clock clock) {
        this.oidc = oidc;
        this.clock = clock;
        long longest = config.tokens().remembered().toNanos();
        this.verified = Caffeine.newBuilder()
                .maximumSize(config.tokens().number())
                .expireAfter(Expiry.<Digest, Verified>creating(
                        (key, value) -> Duration.ofNanos(Math.min(longest, value.nanos()))))
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.startsWith(BEARER)) {
            return oidc.authenticate(context, providers);
        }
        Digest digest = Digest.of(header);
        Verified known = verified.getIfPresent(digest);
        return known != null
                ? Uni.createFrom().item(known.identity())
                : oidc.authenticate(context, providers).onItem().ifNotNull().transform(full -> remember(digest, full));
    }

    /** The framework's identity holds the request that it came with, and all claims; ours holds what we use. */
    private SecurityIdentity remember(Digest digest, SecurityIdentity full) {
        JsonWebToken token = (JsonWebToken) full.getPrincipal();
        Caller caller = Callers.of(token);
        SecurityIdentity lean = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(caller.name()))
                .addRoles(full.getRoles())
                .addAttribute(Callers.ATTRIBUTE, caller)
                .build();
        Duration left = Duration.between(clock.instant(), Instant.ofEpochSecond(token.getExpirationTime()));
        if (left.toNanos() > 0) {
            verified.put(digest, new Verified(lean, left.toNanos()));
        }
        return lean;
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return oidc.getChallenge(context);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return oidc.getCredentialTransport(context);
    }
}
