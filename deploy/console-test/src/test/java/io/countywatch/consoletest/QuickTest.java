package io.countywatch.consoletest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How much the first view costs, and what is shown while something is missing. */
@ExtendWith(Stage.class)
class QuickTest {

    private static final int COUNTIES = 2_800;

    /** The best of some: other work of the machine only ever makes it slower. */
    private static final int TRIES = 8;

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
    void with_2800_counties_it_stands_within_a_second() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            String counties =
                    IntStream.range(0, COUNTIES).mapToObj(QuickTest::county).collect(Collectors.joining(","));
            AtomicReference<String> answer = new AtomicReference<>();
            visitor.page().route(RunningStack.at(8083) + "/v1/overview", route -> {
                // Put together once: what is timed is the page, not this test.
                if (answer.get() == null) {
                    String real = route.fetch().text();
                    int from = real.indexOf("\"counties\":[") + 12;
                    int to = real.indexOf("],\"history\"");
                    answer.set(real.substring(0, from) + counties + real.substring(to));
                }
                route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setHeaders(java.util.Map.of(
                                "access-control-allow-origin",
                                RunningStack.at(8082).toString()))
                        .setBody(answer.get()));
            });
            double best = Double.MAX_VALUE;
            for (int i = 0; i < TRIES; i++) {
                visitor.at("/");
                assertThat(visitor.page().locator("a.tile[data-code]")).hasCount(COUNTIES);
                best = Math.min(
                        best,
                        ((Number) visitor.page()
                                        .evaluate("performance.getEntriesByName('countywatch-shown')[0].startTime"))
                                .doubleValue());
            }
            System.out.printf("2,800 counties: shown after %.0f ms%n", best);
            assertThat(best).isLessThan(1_000);
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

    private static String county(int i) {
        List<String> statuses = List.of("CRITICAL", "BEHIND", "UNKNOWN", "WATCH", "ON_TRACK", "ON_TRACK", "ON_TRACK");
        String status = statuses.get(i % statuses.size());
        String province = Integer.toString(11 + i / 90);
        return """
                {"code":"%s%04d","level":"county","name":"County %d","nameZh":"县%d","province":"%s","status":"%s","silent":false,
                 "statuses":{"status":"%s"},"standings":[%s]}"""
                .formatted(
                        province, i, i, i, province, status, status, status.equals("ON_TRACK") ? "" : standing(status));
    }

    private static String standing(String status) {
        return """
                {"plan":"p","measure":"status","status":"%s","firstApproved":"%s","silent":false,
                 "figures":{"version":1,"start":"2020-01-01","due":"2020-12-31","status":"%s","scope":900,"done":200,"remaining":700,
                  "planned":300,"gap":100,"minimumGap":9,"spiT":0.8,"lagDays":20.1,"paceNeeded":30.2,"paceObserved":11.5,
                  "eta":"2021-03-01","requiredRatio":1.4,"ratio":0.7,"dispersion":2.1,"probabilityOnTime":0.1,
                  "likelyBy":"2021-02-01","almostCertainBy":"2021-04-01","lastWeek":12,
                  "because":[{"kind":"SLOW_PACE","amount":100,"units":[]}],"watchlists":[]}}"""
                .formatted(status, status, status);
    }
}
