package io.countywatch.consoletest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
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
            long bytes = visitor.requests().stream()
                    // Those that have ended: the answer of one whose page is gone never comes.
                    .filter(request -> !request.url().endsWith("/stream") && request.timing().responseEnd > 0)
                    .mapToLong(request -> request.sizes().responseBodySize + request.sizes().responseHeadersSize)
                    .sum();
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
