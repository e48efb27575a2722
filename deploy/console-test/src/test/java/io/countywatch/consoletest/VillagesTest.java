package io.countywatch.consoletest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which village is silent is the service's to say: by the measure's cadence, in the campaign's zone. */
@ExtendWith(Stage.class)
class VillagesTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Test
    void those_are_silent_of_whom_the_service_says_so() throws IOException {
        JsonNode table = new ObjectMapper()
                .readTree(Stage.stack().alerts("/v1/assessments?level=village&county=653222&plan=xinjiang-status"))
                .get("assessments");
        List<String> silent = new ArrayList<>();
        table.forEach(one -> {
            if (one.get("silent").asBoolean()) {
                silent.add(one.get("unit").asText());
            }
        });
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            visitor.at("/counties/653222?plan=xinjiang-status");
            Locator villages = visitor.section("villages");

            assertThat(villages.locator(".panel-head")).containsText(silent.size() + " of " + table.size() + " silent");
            if (villages.getByText("Show all").count() > 0) {
                villages.getByText("Show all").click();
            }
            assertThat(villages.locator("tbody tr")).hasCount(table.size());
            assertThat(villages.locator("tbody tr:has(.chip) th .sub").allInnerTexts())
                    .containsExactlyInAnyOrderElementsOf(silent);
        }
    }

    /** Every 15 days is often enough for some measures; and in a campaign's first week nobody can be silent yet. */
    @Test
    void a_village_whose_last_report_is_old_or_missing_is_not_called_silent_where_the_service_does_not() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            visitor.getsChanged(
                    "**/v1/assessments?level=village*", all -> all.replace("\"silent\":true", "\"silent\":false")
                            .replaceFirst("(\"unit\":\"513429-002\"[^}]*)\"silent\":false", "$1\"silent\":true"));
            visitor.getsChanged("**/v1/counties/513429/villages*", all -> all.replaceAll(
                            "\"lastReportAt\":(\"[^\"]*\"|null)", "\"lastReportAt\":null")
                    .replaceFirst(
                            "(\"code\":\"513429-001\"[^}]*)\"lastReportAt\":null",
                            "$1\"lastReportAt\":\"2020-05-08T18:00:00Z\""));
            visitor.at("/counties/513429?plan=sichuan-status");
            Locator villages = visitor.section("villages");

            assertThat(villages.locator(".panel-head")).containsText(Pattern.compile("1 of \\d+ silent"));
            villages.getByText("Show all").click();
            assertThat(villages.locator("tbody tr:has(.chip) th .sub")).hasText("513429-002");
            assertThat(villages.locator("tbody tr").filter(new Locator.FilterOptions().setHasText("513429-001")))
                    .containsText("9 May");
        }
    }

    @Test
    void a_plan_that_is_not_assessed_in_villages_has_no_silence_there() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            visitor.getsChanged(
                    "**/v1/assessments?level=village*",
                    all -> all.replaceFirst("\"assessments\":\\[[^\\]]*\\]", "\"assessments\":[]"));
            visitor.at("/counties/513429?plan=sichuan-resettlement");

            assertThat(visitor.section("villages").locator(".panel-head"))
                    .containsText("Resettlement is not assessed in villages");
            assertThat(visitor.section("villages").locator("tbody .chip")).hasCount(0);
        }
    }

    @Test
    void clocks_show_the_campaign_s_time_wherever_somebody_looks_from() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            ZonedDateTime before = ZonedDateTime.now(ZONE);
            visitor.at("/quality");
            assertThat(visitor.page().locator(".fresh")).containsText("loaded");
            ZonedDateTime after = ZonedDateTime.now(ZONE);

            DateTimeFormatter minutes = DateTimeFormatter.ofPattern("HH:mm");
            assertThat(visitor.page().locator(".fresh .sub"))
                    .containsText(Pattern.compile(
                            "loaded (" + minutes.format(before) + "|" + minutes.format(after) + "):\\d\\d"));
        }
    }
}
