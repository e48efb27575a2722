package io.countywatch.consoletest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Figures that are hardly so are drawn, with words. Which of them there are today is the simulator's: so they are put in. */
@ExtendWith(Stage.class)
class DoubtTest {

    private static final String AT_RISK = "\"atRisk\":\\d+,\"register\":\\d+,\"atRiskUnlikely\":(true|false)";
    private static final String LIFTED_AGAIN = "\"liftedAgain90d\":(\\d+|null)";

    @Test
    void a_county_in_which_nobody_looks_for_the_endangered_is_among_the_doubtful() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            Locator rows = doubtful(
                    visitor,
                    overview -> firstOnly(
                            overview.replaceAll(AT_RISK, "\"atRisk\":50,\"register\":1000,\"atRiskUnlikely\":false")
                                    .replaceAll(LIFTED_AGAIN, "\"liftedAgain90d\":0"),
                            "\"atRisk\":50,\"register\":1000,\"atRiskUnlikely\":false",
                            "\"atRisk\":2,\"register\":1000,\"atRiskUnlikely\":true"));

            assertThat(rows).hasCount(1);
            assertThat(rows).containsText("0.2");
            assertThat(rows).containsText("nobody may be looking");
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void so_is_one_in_which_households_were_lifted_soon_after_they_fell_back() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            Locator rows = doubtful(
                    visitor,
                    overview -> firstOnly(
                            overview.replaceAll(AT_RISK, "\"atRisk\":50,\"register\":1000,\"atRiskUnlikely\":false")
                                    .replaceAll(LIFTED_AGAIN, "\"liftedAgain90d\":null"),
                            "\"liftedAgain90d\":null",
                            "\"liftedAgain90d\":3"));

            assertThat(rows).hasCount(1);
            assertThat(rows).containsText("3 households lifted within 90 days of falling back");
        }
    }

    @Test
    void the_county_page_says_it_beside_its_fall_backs() {
        try (Visitor visitor = Stage.visitor(1280, "en-GB").signedInAs("National office")) {
            visitor.getsChanged("**/v1/units/513429/outlook", outlook -> outlook.replaceAll(
                            AT_RISK, "\"atRisk\":200,\"register\":1000,\"atRiskUnlikely\":true")
                    .replaceAll(LIFTED_AGAIN, "\"liftedAgain90d\":1"));
            visitor.at("/counties/513429");

            Locator back = visitor.page().locator("section[aria-labelledby='back-title']");
            assertThat(back).containsText("Check: 20");
            assertThat(back).containsText("too many");
            assertThat(back).containsText("Check: 1 household lifted within 90 days of falling back");
        }
    }

    private static Locator doubtful(Visitor visitor, UnaryOperator<String> overview) {
        visitor.getsChanged(RunningStack.at(8083) + "/v1/overview", overview);
        visitor.at("/quality");
        Locator section = visitor.page().locator("section[aria-labelledby='doubtful-title']");
        assertThat(section).isVisible();
        return section.locator("tbody tr");
    }

    private static String firstOnly(String text, String what, String instead) {
        int at = text.indexOf(what);
        assertThat(at).as("the answer holds %s", what).isNotNegative();
        return text.substring(0, at) + instead + text.substring(at + what.length());
    }
}
