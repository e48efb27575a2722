package io.countywatch.local;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry of every script in {@code deploy/local}; the first argument names the command. */
@Command(
        name = "deploy/local",
        subcommands = {RunCommand.class, TokenCommand.class, WatchAlertsCommand.class, RestartCommand.class})
public final class Main {

    /** What could not be done, said in one sentence. */
    static final int UNUSABLE = 2;

    private Main() {}

    /** Runs the named command and exits with its code. */
    public static void main(String[] arguments) {
        CommandLine commands = new CommandLine(new Main());
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            Throwable root = failure;
            while (root.getCause() != null && root.getMessage() == null) {
                root = root.getCause();
            }
            System.err.println("countywatch: " + root.getMessage());
            if (System.getenv("COUNTYWATCH_DEBUG") != null) {
                failure.printStackTrace();
            }
            return UNUSABLE;
        });
        System.exit(commands.execute(arguments));
    }
}
