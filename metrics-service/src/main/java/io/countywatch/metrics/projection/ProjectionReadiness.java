package io.countywatch.metrics.projection;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready while the database refuses work, retention has passed a cursor, or a partition of ours is unclaimed; liveness
 * looks at none of them.
 */
@Readiness
@ApplicationScoped
class ProjectionReadiness implements HealthCheck {

    private final BackOff backOff;
    private final PartitionClaims claims;

    ProjectionReadiness(BackOff backOff, PartitionClaims claims) {
        this.backOff = backOff;
        this.claims = claims;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("projection");
        String failure = backOff.failure();
        if (failure != null) {
            response.withData("database", failure);
        }
        var gaps = claims.gaps();
        gaps.forEach((partition, gap) ->
                response.withData("gap " + partition, gap.why() + ": cursor=" + gap.cursor() + " log=" + gap.log()));
        var unclaimed = claims.unclaimed();
        if (!unclaimed.isEmpty()) {
            response.withData("unclaimed", unclaimed.toString());
        }
        return response.status(failure == null && gaps.isEmpty() && unclaimed.isEmpty())
                .build();
    }
}
