package io.countywatch.shared.startup;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a packaged service begins. If it could be entered, overheard or fooled it does not start, and says everything
 * that is wrong at once, before any part of it speaks to anybody. That this is the packaged service and no test or
 * development mode is told by who calls here; a profile could be set by anybody who can set a variable.
 */
public final class GuardedStart {

    private GuardedStart() {}

    /** Runs the service to its end, or ends the process with 1. */
    public static void run(String service, String... arguments) {
        List<String> faults = faults(settings());
        if (!faults.isEmpty()) {
            System.err.println(service + " does not start:");
            faults.forEach(fault -> System.err.println("  - " + fault));
            System.exit(1);
        }
        Quarkus.run(arguments);
    }

    /** Every fault that there is, also in what the database says of our role where there is a database. */
    static List<String> faults(SmallRyeConfig config) {
        List<String> faults = new ArrayList<>(
                UnsafeSettings.faults(name -> config.getConfigValue(name).getValue(), config.getPropertyNames()));
        boolean database = config.getConfigValue("quarkus.datasource.db-kind").getValue() != null;
        boolean asked = is(config, "countywatch.local") || is(config, "quarkus.init-and-exit");
        // No password goes to a server that nobody has verified.
        if (database && !asked && faults.stream().noneMatch(fault -> fault.startsWith("quarkus.datasource.jdbc"))) {
            faults.addAll(DatabaseRole.faults(
                    config.getConfigValue("quarkus.datasource.jdbc.url").getValue(),
                    config.getConfigValue("quarkus.datasource.username").getValue(),
                    config.getConfigValue("quarkus.datasource.password").getValue()));
        }
        return faults;
    }

    private static boolean is(SmallRyeConfig config, String name) {
        return config.getOptionalValue(name, Boolean.class).orElse(false);
    }

    /** The same sources that the framework reads a moment later. */
    private static SmallRyeConfig settings() {
        return ConfigUtils.configBuilder().build();
    }
}
