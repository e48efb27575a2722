package io.countywatch.consoletest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How much the first view costs, and what is shown while something is missing. */
@ExtendWith(Stage.class)
class QuickTest {

    @Test
    void the_campaign_page_asks_each_service_once_and_weighs_less_than_300_kB() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            visitor.page().waitForTimeout(1_000);

            assertThat(visitor.requests().stream()
                            .map(Request::url)
                            .filter(url -> url.contains("/v1/") && !url.endsWith("/stream"))
                            .map(url -> url.replaceFirst("http://127.0.0.1:(\\d+)", "$1"))
                            .collect(Collectors.groupingBy(url -> url.substring(0, url.indexOf('/')))))
                    .hasSize(2)
                    .allSatisfy((port, urls) -> assertThat(urls).hasSize(1));
            long bytes = visitor.bytes();
            System.out.println("first view: " + bytes / 1000 + " kB on the wire");
            assertThat(bytes).isPositive().isLessThan(300_000);
        }
    }

    @Test
    void what_was_loaded_stays_when_a_service_goes_away_and_says_so() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            assertThat(visitor.heading()).containsText("falling behind");
            visitor.page().route("**/v1/overview", Route::abort);
            visitor.link("Alerts").click();
            visitor.page().waitForSelector("main h1");
            visitor.link("Campaign").click();

            assertThat(visitor.page().getByText("No connection")).isVisible();
            assertThat(visitor.heading()).containsText("falling behind");
            visitor.page().unroute("**/v1/overview");
            visitor.button("Try again").click();
            assertThat(visitor.page().getByText("No connection")).hasCount(0);
        }
    }

    @Test
    void while_it_waits_and_when_news_stop_coming_it_says_so() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            AtomicReference<Route> held = new AtomicReference<>();
            visitor.page().route(RunningStack.at(8083) + "/v1/overview", held::set);
            visitor.page().route("**/v1/overview/stream", Route::abort);
            visitor.page().navigate(Stage.stack().console().toString());

            assertThat(visitor.page().locator(".skeleton[role='status']")).isVisible();
            assertThat(visitor.page().locator(".fresh")).hasClass(Pattern.compile("lost"));
            held.get().resume();
            assertThat(visitor.heading()).containsText("falling behind");
            assertThat(visitor.page().locator(".fresh")).hasClass(Pattern.compile("lost"));
            visitor.page().unroute("**/v1/overview/stream");
            assertThat(visitor.page().locator(".fresh")).hasClass(Pattern.compile("live"), soon());
        }
    }

    /** The pause before the next try to follow grows. */
    private static LocatorAssertions.HasClassOptions soon() {
        return new LocatorAssertions.HasClassOptions().setTimeout(20_000);
    }

    @Test
    void the_page_takes_no_script_but_its_own() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            String policy =
                    visitor.page().navigate(Stage.stack().console().toString()).headerValue("content-security-policy");

            assertThat(policy)
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "*");
            assertThat(visitor.requests().stream().map(Request::url).filter(url -> !url.startsWith("blob:")))
                    .allMatch(url -> url.startsWith("http://127.0.0.1:"));
        }
    }

    @Test
    void no_other_page_may_ask_the_alert_service() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB")) {
            visitor.page().navigate(RunningStack.at(8084) + "/style.css");
            Object answer = visitor.page()
                    .evaluate(
                            "fetch('" + RunningStack.at(8083)
                                    + "/v1/schedule', {headers: {authorization: 'Bearer x'}}).then(r => r.status, () => 'refused')");

            assertThat(answer).isEqualTo("refused");
        }
    }
}
