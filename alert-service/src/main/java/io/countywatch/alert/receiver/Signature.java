package io.countywatch.alert.receiver;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Proves to a receiver that a message comes from us and when it was sent. */
final class Signature {

    /** Seconds since 1970 at which the message was sent: a receiver refuses what is too old. */
    static final String TIMESTAMP = "Countywatch-Timestamp";

    /** {@code v1=} and the hexadecimal HMAC-SHA256 of timestamp, full stop and body; one for each secret. */
    static final String HEADER = "Countywatch-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** With two secrets a receiver can change from one to the other at its leisure. */
    static String of(List<byte[]> secrets, long timestamp, String body) {
        byte[] text = (timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
        return secrets.stream().map(secret -> "v1=" + hmac(secret, text)).collect(Collectors.joining(","));
    }

    private static String hmac(byte[] secret, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is missing", e);
        }
    }
}
