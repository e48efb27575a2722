package io.countywatch.metrics.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.countywatch.metrics.campaign.Campaign;
import io.countywatch.metrics.fold.Event;
import io.countywatch.metrics.fold.Fact;
import io.countywatch.metrics.fold.Stamp;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads a record of {@code household-events.v1} (CloudEvents binary mode) as strictly as the contract says. */
@Singleton
public class EventDecoder {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final Campaign campaign;

    EventDecoder(Campaign campaign) {
        this.campaign = campaign;
    }

    Decoded decode(ConsumerRecord<byte[], byte[]> message) {
        Position position = new Position(message.topic(), message.partition(), message.offset());
        try {
            return new Decoded.Valid(event(message, position));
        } catch (InvalidEventException e) {
            return poison(message, position, e.reason(), e.getMessage());
        } catch (JsonProcessingException e) {
            return poison(message, position, "invalid_json", e.getOriginalMessage());
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            return poison(message, position, "invalid_attribute", e.getClass().getSimpleName());
        }
    }

    private StoredEvent event(ConsumerRecord<byte[], byte[]> message, Position position) throws IOException {
        if (message.value() == null) {
            throw new InvalidEventException("missing_attribute", "the record has no value");
        }
        String subject = required(message, "subject");
        String type = required(message, "type");
        String county = county(required(message, "countycode"));
        String sequence = optional(message, "sequence");
        Stamp stamp = new Stamp(
                instant(required(message, "time")),
                sequence == null ? Stamp.NO_SEQUENCE : Stamp.sequence(sequence),
                instant(required(message, "recordedtime")),
                required(message, "source"),
                required(message, "id"));
        JsonNode data = JSON.readTree(message.value());
        Fact fact = FactDecoder.decode(type, data, subject);
        check(fact);
        Event event = new Event(
                subject, stamp, county, stamp.time().atZone(campaign.timeZone()).toLocalDate(), fact);
        String text = new String(message.value(), StandardCharsets.UTF_8);
        return new StoredEvent(event, type, text, PayloadHash.of(event, type), position);
    }

    /** What only the campaign knows. */
    private void check(Fact fact) {
        if (fact instanceof Fact.ProgrammeProgressed programme && !campaign.isProgramme(programme.measure())) {
            throw new InvalidEventException("unknown_measure", "the campaign has no such programme measure");
        }
        if (fact instanceof Fact.RelocationChanged relocation && relocation.toCounty() != null) {
            county(relocation.toCounty());
        }
    }

    private String county(String code) {
        if (!campaign.isCounty(code)) {
            throw new InvalidEventException("unknown_county", "the campaign has no such county");
        }
        return campaign.unit(code).code();
    }

    /** Microseconds, as PostgreSQL keeps them: a stored stamp must compare like a new one. */
    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String required(ConsumerRecord<byte[], byte[]> message, String attribute) {
        String value = optional(message, attribute);
        if (value == null || value.isEmpty()) {
            throw new InvalidEventException("missing_attribute", attribute + " is missing");
        }
        return value;
    }

    private static String optional(ConsumerRecord<byte[], byte[]> message, String attribute) {
        Header header = message.headers().lastHeader("ce_" + attribute);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static Decoded.Poison poison(
            ConsumerRecord<byte[], byte[]> message, Position position, String reason, String detail) {
        return new Decoded.Poison(
                position,
                reason,
                detail,
                optional(message, "subject"),
                optional(message, "source"),
                optional(message, "id"),
                optional(message, "type"),
                message.value());
    }
}
