package io.countywatch.alert.rules;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The rule author's command: reads a file as the service would and runs its tests. */
public final class RulesCheck {

    private RulesCheck() {}

    /** Exits with 0 if the file is good, 1 if it is refused or a test of it fails, 2 if it cannot be read. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        if (arguments.length != 1) {
            err.println("one file is needed");
            return 2;
        }
        String text;
        try {
            text = Files.readString(Path.of(arguments[0]));
        } catch (IOException e) {
            err.println(arguments[0] + ": cannot be read");
            return 2;
        }
        try {
            RuleSet rules = RulesReader.parse(arguments[0], text);
            List<String> tests = RulesReader.tests(arguments[0], text);
            tests.forEach(test -> out.println("passed: " + test));
            RulesReader.untested(arguments[0], text).forEach(rule -> out.println("no test is about: " + rule));
            out.println(rules.rules().size() + " rules, " + tests.size() + " tests passed, " + rules.hash());
            return 0;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return 1;
        }
    }
}
