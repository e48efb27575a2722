package io.countywatch.consoletest;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every view at both widths in both languages: pictures to be looked at, and the accessibility rules. */
@ExtendWith(Stage.class)
class LookTest {

    private static final Map<String, String> VIEWS = Map.of(
            "campaign", "/",
            "county", "/counties/513429",
            "silent-county", "/counties/653222",
            "province", "/provinces/51",
            "as-of", "/counties/513429?on=2020-05-10&known=2020-05-12",
            "alerts", "/alerts",
            "alert", "/alerts/county-behind-schedule:513429:resettlement",
            "quality", "/quality");

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"1280, en-GB", "390, en-GB", "1280, zh-CN", "390, zh-CN"})
    void every_view_is_readable_for_everybody(int width, String locale) throws IOException {
        try (Visitor visitor =
                Stage.visitor(width, locale).signedInAs(locale.startsWith("zh") ? "国家级" : "National office")) {
            for (Map.Entry<String, String> view : VIEWS.entrySet()) {
                visitor.at(view.getValue());
                visitor.page().waitForTimeout(800); // charts are drawn after the text
                picture(visitor.page(), view.getKey() + "-" + width + "-" + locale.substring(0, 2));
                assertThat(faults(visitor.page())).as(view.getKey()).isEmpty();
                assertThat((Integer) visitor.page().evaluate("document.documentElement.scrollWidth - innerWidth"))
                        .as(view.getKey() + " needs no sideways scrolling")
                        .isLessThanOrEqualTo(0);
            }
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"campaign, /", "county, /counties/513429", "alerts, /alerts", "quality, /quality"})
    void every_view_can_be_printed(String name, String path) throws IOException {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            visitor.at(path);
            visitor.page().waitForTimeout(800);
            visitor.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

            assertThat(visitor.page().locator("nav").first().isVisible()).isFalse();
            assertThat(visitor.page().locator(".csv").first().isVisible()).isFalse();
            byte[] pdf =
                    visitor.page().pdf(new Page.PdfOptions().setFormat("A4").setPath(file("print-" + name + ".pdf")));
            assertThat(pdf).isNotEmpty();
        }
    }

    /** Of WCAG 2.2 A and AA, by axe; what is wrong, and where. */
    private static List<String> faults(Page page) {
        return new AxeBuilder(page)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                        .analyze()
                        .getViolations()
                        .stream()
                        .map(LookTest::said)
                        .toList();
    }

    private static String said(Rule rule) {
        return rule.getImpact() + " " + rule.getId() + " at "
                + rule.getNodes().stream()
                        .map(node -> node.getTarget().toString())
                        .limit(3)
                        .toList();
    }

    private static void picture(Page page, String name) throws IOException {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(file(name + ".png")));
    }

    private static Path file(String name) throws IOException {
        return Stage.screenshots().resolve(name);
    }
}
