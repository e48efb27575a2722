package io.countywatch.metrics.figures;

import io.countywatch.metrics.http.Times;
import io.countywatch.metrics.reading.AfterQuery;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Query parameters that every figure understands. */
public class FiguresQuery extends AfterQuery {

    @QueryParam("effective")
    @Parameter(description = "Count what happened up to and with this day, for example 2020-05-27.")
    String effective;

    @QueryParam("known")
    @Parameter(description = "Count what was recorded up to this instant, for example 2020-06-01T00:00:00Z.")
    String known;

    /** @throws io.countywatch.metrics.http.Problem 400 if one of them cannot be read */
    public AsOf asOf() {
        return new AsOf(Times.day("effective", effective), Times.instant("known", known));
    }
}
