package io.countywatch.metrics.restatements;

import static io.countywatch.metrics.FieldEvent.append;
import static io.countywatch.metrics.FieldEvent.retraction;
import static io.countywatch.metrics.FieldEvent.status;
import static io.countywatch.metrics.MetricsApi.as;
import static io.countywatch.metrics.MetricsApi.county;
import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.metrics.FieldEvent;
import io.countywatch.metrics.TestServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestServers.class)
class RestatementResourceTest {

    private static final String RESTATEMENTS = "/v1/counties/653129/restatements";

    @Test
    void figures_that_changed_after_their_day_tell_what_they_were_what_they_are_and_why() {
        FieldEvent onTime = status("restated-1", "POOR")
                .county("653129")
                .at("2020-03-01T08:00:00+08:00")
                .recorded(Instant.parse("2020-03-01T02:00:00Z"));
        FieldEvent late = status("restated-1", "LIFTED")
                .county("653129")
                .at("2020-03-02T08:00:00+08:00")
                .recorded(Instant.parse("2020-03-10T02:00:00Z"));
        FieldEvent back = retraction(late)
                .county("653129")
                .at("2020-03-20T08:00:00+08:00")
                .recorded(Instant.parse("2020-03-20T02:00:00Z"));
        county("653129", append(onTime, late, back));

        var all = as("653129").get(RESTATEMENTS).jsonPath();

        assertThat(all.getList("items.date")).containsExactly("2020-03-02", "2020-03-02");
        assertThat(all.getList("items.stage")).containsExactly("LIFTED", "POOR");
        assertThat(all.getInt("items[1].first.persons")).isEqualTo(4);
        assertThat(all.getInt("items[1].now.persons")).isEqualTo(4);
        assertThat(all.getList("items[1].changes.persons")).containsExactly(-4, 4);
        assertThat(all.getList("items[0].changes.persons")).containsExactly(4, -4);
        assertThat(all.getList("items[0].changes.recordedOn")).containsExactly("2020-03-10", "2020-03-20");
        assertThat(all.getList("items[0].changes.because")).containsExactly(List.of("late"), List.of("retraction"));
        assertThat(as("*").get(RESTATEMENTS + "?since=2020-03-20").jsonPath().getList("items"))
                .hasSize(2);
        assertThat(as("*").get(RESTATEMENTS + "?since=2020-03-21T00:00:00Z")
                        .jsonPath()
                        .getList("items"))
                .isEmpty();
        var first = as("*").get(RESTATEMENTS + "?limit=1").jsonPath();
        var second = as("*").get(RESTATEMENTS + "?limit=1&cursor=" + first.getString("next"))
                .jsonPath();
        assertThat(second.getList("items.stage")).containsExactly("POOR");
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void restatements_wait_for_a_receipt_and_are_told_as_a_table_too() {
        FieldEvent late = status("restated-2", "POOR")
                .county("532627")
                .at("2020-03-02T08:00:00+08:00")
                .recorded(Instant.parse("2020-03-10T02:00:00Z"));
        String path = "/v1/counties/532627/restatements?wait=20s&after=" + append(late);

        assertThat(as("*").accept("text/csv").get(path).asString().lines())
                .startsWith("date,measure,stage,firstSubjects,firstPersons,nowSubjects,nowPersons,recordedOn,subjects,"
                        + "persons,because")
                .contains("2020-03-02,status,POOR,0,0,1,4,2020-03-10,1,4,late");
        assertThat(as("5326*").accept("text/csv").get(path).asString().lines())
                .contains("2020-03-02,status,POOR,<5,<5,<5,<5,2020-03-10,<5,<5,late");
        assertThat(as("*").get("/v1/counties/532627/restatements?after=0:999999")
                        .statusCode())
                .isEqualTo(425);
    }

    @Test
    void restatements_of_somebody_else_are_not_there() {
        assertThat(as("5134*").get(RESTATEMENTS).statusCode()).isEqualTo(404);
        assertThat(as().get(RESTATEMENTS).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "since=nonsense",
                "since=%2B999999999-01-01T00:00:00Z",
                "cursor=nonsense",
                "limit=0",
                "after=nonsense"
            })
    void what_cannot_be_read_is_a_problem(String query) {
        var answer = as("*").urlEncodingEnabled(false).get(RESTATEMENTS + "?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.asString()).doesNotContain("nonsense");
    }
}
