package io.countywatch.consoletest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Answers come in any order; what is shown is what was asked for last, all of it. */
@ExtendWith(Stage.class)
class OvertakenTest {

    @Test
    void the_answer_about_a_day_that_was_left_is_not_shown_under_the_next_one() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            AtomicReference<Route> late = hold(visitor, "**/v1/units/513429/outlook?asOf=2020-04-10");
            Set<Request> underway = underway(visitor);
            visitor.at("/counties/513429");
            assertThat(visitor.section("alerts")).containsText("County behind schedule");

            move(visitor, "2020-04-10");
            visitor.page().waitForCondition(() -> late.get() != null);
            move(visitor, "2020-05-10");

            assertThat(visitor.page().locator(".asof")).containsText("what had happened by 10 May 2020");
            release(visitor, late.get(), underway);
            assertThat(visitor.page().locator(".asof")).containsText("what had happened by 10 May 2020");
            assertThat(visitor.section("silence")).containsText("as of 10 May 2020");
            assertThat(visitor.section("silence"))
                    .containsText(Pattern.compile("The last report of the county came at ([1-9]|10) May 2020"));
            org.assertj.core.api.Assertions.assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void until_a_past_day_has_come_the_page_still_says_that_it_shows_today() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            AtomicReference<Route> late = hold(visitor, "**/v1/units/513429/outlook?asOf=2020-04-10");
            visitor.at("/counties/513429");
            assertThat(visitor.section("alerts")).containsText("County behind schedule");

            move(visitor, "2020-04-10");
            visitor.page().waitForCondition(() -> late.get() != null);

            assertThat(visitor.page().locator("main")).hasAttribute("aria-busy", "true");
            assertThat(visitor.page().locator("main")).not().containsText("10 Apr 2020");
            late.get().resume();
            assertThat(visitor.section("alerts")).containsText("as of 10 Apr 2020");
            assertThat(visitor.section("alerts")).not().containsText("County behind schedule");
            assertThat(visitor.page().locator("main")).hasAttribute("aria-busy", "false");
        }
    }

    @Test
    void the_curve_of_a_plan_that_was_left_is_not_drawn_for_the_next_one() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            AtomicReference<Route> late = hold(visitor, "**/v1/counties/513429/series?measure=renovation*");
            Set<Request> underway = underway(visitor);
            visitor.at("/counties/513429");

            plan(visitor, "Renovation");
            visitor.page().waitForCondition(() -> late.get() != null);
            assertThat(visitor.section("plan").locator("h2")).hasText("Resettlement");
            plan(visitor, "Lifted");

            assertThat(visitor.section("plan").locator("h2")).containsText("Lifted");
            release(visitor, late.get(), underway);
            assertThat(visitor.section("plan").locator("h2")).containsText("Lifted");
            assertThat(visitor.page()).hasURL(Pattern.compile("plan=sichuan-status"));
        }
    }

    @Test
    void alerts_of_a_state_that_was_left_are_not_listed_under_the_next_one() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            AtomicReference<Route> late = hold(visitor, "**/v1/alerts?state=RESOLVED*");
            Set<Request> underway = underway(visitor);
            visitor.at("/alerts");
            String open = visitor.heading().innerText();

            visitor.page().getByLabel("State").selectOption("ended");
            visitor.page().waitForCondition(() -> late.get() != null);
            visitor.page().getByLabel("State").selectOption("open");

            release(visitor, late.get(), underway);
            assertThat(visitor.heading()).hasText(open);
            assertThat(visitor.page().locator("main")).hasAttribute("aria-busy", "false");
        }
    }

    /** The first request to there waits until it is let go. */
    private static AtomicReference<Route> hold(Visitor visitor, String path) {
        AtomicReference<Route> held = new AtomicReference<>();
        visitor.page().route(path, held::set);
        return held;
    }

    /** Requests that have neither been answered nor been given up. */
    private static Set<Request> underway(Visitor visitor) {
        Set<Request> underway = ConcurrentHashMap.newKeySet();
        visitor.page().onRequest(request -> {
            if (!request.url().endsWith("/stream")) {
                underway.add(request);
            }
        });
        visitor.page().onRequestFinished(underway::remove);
        visitor.page().onRequestFailed(underway::remove);
        return underway;
    }

    /** Lets it go, and waits until all that may come of it has come. */
    private static void release(Visitor visitor, Route late, Set<Request> underway) {
        late.resume();
        visitor.page().waitForCondition(() -> !underway.contains(late.request()));
        frames(visitor);
        visitor.page().waitForCondition(underway::isEmpty);
        frames(visitor);
    }

    /** What comes of an answer is drawn with the next frame. */
    private static void frames(Visitor visitor) {
        visitor.page().evaluate("new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))");
    }

    private static void move(Visitor visitor, String day) {
        visitor.page()
                .locator(".asof input[type='range']")
                .first()
                .evaluate(
                        """
                        (slider, day) => {
                          slider.value = (Date.parse(day) - Date.parse('2020-01-01')) / 86400000;
                          slider.dispatchEvent(new Event('change'));
                        }""",
                        day);
    }

    private static void plan(Visitor visitor, String name) {
        visitor.page()
                .locator(".plan-list button")
                .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(name))
                .click();
    }
}
