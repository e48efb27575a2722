package io.countywatch.alert.rules;

import io.countywatch.alert.campaign.Campaign;
import io.countywatch.alert.campaign.CampaignReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The rule author's command: reads a file as the service would, for a campaign, and runs its tests. */
public final class RulesCheck {

    private RulesCheck() {}

    /**
     * Exits with 0 if the file is good, 1 if it is refused, a rule has no test or a test fails, 2 if something cannot be
     * read.
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        if (arguments.length != 2) {
            err.println("a file and the folder of its campaign are needed");
            return 2;
        }
        String file = arguments[0];
        String text;
        Campaign campaign;
        try {
            text = Files.readString(Path.of(file));
            campaign = CampaignReader.read(Path.of(arguments[1]));
        } catch (IOException e) {
            err.println(file + ": cannot be read");
            return 2;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return 2;
        }
        try {
            RuleSet rules = RulesReader.tested(file, text, campaign);
            List<String> tests = RulesReader.tests(file, text);
            tests.forEach(test -> out.println("passed: " + test));
            out.println(rules.rules().size() + " rules for campaign " + campaign.id() + ", " + tests.size()
                    + " tests passed, " + rules.hash());
            return 0;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return 1;
        }
    }
}
