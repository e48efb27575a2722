package io.countywatch.consoletest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a county official and a provincial one see, and above all what not. */
@ExtendWith(Stage.class)
class LimitsTest {

    /** Not what lies in a number or a hash. */
    private static final Pattern COUNTY =
            Pattern.compile("(?<![0-9a-zA-Z.-])(45|51|52|53|62|64|65)[0-9]{4}(?![0-9a-zA-Z])");

    private static final List<String> OTHERS =
            List.of("Sichuan", "四川", "Meigu", "美姑", "Fugong", "福贡", "China 2020", "52 counties", "Fujian", "Guizhou");

    @Test
    void a_county_official_sees_the_own_county_and_no_hint_of_others() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("Butuo county")) {
            assertThat(visitor.heading()).containsText("Butuo");
            assertThat(visitor.page()).hasURL(Pattern.compile("/counties/513429$"));
            assertThat(visitor.link("Campaign")).hasCount(0);
            for (String path : List.of("/", "/counties/513429", "/alerts", "/quality")) {
                visitor.forgetRequests();
                visitor.at(path);
                visitor.page().waitForTimeout(800);
                String text = visitor.page().locator("body").innerText();
                assertThat(text).as(path).doesNotContain(OTHERS);
                assertThat(visitor.answers()).as(path).isNotEmpty();
                for (Response answer : visitor.answers()) {
                    if (!answer.url().endsWith("/stream")) {
                        assertThat(countiesIn(answer.text())).as(answer.url()).allMatch("513429"::equals);
                    }
                }
            }
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void another_county_does_not_exist_for_a_county_official() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("Butuo county")) {
            visitor.page()
                    .navigate(
                            Stage.stack().console().resolve("/counties/513436").toString());

            assertThat(visitor.page().getByText("There is nothing here")).isVisible();
            assertThat(visitor.page().locator("body")).not().containsText("Meigu");
        }
    }

    @Test
    void a_provincial_official_sees_the_province() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("Sichuan province")) {
            assertThat(visitor.heading()).containsText("of 7 counties are falling behind");
            assertThat(visitor.page().locator("a.tile")).hasCount(7);
            assertThat(visitor.page().locator("body")).not().containsText("Fugong");
            visitor.link("Sichuan").first().click();
            assertThat(visitor.heading()).containsText("Sichuan");
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void a_download_holds_no_small_cell_of_who_does_not_see_everything() throws Exception {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("Butuo county")) {
            visitor.at("/counties/513429");
            var villages = visitor.page().waitForDownload(() -> visitor.page()
                    .locator("section[aria-labelledby='villages-title'] .csv")
                    .click());
            String file = java.nio.file.Files.readString(villages.path());

            assertThat(file).contains("<5");
            assertThat(file.lines().skip(1).flatMap(line -> List.of(line.split(",")).stream()
                            .skip(7)))
                    .noneMatch(cell -> cell.matches("[1-4]"));
        }
    }

    private static List<String> countiesIn(String text) {
        Matcher matcher = COUNTY.matcher(text);
        return matcher.results()
                .map(java.util.regex.MatchResult::group)
                .distinct()
                .toList();
    }
}
