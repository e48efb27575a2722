package io.countywatch.consoletest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the national office does in the last days of May 2020. */
@ExtendWith(Stage.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ButuoStoryTest {

    private Visitor visitor;

    @BeforeEach
    void come() {
        visitor = Stage.visitor(1280, "en-GB").signedInAs("National office");
    }

    @AfterEach
    void nothing_was_complained_about() {
        visitor.close();
        assertThat(visitor.complaints()).isEmpty();
    }

    @Test
    @Order(1)
    void from_the_map_to_the_county_to_its_alert_that_is_taken_on() {
        assertThat(visitor.heading()).containsText("counties are falling behind");
        Locator tile = visitor.page().locator("a.tile[data-code='513429']");
        assertThat(tile).hasClass(Pattern.compile("st-behind"));
        tile.click();

        assertThat(visitor.heading()).containsText("Butuo");
        assertThat(visitor.heading()).containsText("布拖县");
        assertThat(visitor.page()).hasURL(Pattern.compile("/counties/513429$"));
        Locator plan = visitor.page().locator("section.plan");
        assertThat(plan.locator("h2")).hasText("Resettlement");
        assertThat(plan).containsText("75 of 640 households left");
        assertThat(plan).containsText("slow pace");
        assertThat(visitor.page().locator("curve-box[data-drawn] canvas")).isVisible();

        visitor.link("County behind schedule").first().click();
        assertThat(visitor.heading()).containsText("County behind schedule · Resettlement");
        the_ladder_says_which_status_holds_and_by_how_much();
        visitor.button("Acknowledge").click();
        Locator dialog = visitor.page().getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Reason").fill("A team goes there on Monday");
        dialog.getByText("Acknowledge").last().click();

        assertThat(visitor.page().getByText("Taken on by national-office")).isVisible();
        assertThat(visitor.page().locator(".handle")).containsText("A team goes there on Monday");
        visitor.at("/alerts?handled=yes");
        assertThat(visitor.page().getByText("Taken on by national-office").first())
                .isVisible();
    }

    private void the_ladder_says_which_status_holds_and_by_how_much() {
        Locator ladder = visitor.page().locator("section[aria-labelledby='ladder-title']");
        Locator steps = ladder.locator("tbody tr");

        assertThat(ladder.locator(".lead .pill")).hasText(Pattern.compile("Behind"));
        assertThat(steps).hasCount(7);
        assertThat(ladder.getByText("this one counts")).hasCount(1);
        assertThat(steps.filter(new Locator.FilterOptions().setHasText("this one counts")))
                .containsText("(severe and (chance to be on time < 80% or no forecast)) or");
        assertThat(steps.first()).containsText("days behind");
        assertThat(steps.first().locator(".met").first())
                .containsText(Pattern.compile("gap \\d+\\s+needs >= .*, met by "));
        assertThat(steps.filter(new Locator.FilterOptions().setHasText("Overdue"))
                        .locator(".missed"))
                .containsText(Pattern.compile("days left \\d+\\s+needs < 0, missed by \\d+"));
    }

    @Test
    @Order(2)
    void those_behind_stand_by_urgency_with_how_much_why_and_what_now() {
        Locator rows = visitor.page().locator("section[aria-labelledby='urgent-title'] tbody tr");
        Locator butuo = rows.filter(new Locator.FilterOptions().setHasText("布拖县"));

        assertThat(butuo).containsText("Resettlement");
        assertThat(butuo).containsText("households");
        assertThat(butuo).containsText("slow pace");
        assertThat(butuo).containsText("a week");
        assertThat(rows.allInnerTexts().stream()
                        .map(row -> row.contains("Critical") ? 1 : row.contains("Behind") ? 2 : 3)
                        .toList())
                .isSorted();
    }

    @Test
    @Order(3)
    void a_filter_stands_in_the_address() {
        visitor.page().locator(".map select").selectOption("resettlement");

        assertThat(visitor.page()).hasURL(Pattern.compile("\\?measure=resettlement$"));
        visitor.at("/?measure=resettlement");
        assertThat(visitor.page().locator("section[aria-labelledby='urgent-title'] tbody tr"))
                .hasCount(1);
    }

    @Test
    @Order(4)
    void both_clocks_can_be_turned_back() {
        visitor.at("/counties/513429?on=2020-05-10&known=2020-05-12");

        assertThat(visitor.page().locator(".asof"))
                .containsText("what had happened by 10 May 2020, as far as it was known on 12 May 2020");
        assertThat(visitor.page().getByText("Known then and known now")).isVisible();
        for (String title : new String[] {"back", "silence", "gates", "alerts"}) {
            assertThat(visitor.page().locator("section[aria-labelledby='" + title + "-title'] .panel-head"))
                    .containsText("as of 10 May 2020");
        }
        assertThat(visitor.page().locator("section[aria-labelledby='silence-title']"))
                .containsText(Pattern.compile("The last report of the county came at ([1-9]|10) May 2020"));
        assertThat(visitor.page().locator("section[aria-labelledby='alerts-title']"))
                .not()
                .containsText("County behind schedule");
        assertThat(visitor.page().locator(".warn")).hasCount(0);
        visitor.button("Back to now").click();
        assertThat(visitor.page().getByText("Known then and known now")).hasCount(0);
        assertThat(visitor.page().getByText("as of 10 May 2020")).hasCount(0);
        assertThat(visitor.page().locator("section[aria-labelledby='alerts-title']"))
                .containsText("County behind schedule");
    }

    @Test
    @Order(4)
    void a_province_turned_back_lists_the_counties_that_were_behind_then() {
        visitor.at("/provinces/51");
        assertThat(visitor.page().locator("section[aria-labelledby='urgent-title']"))
                .containsText("Butuo");
        visitor.at("/provinces/51?on=2020-04-10");

        assertThat(visitor.page().locator(".asof")).containsText("as they were evaluated for 10 Apr 2020");
        assertThat(visitor.page().locator("section[aria-labelledby='urgent-title'] .panel-head"))
                .containsText("as of 10 Apr 2020");
        assertThat(visitor.page().locator("section[aria-labelledby='urgent-title']"))
                .not()
                .containsText("Butuo");
    }

    @Test
    @Order(5)
    void every_view_can_be_downloaded() throws Exception {
        Download behind = visitor.page().waitForDownload(() -> visitor.page()
                .locator("section[aria-labelledby='urgent-title'] .csv")
                .click());

        assertThat(behind.suggestedFilename()).matches("behind-2020-05-\\d\\d\\.csv");
        assertThat(Files.readString(behind.path()))
                .startsWith("\ufeffcode,county,county_zh,plan")
                .contains("513429,Butuo,布拖县,sichuan-resettlement");
        for (String path : new String[] {
            "/counties/513429",
            "/provinces/51",
            "/alerts",
            "/alerts/county-behind-schedule:513429:resettlement",
            "/quality"
        }) {
            visitor.at(path);
            assertThat(visitor.page().locator(".csv").first()).isVisible();
        }
    }

    @Test
    @Order(6)
    void it_can_be_used_by_keyboard_alone() {
        visitor.page().keyboard().press("Tab");
        assertThat(visitor.link("Skip to the content")).isFocused();
        visitor.page().keyboard().press("Enter");
        visitor.page().locator("a.tile[data-code='513429']").focus();
        assertThat(visitor.page().locator(".pointed")).containsText("Butuo");
        visitor.page().keyboard().press("Enter");
        assertThat(visitor.heading()).containsText("Butuo");

        visitor.at("/alerts");
        visitor.button("Silence").focus();
        visitor.page().keyboard().press("Enter");
        assertThat(visitor.page().getByRole(AriaRole.DIALOG)).isVisible();
        visitor.page().keyboard().press("Escape");
        assertThat(visitor.page().getByRole(AriaRole.DIALOG)).hasCount(0);
        assertThat(visitor.button("Silence")).isFocused();
    }

    @Test
    @Order(7)
    void it_speaks_chinese_too() {
        visitor.button("中文").click();

        assertThat(visitor.heading()).containsText("进度滞后");
        assertThat(visitor.page().locator("html")).hasAttribute("lang", "zh-CN");
        assertThat(visitor.page().locator("a.tile[data-code='513429'] .tile-name"))
                .hasText("布拖县");
        assertThat(visitor.page().locator(".fresh")).containsText("2020年5月");
        for (String path : new String[] {
            "/counties/513429", "/alerts", "/alerts/county-behind-schedule:513429:resettlement", "/quality", "/"
        }) {
            visitor.at(path);
            assertThat(visitor.page().locator("body").innerText())
                    .as(path + " shows no key of a text that is missing")
                    .doesNotContainPattern("(?m)(^|\\s)[a-z]+\\.[a-zA-Z-]+($|\\s)");
        }
        visitor.button("English").click();
        assertThat(visitor.heading()).containsText("falling behind");
    }

    @Test
    @Order(8)
    void a_silence_has_an_owner_a_reason_and_an_end() {
        visitor.at("/alerts");
        visitor.button("Silence").click();
        Locator dialog = visitor.page().getByRole(AriaRole.DIALOG);
        dialog.locator("select[name='unit']").selectOption("513436");
        dialog.getByLabel("Reason").fill("Road closed");
        dialog.getByText("Silence").last().click();

        Locator silences = visitor.page().locator("section[aria-labelledby='silences-title']");
        assertThat(silences).containsText("Road closed");
        assertThat(silences).containsText("national-office");
        visitor.page().route("**/v1/silences/*", route -> route.fulfill(new Route.FulfillOptions().setStatus(503)));
        silences.getByText("End now").last().click();
        assertThat(visitor.page().locator("main")).containsText("A service cannot answer right now");
        assertThat(silences).containsText("Road closed");
        visitor.hasComplainedOfAnswer(503);
        visitor.page().unroute("**/v1/silences/*");
        silences.getByText("End now").last().click();
        assertThat(silences).containsText("Nothing is silenced");
        assertThat(visitor.page().locator("main")).not().containsText("A service cannot answer right now");
    }

    @Test
    @Order(9)
    void a_new_day_appears_by_itself() {
        assertThat(visitor.page().locator(".fresh.live")).isVisible();
        String before = visitor.page().locator(".fresh strong").innerText();

        Stage.stack().reach("2020-05-31");

        assertThat(visitor.page().locator(".fresh strong"))
                .not()
                .hasText(
                        before,
                        new com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions().setTimeout(60_000));
    }
}
