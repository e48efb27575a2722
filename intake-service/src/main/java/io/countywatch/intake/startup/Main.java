package io.countywatch.intake.startup;

import io.countywatch.shared.startup.GuardedStart;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the packaged service begins. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... arguments) {
        GuardedStart.run("intake-service", arguments);
    }
}
