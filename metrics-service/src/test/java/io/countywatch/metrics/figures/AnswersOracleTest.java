package io.countywatch.metrics.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countywatch.metrics.HistoryOracle;
import io.countywatch.metrics.HistoryOracle.AsOf;
import io.countywatch.metrics.MetricsApi;
import io.countywatch.metrics.ReferenceCampaign;
import io.countywatch.metrics.ReferenceCampaign.Measure;
import io.countywatch.metrics.TestServers;
import io.countywatch.metrics.fold.FiguresOracle.Place;
import io.countywatch.metrics.publish.PlayedHistory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Series, villages and rankings of a generated history over HTTP, against an oracle that knows the events and the design. */
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class AnswersOracleTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PlayedHistory history;
    private HistoryOracle oracle;

    @BeforeEach
    void play() {
        history = PlayedHistory.once();
        oracle = history.oracle();
        MetricsApi.everythingIsIn();
    }

    @Test
    void a_series_of_a_county_is_what_the_events_come_to_day_by_day_and_week_by_week_now_and_as_known_then() {
        for (Span span : spans()) {
            for (Measure measure : ReferenceCampaign.MEASURES) {
                for (String county : PlayedHistory.COUNTIES) {
                    assertThat(points(json("/v1/counties/" + county + "/series?" + span.query(measure))))
                            .as("seed %d %s of %s: %s", history.seed(), measure.id(), county, span)
                            .isEqualTo(points(HistoryOracle.county(county), measure, span));
                }
            }
        }
    }

    @Test
    void a_series_of_a_province_or_the_nation_is_the_sum_of_its_counties() {
        assertSums("status", spans().get(0));
        assertSums("placement", spans().get(3));
    }

    /** Others have a part in it, which is added as their own counties tell it. */
    private void assertSums(String id, Span span) {
        Measure measure = ReferenceCampaign.MEASURES.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        Map<String, List<Map<String, Long>>> others = new TreeMap<>();
        for (String county : ReferenceCampaign.counties()) {
            if (!PlayedHistory.COUNTIES.contains(county)) {
                others.put(county, points(json("/v1/counties/" + county + "/series?" + span.query(measure))));
            }
        }
        for (String unit : List.of("53", "65", "")) {
            List<Map<String, Long>> expected = points(place -> place.county().startsWith(unit), measure, span);
            others.forEach((county, points) -> {
                if (county.startsWith(unit)) {
                    add(points, expected);
                }
            });
            String path = unit.isEmpty() ? "/v1/national" : "/v1/provinces/" + unit;
            assertThat(points(json(path + "/series?" + span.query(measure))))
                    .as("seed %d %s of %s: %s", history.seed(), id, path, span)
                    .isEqualTo(expected);
        }
    }

    private static void add(List<Map<String, Long>> points, List<Map<String, Long>> to) {
        for (int i = 0; i < to.size(); i++) {
            Map<String, Long> sum = to.get(i);
            points.get(i).forEach((what, count) -> sum.merge(what, what.equals("day") ? 0 : count, Long::sum));
            sum.values().removeIf(count -> count == 0);
        }
    }

    @Test
    void villages_of_a_county_are_what_the_events_come_to_now_and_as_of_a_day_as_known_then() {
        LocalDate today = history.lastDay();
        for (AsOf asOf : List.of(
                AsOf.now(today),
                AsOf.now(today.minusDays(20)),
                new AsOf(today.minusDays(4), ago(3)),
                new AsOf(today.minusDays(60), ago(45)))) {
            for (String county : PlayedHistory.COUNTIES) {
                Map<String, Map<String, String>> expected = new TreeMap<>();
                for (String village : ReferenceCampaign.villages(county)) {
                    expected.put(village, village(village, asOf));
                }
                Map<String, Map<String, String>> told = new TreeMap<>();
                json("/v1/counties/" + county + "/villages?limit=5000&" + query(asOf))
                        .get("items")
                        .forEach(item -> told.put(item.get("code").asText(), village(item)));
                assertThat(told)
                        .as("seed %d villages of %s %s", history.seed(), county, asOf)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void a_ranking_by_level_or_by_what_was_gained_is_the_one_of_the_events() {
        LocalDate today = history.lastDay();
        List<List<String>> different = new ArrayList<>();
        for (AsOf asOf : List.of(
                AsOf.now(today),
                AsOf.now(today.minusDays(33)),
                new AsOf(today.minusDays(10), ago(8)),
                new AsOf(today.minusDays(100), ago(99)),
                new AsOf(today.minusDays(120), ago(119)))) {
            for (Measure measure : ReferenceCampaign.MEASURES) {
                assertRanking("level", 0, measure, asOf, different);
                assertRanking("delta", 7, measure, asOf, different);
                assertRanking("delta", 30, measure, asOf, different);
            }
        }
        assertThat(different).as("counties that change places").contains(PlayedHistory.COUNTIES);
        assertThat(different).anySatisfy(order -> assertThat(order)
                .containsExactly(PlayedHistory.COUNTIES.get(1), PlayedHistory.COUNTIES.get(0)));
    }

    private void assertRanking(String by, int window, Measure measure, AsOf asOf, List<List<String>> different) {
        JsonNode told = as(
                PlayedHistory.COUNTIES,
                "/v1/ranking?measure=" + measure.id() + "&by=" + by + "&"
                        + (window == 0 ? "" : "window=" + window + "d&") + query(asOf));
        List<Ranked> expected = ranked(window, measure, asOf);
        List<Ranked> ranked = new ArrayList<>();
        told.get("ranked")
                .forEach(county -> ranked.add(new Ranked(
                        county.get("rank").asInt(),
                        county.get("code").asText(),
                        Math.round(county.get("value").asDouble() * 1_000_000),
                        county.get("done").asLong(),
                        county.get("scope").asLong())));
        assertThat(ranked)
                .as("seed %d %s by %s %d %s", history.seed(), measure.id(), by, window, asOf)
                .isEqualTo(expected);
        assertThat(told.get("notRanked").asInt()).isEqualTo(PlayedHistory.COUNTIES.size() - expected.size());
        assertThat(told.get("effectiveThrough").asText())
                .isEqualTo(asOf.effective().toString());
        different.add(ranked.stream().map(Ranked::code).toList());
    }

    /** @param millionths of the share that is done, or of what was gained */
    private record Ranked(int rank, String code, long millionths, long done, long scope) {}

    /** @param window days; 0: by level */
    private List<Ranked> ranked(int window, Measure measure, AsOf asOf) {
        List<Ranked> unordered = new ArrayList<>();
        for (String code : PlayedHistory.COUNTIES) {
            Predicate<Place> county = HistoryOracle.county(code);
            long done = oracle.in(county, measure, measure.done(), asOf);
            long scope = oracle.in(county, measure, measure.scope(), asOf);
            if (scope == 0) {
                continue;
            }
            double value = (double) done / scope;
            if (window > 0) {
                AsOf before = asOf.daysBefore(window);
                long scopeBefore = oracle.in(county, measure, measure.scope(), before);
                boolean heardOf = oracle.reports(county, asOf).stream()
                        .anyMatch(report -> report.effective().isAfter(before.effective()));
                if (scopeBefore == 0 || !heardOf) {
                    continue;
                }
                value -= (double) oracle.in(county, measure, measure.done(), before) / scopeBefore;
            }
            unordered.add(new Ranked(0, code, Math.round(value * 1_000_000), done, scope));
        }
        return unordered.stream()
                .sorted(Comparator.comparing(Ranked::millionths).reversed().thenComparing(Ranked::code))
                .map(one -> new Ranked(
                        1
                                + (int) unordered.stream()
                                        .filter(other -> other.millionths() > one.millionths())
                                        .count(),
                        one.code(),
                        one.millionths(),
                        one.done(),
                        one.scope()))
                .toList();
    }

    /** @param known null: all */
    private record Span(LocalDate from, LocalDate to, String step, int days, Instant known) {

        String query(Measure measure) {
            return "measure=" + measure.id() + "&from=" + from + "&effective=" + to + "&step=" + step
                    + (known == null ? "" : "&known=" + known);
        }

        AsOf on(LocalDate day) {
            return new AsOf(day, known == null ? Instant.MAX : known);
        }
    }

    private List<Span> spans() {
        LocalDate today = history.lastDay();
        return List.of(
                new Span(today.minusDays(15), today, "day", 1, null),
                new Span(today.minusDays(90), today.minusDays(2), "week", 7, null),
                new Span(today.minusDays(35), today.minusDays(25), "day", 1, ago(24)),
                new Span(today.minusDays(125), today, "week", 7, ago(12)));
    }

    private List<Map<String, Long>> points(Predicate<Place> where, Measure measure, Span span) {
        List<Map<String, Long>> points = new ArrayList<>();
        for (LocalDate day = span.to(); !day.isBefore(span.from()); day = day.minusDays(span.days())) {
            Map<String, Long> point = new TreeMap<>();
            oracle.figures(where, span.on(day)).forEach((figure, count) -> {
                if (figure.startsWith(measure.id() + "/")) {
                    String stage = figure.substring(figure.indexOf('/') + 1);
                    point.put(stage + " subjects", count.get(0));
                    point.put(stage + " persons", count.get(1));
                }
            });
            point.put("net", oracle.net(where, measure, span.on(day), span.days()));
            point.put("day", day.toEpochDay());
            point.values().removeIf(count -> count == 0);
            points.add(0, point);
        }
        return points;
    }

    /** What is zero is nothing. */
    private static List<Map<String, Long>> points(JsonNode series) {
        List<Map<String, Long>> points = new ArrayList<>();
        series.get("points").forEach(told -> {
            Map<String, Long> point = new TreeMap<>();
            told.get("stages").properties().forEach(stage -> {
                point.put(
                        stage.getKey() + " subjects",
                        stage.getValue().get("subjects").asLong());
                point.put(
                        stage.getKey() + " persons",
                        stage.getValue().get("persons").asLong());
            });
            point.put("net", told.get("net").asLong());
            point.put("day", LocalDate.parse(told.get("date").asText()).toEpochDay());
            point.values().removeIf(count -> count == 0);
            points.add(point);
        });
        return points;
    }

    private Map<String, String> village(String code, AsOf asOf) {
        Map<String, String> village = new TreeMap<>();
        oracle.figures(HistoryOracle.village(code), asOf)
                .forEach((figure, count) -> village.put(figure, count.get(0) + " with " + count.get(1)));
        village.put("lastReportAt", String.valueOf(oracle.lastReportDay(HistoryOracle.village(code), asOf)));
        return village;
    }

    private static Map<String, String> village(JsonNode item) {
        Map<String, String> village = new TreeMap<>();
        item.get("measures").properties().forEach(measure -> measure.getValue()
                .properties()
                .forEach(stage -> village.put(
                        measure.getKey() + "/" + stage.getKey(),
                        stage.getValue().get("subjects").asText() + " with "
                                + stage.getValue().get("persons").asText())));
        String last = item.path("lastReportAt").textValue();
        village.put(
                "lastReportAt",
                last == null
                        ? "null"
                        : ReferenceCampaign.dayOf(Instant.parse(last)).toString());
        return village;
    }

    /** The end of a day: when days have been rolled up, what was known within one is known from its last receipt on. */
    private Instant ago(int days) {
        return history.lastDay()
                .minusDays(days - 1)
                .atStartOfDay(ReferenceCampaign.ZONE)
                .toInstant()
                .minusMillis(1);
    }

    private static String query(AsOf asOf) {
        return "effective=" + asOf.effective() + (asOf.known().equals(Instant.MAX) ? "" : "&known=" + asOf.known());
    }

    private static JsonNode json(String path) {
        return as(List.of("*"), path);
    }

    private static JsonNode as(List<String> counties, String path) {
        try {
            return JSON.readTree(MetricsApi.as(counties.toArray(String[]::new))
                    .get(path)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
