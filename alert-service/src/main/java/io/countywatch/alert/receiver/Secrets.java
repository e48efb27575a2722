package io.countywatch.alert.receiver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a receiver's secrets from its file, anew for every message: a changed secret needs no restart. */
final class Secrets {

    private static final int SHORTEST = 16;

    private Secrets() {}

    /**
     * One secret a line.
     *
     * @throws Unusable if the file cannot be read, or holds no secret or one below 16 bytes; it repeats none of it
     */
    static List<byte[]> read(String file) {
        List<byte[]> secrets;
        try {
            secrets = Files.readAllLines(Path.of(file)).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .toList();
        } catch (IOException e) {
            throw new Unusable("its secret file cannot be read");
        }
        if (secrets.isEmpty() || secrets.stream().anyMatch(secret -> secret.length < SHORTEST)) {
            throw new Unusable("its secret file must hold secrets of at least " + SHORTEST + " bytes, one a line");
        }
        return secrets;
    }

    /** Without its secret nothing is sent: a receiver that checks signatures would refuse it anyway. */
    static final class Unusable extends RuntimeException {
        Unusable(String reason) {
            super(reason, null, false, false);
        }
    }
}
