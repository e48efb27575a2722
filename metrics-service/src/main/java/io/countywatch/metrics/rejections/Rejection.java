package io.countywatch.metrics.rejections;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** An item that intake refused for good. Written once; queried by people, hence an entity. */
@Entity
@Table(name = "rejection", schema = "rejections")
class Rejection {

    /** The code whose originals nobody keeps. */
    static final String PERSONAL_DATA = "personal_data";

    @Id
    String id;

    String code;

    /** JSON array as intake wrote it. */
    String errors;

    String source;

    @Column(name = "event_id")
    String eventId;

    String type;
    String subject;

    /** Null if it could not be read. */
    String county;

    String device;
    String caller;
    String request;

    @Column(name = "received_at")
    Instant receivedAt;

    /** The item as it was sent, up to 64 KiB; null for personal data. */
    byte[] original;

    boolean truncated;

    boolean isReplayable() {
        return original != null && !truncated;
    }
}
