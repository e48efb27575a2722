package io.countywatch.consoletest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lists that are longer than an answer: whole, or with a word that they are not. */
@ExtendWith(Stage.class)
class ListsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate OLDEST = LocalDate.of(2000, 1, 1);

    @Test
    void of_more_restatements_than_an_answer_holds_the_newest_come_first() {
        for (int many : new int[] {301, 1_301}) {
            try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
                visitor.page().route("**/v1/counties/513429/restatements*", restatements(many)::answer);
                visitor.at("/counties/513429");

                assertThat(visitor.section("restated").locator("tbody tr").first())
                        .containsText(text(OLDEST.plusDays(many - 1)));
                assertThat(visitor.section("restated").locator(".warn")).hasCount(0);
                visitor.section("restated").getByText("Show all").click();
                assertThat(visitor.section("restated").locator("tbody tr")).hasCount(many);
                assertThat(visitor.section("restated").locator("tbody tr").last())
                        .containsText(text(OLDEST));
            }
        }
    }

    @Test
    void a_list_that_is_longer_than_what_is_asked_for_at_most_says_so() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            visitor.page().route("**/v1/counties/513429/restatements*", restatements(10_001)::answer);
            visitor.at("/counties/513429");

            assertThat(visitor.section("restated").locator(".warn")).containsText("More than 10,000 figures");
            assertThat(visitor.section("restated").locator(".warn")).containsText("the newest are not among these");
        }
    }

    @Test
    void a_province_s_own_alert_is_there_however_many_its_counties_have() throws IOException {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            visitor.page().route("**/v1/alerts?*", alerts(201)::answer);
            visitor.at("/provinces/51");

            assertThat(visitor.section("alerts").locator("tbody tr")).hasCount(1);
            assertThat(visitor.section("alerts").locator("tbody a"))
                    .hasAttribute("href", "/alerts/province-behind-schedule%3A51%3Aresettlement");
        }
    }

    @Test
    void alerts_are_counted_all_and_listed_a_part_at_a_time() throws IOException {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            visitor.page().route("**/v1/alerts?*", alerts(1_301)::answer);
            visitor.at("/alerts");

            assertThat(visitor.heading()).containsText("1302");
            assertThat(visitor.page().locator(".warn")).hasCount(0);
            assertThat(visitor.page().locator("details.group tbody tr")).hasCount(200);
            visitor.page().locator("details.group").getByText("Show all 1,302").click();
            assertThat(visitor.page().locator("details.group tbody tr")).hasCount(1_302);
        }
    }

    @Test
    void an_alert_of_the_whole_system_leads_to_the_nation_s_page() throws IOException {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            ObjectNode stale = alert("pipeline-stale:CN", "CN", "nation", null);
            visitor.page().route("**/v1/alerts?state*", new Paged(List.of(stale), (one, query) -> true)::answer);
            visitor.at("/alerts");

            visitor.page().locator("details.group tbody th a").click();

            assertThat(visitor.page())
                    .hasURL(Stage.stack().console().resolve("/nation/CN").toString());
            assertThat(visitor.page().locator(".plan-list li")).not().hasCount(0);
            assertThat(visitor.page().locator("curve-box[data-drawn] canvas")).isVisible();
            assertThat(visitor.section("urgent")).containsText("布拖县");
            visitor.at("/nation/CN");
            assertThat(visitor.section("urgent")).containsText("布拖县");
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    /** One a day, the oldest first. */
    private static Paged restatements(int many) {
        List<ObjectNode> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            ObjectNode one = JSON.createObjectNode();
            one.put("date", OLDEST.plusDays(i).toString())
                    .put("measure", "status")
                    .put("stage", "LIFTED");
            one.putObject("first").put("subjects", 10).put("persons", 40);
            one.putObject("now").put("subjects", 11).put("persons", 44);
            ObjectNode change = one.putArray("changes").addObject();
            change.put("recordedOn", "2020-05-28").put("subjects", 1).put("persons", 4);
            change.putArray("because").add("late");
            all.add(one);
        }
        return new Paged(all, (one, query) -> true);
    }

    /** So many of counties in Sichuan, and at last one of the province: by their ids, as the service lists them. */
    private static Paged alerts(int ofCounties) throws IOException {
        List<ObjectNode> all = new ArrayList<>();
        for (int i : IntStream.range(0, ofCounties).toArray()) {
            String code = Integer.toString(510_000 + i);
            all.add(alert("county-behind-schedule:" + code + ":resettlement", code, "county", "51"));
        }
        all.add(alert("province-behind-schedule:51:resettlement", "51", "province", "51"));
        return new Paged(all, ListsTest::isAskedFor);
    }

    private static boolean isAskedFor(ObjectNode alert, Map<String, String> query) {
        JsonNode unit = alert.get("unit");
        return (!query.containsKey("county") || unit.get("code").asText().equals(query.get("county")))
                && (!query.containsKey("province")
                        || unit.get("province").asText().equals(query.get("province")));
    }

    /** A real one, of another unit. */
    private static ObjectNode alert(String id, String code, String level, String province) throws IOException {
        JsonNode real = JSON.readTree(Stage.stack().alerts("/v1/alerts/county-behind-schedule:513429:resettlement"));
        ObjectNode alert = real.deepCopy();
        alert.put("alert", id).put("rule", id.substring(0, id.indexOf(':')));
        ((ObjectNode) alert.get("unit")).put("code", code).put("level", level).put("province", province);
        return alert;
    }

    private static String text(LocalDate day) {
        return day.format(DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK)).replace("Sept", "Sep");
    }
}
