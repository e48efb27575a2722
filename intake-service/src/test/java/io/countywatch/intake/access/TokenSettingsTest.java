package io.countywatch.intake.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TokenSettingsTest {

    private static final String ISSUER = "https://login.example.org/realms/field";

    @Test
    void a_real_issuer_over_tls_is_good() {
        assertThat(new TokenSettings("", ISSUER, "", "countywatch", false).faults())
                .isEmpty();
        assertThat(new TokenSettings(ISSUER, ISSUER, "", "countywatch", false).faults())
                .isEmpty();
    }

    @Test
    void every_fault_is_told_at_once() {
        assertThat(new TokenSettings("https://local.countywatch.invalid", "http://login", "MII…", "", false).faults())
                .hasSize(4);
        assertThat(new TokenSettings("", "", "", "countywatch", false).faults())
                .containsExactly("quarkus.oidc.auth-server-url must be set, and begin with https://");
    }

    @Test
    void the_local_stack_may_bring_its_own_key_but_must_name_its_issuer() {
        assertThat(new TokenSettings("https://local.countywatch.invalid", "", "MII…", "countywatch", true).faults())
                .isEmpty();
        assertThat(new TokenSettings("", "", "MII…", "countywatch", true).faults())
                .hasSize(1);
    }

    @Test
    void no_issuer_is_built_in() throws IOException {
        Properties settings = new Properties();
        try (var in = TokenSettingsTest.class.getResourceAsStream("/application.properties")) {
            settings.load(in);
        }
        assertThat(settings).doesNotContainKey("quarkus.oidc.token.issuer");
        assertThat(settings.getProperty("quarkus.oidc.token.audience")).isEqualTo("countywatch");
    }
}
