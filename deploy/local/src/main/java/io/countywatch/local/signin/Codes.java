package io.countywatch.local.signin;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Codes that were handed out: each is good once, for a minute. */
final class Codes {

    static final long SECONDS = 60;

    private final Map<String, Grant> open = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    Codes(Clock clock) {
        this.clock = clock;
    }

    String issue(DemoRole role, String redirectUri, String challenge, String nonce) {
        open.values().removeIf(grant -> grant.until().isBefore(clock.instant()));
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        open.put(
                code,
                new Grant(role, redirectUri, challenge, nonce, clock.instant().plusSeconds(SECONDS)));
        return code;
    }

    /** Takes a code back; whoever comes second with it gets nothing, even with the right verifier. */
    Optional<Grant> redeem(String code, String redirectUri, String verifier) {
        Grant grant = code == null ? null : open.remove(code);
        return Optional.ofNullable(grant)
                .filter(one -> !one.until().isBefore(clock.instant()))
                .filter(one -> one.redirectUri().equals(redirectUri))
                .filter(one -> one.verifiedBy(verifier));
    }
}
