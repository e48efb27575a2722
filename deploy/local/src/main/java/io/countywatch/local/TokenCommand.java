package io.countywatch.local;

import io.countywatch.local.stack.RunFolder;
import io.countywatch.local.stack.StackException;
import io.countywatch.local.token.TokenIssuer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints a bearer token for the running system. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Prints a bearer token for the running local system.")
final class TokenCommand implements Callable<Integer> {

    private static final List<String> SCOPES =
            List.of("events:write", "metrics:read", "alerts:read", "alerts:manage", "rejections:manage");

    @Mixin
    private Place place;

    @Option(
            names = "--counties",
            split = ",",
            required = true,
            paramLabel = "CODES",
            description = "codes, prefixes such as '5134*', or '*', separated by commas")
    private List<String> counties;

    @Option(
            names = "--scopes",
            split = ",",
            defaultValue = "metrics:read,alerts:read",
            paramLabel = "SCOPES",
            description = "of events:write, metrics:read, alerts:read, alerts:manage, rejections:manage"
                    + " (default metrics:read,alerts:read)")
    private List<String> scopes;

    @Option(names = "--hours", defaultValue = "12", description = "how long it is valid (default 12)")
    private int hours;

    @Option(names = "--subject", defaultValue = "local", description = "who it is for: the claim sub")
    private String subject;

    @Override
    public Integer call() {
        RunFolder folder = place.folder();
        if (!Files.exists(folder.of("keys"))) {
            throw new StackException(
                    "no keys in " + folder.path() + "; start deploy/local/run first, or name its --data");
        }
        for (String county : counties) {
            if (!county.matches("[0-9]{0,6}\\*|[0-9]{6}")) {
                throw new StackException("a county is six digits, or up to six digits and a star: not " + county);
            }
        }
        for (String scope : scopes) {
            if (!SCOPES.contains(scope)) {
                throw new StackException("no scope " + scope + "; there are " + String.join(", ", SCOPES));
            }
        }
        System.out.println(TokenIssuer.in(folder.of("keys")).token(subject, counties, scopes, Duration.ofHours(hours)));
        return 0;
    }
}
