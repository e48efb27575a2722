package io.countywatch.metrics.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;

/** A campaign folder that cannot be used; the message names the file and the fault. */
public final class CampaignException extends RuntimeException {

    CampaignException(Path file, Exception cause) {
        super(file + ": " + sentence(cause), cause);
    }

    /** The parser's own message goes on over many lines. */
    private static String sentence(Exception cause) {
        if (cause instanceof JsonProcessingException json) {
            var at = json.getLocation();
            return json.getOriginalMessage() + (at == null ? "" : " (line " + at.getLineNr() + ")");
        }
        return cause.getMessage();
    }
}
