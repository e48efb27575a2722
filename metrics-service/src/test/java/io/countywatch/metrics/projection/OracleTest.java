package io.countywatch.metrics.projection;

import static io.countywatch.metrics.MetricsApi.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.FieldEvent;
import io.countywatch.metrics.GeneratedHistory;
import io.countywatch.metrics.GeneratedHistory.Sent;
import io.countywatch.metrics.MetricsApi;
import io.countywatch.metrics.TestServers;
import io.countywatch.metrics.fold.FiguresOracle;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A generated history through real Kafka and PostgreSQL to HTTP, against an oracle that shares nothing with the fold: all
 * figures now, and as of days and instants. A seed of its own each time, printed; {@code -Dcountywatch.seed} repeats one.
 */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class OracleTest {

    /** No other test's; compared is by what they grew all the same. */
    private static final List<String> COUNTIES = List.of("520627", "530627", "653226");

    @Test
    void figures_of_a_generated_history_are_those_of_the_oracle_on_every_day_and_at_every_instant() {
        long seed = Long.getLong("countywatch.seed", System.nanoTime());
        System.out.println("seed: " + seed);
        GeneratedHistory history = GeneratedHistory.of(seed, "o" + Long.toHexString(seed) + "-", COUNTIES, 150, 3_000);
        List<LocalDate> days = List.of(
                GeneratedHistory.FIRST_DAY.minusDays(15),
                GeneratedHistory.FIRST_DAY.plusDays(3),
                GeneratedHistory.FIRST_DAY.plusDays(9),
                GeneratedHistory.FIRST_DAY.plusDays(14));
        List<Instant> instants = List.of(
                Instant.parse("2020-01-04T10:00:00Z"),
                Instant.parse("2020-01-10T03:00:00Z"),
                Instant.parse("2020-02-01T00:00:00Z"));
        Map<String, Map<String, List<Long>>> before = new HashMap<>();
        queries(days, instants).forEach((query, at) -> before.put(query, figures(query)));

        String receipt = null;
        for (int from = 0; from < history.sent().size(); from += 500) {
            receipt = FieldEvent.append(
                    history.sent().subList(from, Math.min(history.sent().size(), from + 500)).stream()
                            .map(Sent::message)
                            .toArray(FieldEvent[]::new));
        }
        MetricsApi.everythingIsIn();

        assertThat(receipt).isNotNull();
        queries(days, instants).forEach((query, at) -> assertThat(grown(before.get(query), figures(query)))
                .as("seed %d %s", seed, query)
                .isEqualTo(FiguresOracle.figures(history.events(), at.effective(), at.known())));
    }

    private record At(LocalDate effective, Instant known) {}

    private static Map<String, At> queries(List<LocalDate> days, List<Instant> instants) {
        Map<String, At> queries = new HashMap<>();
        queries.put("", new At(LocalDate.MAX, Instant.MAX));
        for (LocalDate day : days) {
            for (Instant known : instants) {
                queries.put("&effective=" + day + "&known=" + known, new At(day, known));
            }
        }
        return queries;
    }

    private static Map<String, List<Long>> figures(String query) {
        Map<String, List<Long>> figures = new HashMap<>();
        List<Map<String, Object>> items = as("*").get("/v1/counties?limit=5000" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items");
        for (Map<String, Object> county : items) {
            stages(county).forEach((figure, count) -> figures.put(county.get("code") + "/" + figure, count));
        }
        return figures;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, List<Long>> stages(Map<String, Object> county) {
        Map<String, List<Long>> stages = new HashMap<>();
        ((Map<String, Map<String, Map<String, Number>>>) county.get("measures"))
                .forEach((measure, counts) -> counts.forEach((stage, count) -> stages.put(
                        measure + "/" + stage,
                        List.of(
                                count.get("subjects").longValue(),
                                count.get("persons").longValue()))));
        return stages;
    }

    private static Map<String, List<Long>> grown(Map<String, List<Long>> before, Map<String, List<Long>> now) {
        Map<String, List<Long>> grown = new HashMap<>(now);
        before.forEach((figure, count) -> grown.merge(
                figure,
                List.of(-count.get(0), -count.get(1)),
                (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1))));
        grown.values().removeIf(count -> count.get(0) == 0 && count.get(1) == 0);
        return grown;
    }
}
