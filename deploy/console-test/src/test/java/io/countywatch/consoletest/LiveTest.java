package io.countywatch.consoletest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What stays right on a page that is left open. Its days come after all that others look at. */
@ExtendWith(Stage.class)
@Order(Integer.MAX_VALUE - 1)
class LiveTest {

    private static final double A_MINUTE_MS = 60_000;
    private static final LocalDate FIRST = LocalDate.of(2020, 6, 1);

    @Test
    void the_counties_of_a_province_are_those_of_the_day_that_the_page_says() throws IOException {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            visitor.at("/provinces/51");
            assertThat(visitor.page().locator(".fresh.live")).isVisible();
            Locator behind = visitor.section("urgent")
                    .locator("tbody tr")
                    .filter(new Locator.FilterOptions().setHasText("布拖县"))
                    .filter(new Locator.FilterOptions().setHasText("Resettlement"))
                    .locator("td[data-label='Days behind']");
            assertThat(behind).hasText(daysBehind());

            LocalDate day = next();

            assertThat(visitor.page().locator(".fresh strong")).hasText(shown(day), within(A_MINUTE_MS));
            assertThat(behind).hasText(daysBehind());
        }
    }

    @Test
    void who_was_cut_off_over_an_evaluation_sees_it_once_the_connection_is_back() throws IOException {
        try (Visitor stays = Stage.visitor(1280, "en-GB").signedInAs("National office");
                Visitor goes = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            assertThat(stays.page().locator(".fresh.live")).isVisible();
            goes.page().route("**/v1/overview/stream", Route::abort);
            goes.at("/");
            assertThat(goes.page().locator(".fresh.lost")).isVisible();

            LocalDate day = next();

            assertThat(stays.page().locator(".fresh strong")).hasText(shown(day), within(A_MINUTE_MS));
            assertThat(goes.page().locator(".fresh strong")).not().hasText(shown(day));
            goes.page().unroute("**/v1/overview/stream");
            assertThat(goes.page().locator(".fresh strong")).hasText(shown(day), within(A_MINUTE_MS));
            assertThat(goes.page().locator(".fresh.live")).isVisible();
        }
    }

    @Test
    void a_connection_on_which_nothing_comes_any_more_is_not_called_live() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            visitor.page().clock().install();
            visitor.at("/");
            assertThat(visitor.page().locator(".fresh.live")).isVisible();

            visitor.page().clock().fastForward(46_000);

            assertThat(visitor.page().locator(".fresh.lost")).isVisible();
            assertThat(visitor.page().locator(".fresh.live"))
                    .isVisible(new IsVisibleOptions().setTimeout(A_MINUTE_MS / 2));
        }
    }

    @Test
    void nothing_is_asked_for_twice_because_the_connection_tells_what_is_already_there() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            visitor.forgetRequests();
            visitor.at("/alerts");
            assertThat(visitor.page().locator(".fresh.live")).isVisible();
            visitor.page()
                    .waitForTimeout(2_500); // the first event comes within a second, and 0.7 s later what it asks for

            org.assertj.core.api.Assertions.assertThat(visitor.requests().stream()
                            .filter(request -> request.url().contains("/v1/alerts?"))
                            .count())
                    .isEqualTo(1);
        }
    }

    /** Has the day after the last one evaluated. */
    private static LocalDate next() throws IOException {
        LocalDate last = LocalDate.parse(
                json("/v1/schedule").at("/freshness/evaluatedThrough").asText());
        LocalDate day = last.isBefore(FIRST) ? FIRST : last.plusDays(1);
        Stage.stack().reach(day.plusDays(1).toString());
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> json("/v1/schedule")
                .at("/freshness/evaluatedThrough")
                .asText()
                .equals(day.toString()));
        return day;
    }

    /** By the service, to a tenth as the page writes it. */
    private static String daysBehind() throws IOException {
        for (JsonNode one : json("/v1/units/513429/assessments").get("assessments")) {
            if (one.get("measure").asText().equals("resettlement")) {
                return new java.text.DecimalFormat("0.#", java.text.DecimalFormatSymbols.getInstance(Locale.ENGLISH))
                        .format(one.at("/inForce/lagDays").asDouble());
            }
        }
        throw new AssertionError("Butuo has a plan for resettlement");
    }

    private static JsonNode json(String path) throws IOException {
        return new ObjectMapper().readTree(Stage.stack().alerts(path));
    }

    private static String shown(LocalDate day) {
        return day.format(DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK)).replace("Sept", "Sep");
    }

    private static HasTextOptions within(double milliseconds) {
        return new HasTextOptions().setTimeout(milliseconds);
    }
}
