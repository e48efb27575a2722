package io.countywatch.metrics.rejections;

import io.countywatch.metrics.http.Page;
import io.countywatch.metrics.http.Problem;
import io.countywatch.metrics.http.Times;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which rejects are asked for; what is not said narrows nothing. */
public class RejectionFilter {

    @QueryParam("reason")
    @Parameter(description = "Code of the rejection, for example out_of_scope.")
    String reason;

    @QueryParam("county")
    @Parameter(description = "County of the item, 6 digits.")
    String county;

    @QueryParam("source")
    @Parameter(description = "Source of the item, for example /devices/d1.")
    String source;

    @QueryParam("since")
    @Parameter(description = "Received at this instant (2020-06-01T00:00:00Z) or day (2020-06-01), or later.")
    String since;

    @QueryParam("cursor")
    @Parameter(description = "next of the page before.")
    String cursor;

    private Instant received;

    /** @throws Problem 400 if something cannot be read */
    RejectionFilter checked(ZoneId zone) {
        if (holdsNul(reason) || holdsNul(county) || holdsNul(source)) {
            throw Problem.badRequest("a parameter holds a character that no reject has");
        }
        received = Times.since("since", since, zone);
        conditions();
        return this;
    }

    private static boolean holdsNul(String text) {
        return text != null && text.indexOf('\0') >= 0;
    }

    /** Conditions of a query with their parameters. */
    Map<String, Map<String, Object>> conditions() {
        Map<String, Map<String, Object>> conditions = new LinkedHashMap<>();
        if (reason != null) {
            conditions.put("code = :reason", Map.of("reason", reason));
        }
        if (county != null) {
            conditions.put("county = :county", Map.of("county", county));
        }
        if (source != null) {
            conditions.put("source = :source", Map.of("source", source));
        }
        if (received != null) {
            conditions.put("receivedAt >= :since", Map.of("since", received));
        }
        if (cursor != null) {
            List<String> last = Page.read(cursor, 2);
            conditions.put(
                    "receivedAt < :lastAt or receivedAt = :lastAt and id < :lastId",
                    Map.of("lastAt", Times.ofCursor(last.get(0)), "lastId", last.get(1)));
        }
        return conditions;
    }
}
