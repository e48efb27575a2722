package io.countywatch.local;

import io.countywatch.local.simulator.TokenSource;
import io.countywatch.local.token.TokenIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens of the local issuer, each used for most of its life. */
final class Tokens implements TokenSource {

    private static final Duration VALID = Duration.ofHours(2);
    private static final Duration USED = Duration.ofHours(1);

    private final TokenIssuer issuer;
    private final Map<String, Issued> cache = new ConcurrentHashMap<>();

    Tokens(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    @Override
    public String bearer(String caller, List<String> counties, String scope) {
        return cache.compute(
                        caller + '\n' + scope,
                        (key, old) -> old != null && old.at.plus(USED).isAfter(Instant.now())
                                ? old
                                : new Issued(issuer.token(caller, counties, List.of(scope), VALID), Instant.now()))
                .token;
    }

    private record Issued(String token, Instant at) {}
}
