package io.countywatch.alert.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureTest {

    @TempDir
    Path folder;

    /** Held against: printf '1590796800.{"a":1}' | openssl dgst -sha256 -hmac 0123456789abcdef */
    @Test
    void a_signature_is_the_hmac_of_timestamp_full_stop_and_body() {
        assertThat(Signature.of(List.of("0123456789abcdef".getBytes(UTF_8)), 1590796800L, "{\"a\":1}"))
                .isEqualTo("v1=2672ecd355570919f20cb68a0cd263b879234da0ef5f1f0dbec15d1fa35370ef");
    }

    @Test
    void two_secrets_sign_both_so_that_one_can_follow_the_other() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "0123456789abcdef\n\nfedcba9876543210\n");

        String both = Signature.of(Secrets.read(file.toString()), 1, "x");

        assertThat(both).matches("v1=[0-9a-f]{64},v1=[0-9a-f]{64}");
        assertThat(both.split(",")[0]).isNotEqualTo(both.split(",")[1]);
    }

    @Test
    void a_secret_that_is_missing_empty_or_short_is_refused_and_not_repeated() throws IOException {
        Path file = folder.resolve("secret");
        assertThatThrownBy(() -> Secrets.read(file.toString())).hasMessage("its secret file cannot be read");
        Files.writeString(file, "\n");
        assertThatThrownBy(() -> Secrets.read(file.toString())).hasMessageContaining("at least 16 bytes");
        Files.writeString(file, "canary");
        assertThatThrownBy(() -> Secrets.read(file.toString()))
                .hasMessageContaining("at least 16 bytes")
                .hasMessageNotContaining("canary");
    }
}
