package io.countywatch.metrics.projection;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while the database refuses work or retention has passed a cursor; liveness looks at neither. */
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
        return response.status(failure == null && gaps.isEmpty()).build();
    }
}
