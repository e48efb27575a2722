package io.countywatch.local;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry of every script in {@code deploy/local}; the first argument names the command. */
@Command(
        name = "deploy/local",
        subcommands = {
            RunCommand.class,
            TokenCommand.class,
            WatchAlertsCommand.class,
            RestartCommand.class,
            RebuildCommand.class
        })
public final class Main {

    /** What could not be done, said in one sentence. */
    static final int UNUSABLE = 2;

    private Main() {}

    /** Runs the named command and exits with its code. */
    public static void main(String[] arguments) {
        CommandLine commands = new CommandLine(new Main());
        commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            System.err.println("countywatch: " + sentence(failure));
            if (System.getenv("COUNTYWATCH_DEBUG") != null) {
                failure.printStackTrace();
            }
            return UNUSABLE;
        });
        System.exit(commands.execute(arguments));
    }

    /** The message of a failure and of what it comes from, each once. */
    private static String sentence(Throwable failure) {
        StringBuilder sentence = new StringBuilder(String.valueOf(failure.getMessage()));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (sentence.indexOf(reason) < 0) {
                sentence.append(": ").append(reason);
            }
        }
        return sentence.toString();
    }
}
