package io.countywatch.metrics.security;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads the {@code counties} claim of the request's token. */
@RequestScoped
class CountyScopeProducer {

    @Produces
    CountyScope scope(JsonWebToken token) {
        Object claim = token.getClaim("counties");
        return CountyScope.of(
                claim instanceof JsonArray array
                        ? array.stream()
                                .filter(JsonString.class::isInstance)
                                .map(pattern -> ((JsonString) pattern).getString())
                                .toList()
                        : null);
    }
}
