package io.countywatch.alert.handling;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps acknowledgements and silences. Every method runs in the transaction of its caller. */
@Singleton
public class HandlingStore {

    private static final String LIVE_SILENCES = "endedAt is null and endsAt > ?1 order by endsAt, id";

    /** Everything that is in force or will be. */
    public Handling inForce(Instant now) {
        Map<String, AcknowledgementRecord> live = Acknowledgement.<Acknowledgement>find("endedAt is null").stream()
                .collect(Collectors.toMap(entity -> entity.alert, AcknowledgementRecord::of));
        return new Handling(silences(now), live);
    }

    /** The next instant at which time alone begins or ends something; empty if there is none. */
    public Optional<Instant> nextChange(Instant after) {
        Stream<Instant> ends = Acknowledgement.<Acknowledgement>find("endedAt is null").stream()
                .map(entity -> entity.until);
        Stream<Instant> silences = Silencing.<Silencing>find("endedAt is null and endsAt > ?1", after).stream()
                .flatMap(entity -> Stream.of(entity.startsAt, entity.endsAt))
                .filter(instant -> instant.isAfter(after));
        return Stream.concat(ends, silences).min(Instant::compareTo);
    }

    /** Takes an alert on; who had it before no longer has it. */
    public void acknowledge(String alert, AcknowledgementRecord wanted, Instant now) {
        end(List.of(alert), "replaced", now);
        Acknowledgement entity = new Acknowledgement();
        entity.id = UUID.randomUUID();
        entity.alert = alert;
        entity.by = wanted.by();
        entity.reason = wanted.reason();
        entity.severity = wanted.severity();
        entity.createdAt = now;
        entity.until = wanted.until();
        entity.persistAndFlush();
    }

    /** Ends the acknowledgements of alerts; how many there were. */
    public int end(Collection<String> alerts, String because, Instant now) {
        return alerts.isEmpty()
                ? 0
                : Acknowledgement.update(
                        "endedAt = ?1, endedBecause = ?2 where endedAt is null and alert in ?3", now, because, alerts);
    }

    /** The silences that have not ended. */
    public List<SilenceRecord> silences(Instant now) {
        return records(Silencing.<Silencing>find(LIVE_SILENCES, now).stream(), SilenceRecord::of);
    }

    /** Silences by their ids, also those that have ended. */
    public Map<String, SilenceRecord> silencesOf(Collection<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : Silencing.<Silencing>find(
                                "id in ?1", ids.stream().map(UUID::fromString).toList())
                        .stream()
                        .map(SilenceRecord::of)
                        .collect(Collectors.toMap(SilenceRecord::id, Function.identity()));
    }

    /** Keeps a new silence; its id is given here. */
    public SilenceRecord silence(SilenceRecord wanted) {
        Silencing entity = new Silencing();
        entity.id = UUID.randomUUID();
        entity.owner = wanted.owner();
        entity.reason = wanted.reason();
        entity.county = wanted.county();
        entity.province = wanted.province();
        entity.rule = wanted.rule();
        entity.severity = wanted.severity();
        entity.createdAt = wanted.createdAt();
        entity.startsAt = wanted.start();
        entity.endsAt = wanted.end();
        entity.persistAndFlush();
        return SilenceRecord.of(entity);
    }

    /** Ends a silence before its time. */
    public void unsilence(String id, String by, Instant now) {
        Silencing.update("endedAt = ?1, endedBy = ?2 where id = ?3", now, by, UUID.fromString(id));
    }

    private static <E, R> List<R> records(Stream<E> entities, Function<E, R> form) {
        return entities.map(form).toList();
    }
}
