package io.countywatch.metrics.architecture.violation.projection;

import io.countywatch.metrics.architecture.violation.fold.ImpureFold;
import jakarta.ws.rs.core.Response;
import java.sql.Connection;

/** On purpose: a resource with SQL, where no HTTP belongs. */
public class HastyResource {

    private final ImpureFold fold = new ImpureFold();

    /** SQL in a resource. */
    public Connection connection() {
        return null;
    }

    /** HTTP in the projection. */
    public Response answer() {
        return Response.ok(fold).build();
    }
}
