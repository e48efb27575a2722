package io.countywatch.intake.http;

import io.countywatch.intake.access.Caller;
import io.countywatch.intake.access.CountyScope;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads the caller from a verified token. */
final class Callers {

    /** Attribute of the identity that holds its {@link Caller}. */
    static final String ATTRIBUTE = "countywatch.caller";

    private Callers() {}

    /** A token without counties may write nothing at all, so its sender is told at once instead of event by event. */
    static Caller of(SecurityIdentity identity) {
        Caller caller = identity.getAttribute(ATTRIBUTE);
        if (caller.counties().isEmpty()) {
            throw new ProblemException(Problem.of(
                    403, "forbidden", "The token may not write", "it names no county in its claim counties"));
        }
        return caller;
    }

    /** The claims of a token that has been verified. */
    static Caller of(JsonWebToken token) {
        CountyScope counties = CountyScope.of(texts(token.getClaim("counties")));
        String device = text(token.getClaim("device"));
        return new Caller(token.getSubject() == null ? token.getName() : token.getSubject(), counties, device);
    }

    private static List<String> texts(Object claim) {
        List<String> texts = new ArrayList<>();
        if (claim instanceof Iterable<?> items) {
            items.forEach(item -> texts.add(text(item)));
        }
        return texts;
    }

    private static String text(Object value) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        return value == null ? null : value.toString();
    }
}
