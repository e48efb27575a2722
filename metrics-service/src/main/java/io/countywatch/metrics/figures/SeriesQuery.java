package io.countywatch.metrics.figures;

import io.countywatch.metrics.campaign.Measure;
import io.countywatch.metrics.http.Problem;
import io.countywatch.metrics.http.Times;
import io.countywatch.metrics.reading.AfterQuery;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Query parameters of a series. */
public class SeriesQuery extends AfterQuery {

    private static final int MOST_DAYS = 3660;

    @QueryParam("measure")
    @Parameter(description = "A measure of the campaign, for example resettlement.", required = true)
    String measure;

    @QueryParam("from")
    @Parameter(description = "First day; without: the campaign's first.")
    String from;

    @QueryParam("to")
    @Parameter(description = "Last day; without: the day of the last snapshot.")
    String to;

    @QueryParam("effective")
    @Parameter(description = "The same as to, as figures call it: count what happened up to and with this day.")
    String effective;

    @QueryParam("step")
    @Parameter(description = "day (default) or week: weeks end on the last day and on every seventh before.")
    String step;

    @QueryParam("known")
    @Parameter(description = "Count what was recorded up to this instant, for example 2020-06-01T00:00:00Z.")
    String known;

    Measure measure(Map<String, Measure> measures) {
        if (measure == null || !measures.containsKey(measure)) {
            throw Problem.badRequest("measure is one of the campaign's measures");
        }
        return measures.get(measure);
    }

    /** @param otherwise for what is not said */
    Range range(Range otherwise) {
        Range range = new Range(
                Objects.requireNonNullElse(Times.day("from", from), otherwise.from()),
                Objects.requireNonNullElse(last(), otherwise.to()));
        if (range.from().plusDays(MOST_DAYS).isBefore(range.to())) {
            throw Problem.badRequest("from lies at most " + MOST_DAYS + " days before to");
        }
        return range;
    }

    private LocalDate last() {
        LocalDate last = Times.day("to", to);
        LocalDate same = Times.day("effective", effective);
        if (last != null && same != null && !last.equals(same)) {
            throw Problem.badRequest("to and effective are the same day");
        }
        return last == null ? same : last;
    }

    int stepDays() {
        if (step == null || step.equals("day")) {
            return 1;
        }
        if (step.equals("week")) {
            return 7;
        }
        throw Problem.badRequest("step is day or week");
    }

    Instant known() {
        return Times.instant("known", known);
    }

    record Range(LocalDate from, LocalDate to) {}
}
