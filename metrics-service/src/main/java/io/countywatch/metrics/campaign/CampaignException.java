package io.countywatch.metrics.campaign;

import java.nio.file.Path;

/** A campaign folder that cannot be used; the message names the file and the fault. */
public final class CampaignException extends RuntimeException {

    CampaignException(Path file, Exception cause) {
        super(file + ": " + cause.getMessage(), cause);
    }
}
