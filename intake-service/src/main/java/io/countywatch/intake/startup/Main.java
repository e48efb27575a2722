package io.countywatch.intake.startup;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.util.List;

/**
 * Where the packaged service begins. If it could be entered, overheard or fooled it does not start, and says everything
 * that is wrong at once, before any part of it speaks to anybody. That this is the packaged service and no test or
 * development mode is told by who calls here; a profile could be set by anybody who can set a variable.
 */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... arguments) {
        List<String> faults = faults(settings());
        if (!faults.isEmpty()) {
            System.err.println("intake-service does not start:");
            faults.forEach(fault -> System.err.println("  - " + fault));
            System.exit(1);
        }
        Quarkus.run(arguments);
    }

    /** Every fault that there is. */
    static List<String> faults(SmallRyeConfig config) {
        return UnsafeSettings.faults(name -> config.getConfigValue(name).getValue(), config.getPropertyNames());
    }

    /** The same sources that the framework reads a moment later. */
    private static SmallRyeConfig settings() {
        return ConfigUtils.configBuilder().build();
    }
}
