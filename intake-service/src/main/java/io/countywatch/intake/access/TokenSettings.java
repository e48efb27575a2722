package io.countywatch.intake.access;

import java.util.ArrayList;
import java.util.List;

/**
 * Whose tokens are believed. An empty text is a setting that is not made.
 *
 * @param issuer {@code quarkus.oidc.token.issuer}
 * @param server {@code quarkus.oidc.auth-server-url}
 * @param publicKey {@code quarkus.oidc.public-key}
 * @param audience {@code quarkus.oidc.token.audience}
 * @param local whether this is the local stack, which signs its tokens itself
 */
public record TokenSettings(String issuer, String server, String publicKey, String audience, boolean local) {

    /** Everything that would let the wrong people in; empty when nothing would. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (audience.isBlank()) {
            faults.add("quarkus.oidc.token.audience must be set");
        }
        if (local) {
            if (issuer.isBlank()) {
                faults.add("quarkus.oidc.token.issuer must be set");
            }
            return faults;
        }
        if (!publicKey.isBlank()) {
            faults.add("quarkus.oidc.public-key is for the local stack only: keys could never be changed");
        }
        if (!server.startsWith("https://")) {
            faults.add("quarkus.oidc.auth-server-url must be set, and begin with https://");
        }
        if (issuer.endsWith(".invalid")) {
            faults.add("quarkus.oidc.token.issuer is that of a local stack");
        }
        return faults;
    }
}
