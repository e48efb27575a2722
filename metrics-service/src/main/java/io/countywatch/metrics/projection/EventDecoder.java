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
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a record of {@code household-events.v1} (CloudEvents binary mode) as strictly as the contract says. */
@Singleton
class EventDecoder {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private static final char REPLACEMENT = '\uFFFD';

    private final Campaign campaign;

    EventDecoder(Campaign campaign) {
        this.campaign = campaign;
    }

    Decoded decode(ConsumerRecord<byte[], byte[]> message) {
        Position position = new Position(message.topic(), message.partition(), message.offset());
        Envelope envelope = Envelope.of(message);
        try {
            return new Decoded.Valid(event(envelope, message, position));
        } catch (InvalidEventException e) {
            return poison(envelope, message, position, e.reason(), e.getMessage());
        } catch (JsonProcessingException | CharacterCodingException e) {
            // The parser's own words quote the event.
            return poison(envelope, message, position, "invalid_json", "the data are not JSON in UTF-8");
        } catch (DateTimeException | IllegalArgumentException e) {
            return poison(
                    envelope, message, position, "invalid_attribute", "time, recordedtime or sequence cannot be read");
        }
    }

    private StoredEvent event(Envelope envelope, ConsumerRecord<byte[], byte[]> message, Position position)
            throws JsonProcessingException, CharacterCodingException {
        if (message.value() == null) {
            throw new InvalidEventException("missing_attribute", "the record has no value");
        }
        String subject = required(envelope.subject(), "subject");
        if (message.key() == null || !subject.equals(text(message.key()))) {
            // In another partition than its subject's, two writers would fold one row.
            throw new InvalidEventException("invalid_attribute", "the record's key is not the subject");
        }
        String type = required(envelope.type(), "type");
        String county = county(required(envelope.county(), "countycode"));
        String sequence = envelope.sequence();
        Instant time = Rfc3339.parse(required(envelope.time(), "time"));
        Stamp stamp = new Stamp(
                time.truncatedTo(ChronoUnit.MICROS),
                sequence == null ? Stamp.NO_SEQUENCE : Stamp.sequence(sequence),
                Rfc3339.parse(required(envelope.recorded(), "recordedtime")).truncatedTo(ChronoUnit.MICROS),
                required(envelope.source(), "source"),
                required(envelope.id(), "id"));
        // As text first: from bytes the parser would guess encodings that the stored text could not be read back in.
        String text = text(message.value());
        JsonNode data = JSON.readTree(text);
        Fact fact = FactDecoder.decode(type, data, subject);
        check(fact);
        Event event = new Event(
                subject, stamp, county, stamp.time().atZone(campaign.timeZone()).toLocalDate(), fact);
        return new StoredEvent(event, type, text, PayloadHash.of(event, time, data), position);
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

    private static String text(byte[] bytes) throws CharacterCodingException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // Stands for what is not UTF-8; or was sent as it is, which the strict decoder tells.
        if (text.indexOf(REPLACEMENT) >= 0) {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        }
        return text;
    }

    private static String required(String value, String attribute) {
        if (value == null || value.isEmpty()) {
            throw new InvalidEventException("missing_attribute", attribute + " is missing");
        }
        return value;
    }

    private Decoded.Poison poison(
            Envelope envelope,
            ConsumerRecord<byte[], byte[]> message,
            Position position,
            String reason,
            String detail) {
        String county = envelope.county() != null && campaign.isCounty(envelope.county()) ? envelope.county() : null;
        return new Decoded.Poison(
                position, reason, detail, envelope, county, tellsItsSubject(envelope, message.key()), message.value());
    }

    private static boolean tellsItsSubject(Envelope envelope, byte[] key) {
        String subject = envelope.subject();
        return subject != null
                && !subject.isEmpty()
                && subject.equals(QuarantineStore.printable(subject))
                && key != null
                && Arrays.equals(key, subject.getBytes(StandardCharsets.UTF_8));
    }
}
