package io.countywatch.intake.http;

import java.util.Locale;

/** How events stand in a request, by its Content-Type. */
enum Mode {
    STRUCTURED("application/cloudevents+json"),
    BINARY("application/json"),
    BATCH("application/cloudevents-batch+json"),
    LINES("application/x-ndjson");

    private final String mediaType;

    Mode(String mediaType) {
        this.mediaType = mediaType;
    }

    boolean single() {
        return this == STRUCTURED || this == BINARY;
    }

    /**
     * The mode of a Content-Type header, parameters aside.
     *
     * @throws ProblemException 415
     */
    static Mode of(String contentType) {
        if (contentType != null) {
            String[] parts = contentType.split(";");
            String type = parts[0].trim().toLowerCase(Locale.ROOT);
            for (Mode mode : values()) {
                if (mode.mediaType.equals(type) && isUtf8(parts)) {
                    return mode;
                }
            }
        }
        throw new ProblemException(Problem.unsupported("Content-Type must be application/cloudevents+json, "
                + "application/json with ce- headers, application/cloudevents-batch+json or application/x-ndjson, "
                + "in UTF-8"));
    }

    private static boolean isUtf8(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].replace("\"", "").replace(" ", "").toLowerCase(Locale.ROOT);
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return true;
    }
}
