package io.countywatch.alert.evaluation;

import io.countywatch.alert.handling.HandlingStore;
import io.countywatch.alert.handling.SilenceRecord;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows who keeps an alert quiet, and who keeps those quiet that speak for it: all the way. */
final class Suppressors {

    private final StoodStore stood;
    private final HandlingStore handling;
    private final LocalDate day;

    /** @param day on which they are looked at */
    Suppressors(StoodStore stood, HandlingStore handling, LocalDate day) {
        this.stood = stood;
        this.handling = handling;
        this.day = day;
    }

    List<Explanation.Suppressor> of(String alert, Beside beside) throws SQLException {
        List<Explanation.Suppressor> chain = new ArrayList<>();
        Map<String, Beside> found = new HashMap<>(Map.of(alert, beside));
        Deque<String> next = new ArrayDeque<>(List.of(alert));
        Set<String> seen = new HashSet<>(next);
        while (!next.isEmpty()) {
            String quiet = next.remove();
            add(chain, quiet, found.get(quiet), quiet.equals(alert));
            for (String source : found.get(quiet).inhibitedBy()) {
                Optional<Beside> behind = stood.on(source, day).map(Stood::beside);
                if (behind.isPresent() && seen.add(source)) {
                    found.put(source, behind.get());
                    next.add(source);
                }
            }
        }
        return chain;
    }

    private void add(List<Explanation.Suppressor> chain, String of, Beside beside, boolean itself) {
        String speaksFor = itself ? "this one" : of;
        beside.inhibitedBy()
                .forEach(source -> chain.add(new Explanation.Suppressor(
                        Beside.INHIBITED, source, "that alert speaks for " + speaksFor, of, itself)));
        Map<String, SilenceRecord> silences = handling.silencesOf(beside.silencedBy());
        beside.silencedBy().forEach(silence -> {
            SilenceRecord record = silences.get(silence);
            String reason = record == null ? "not kept any more" : record.owner() + ": " + record.reason();
            chain.add(new Explanation.Suppressor(Beside.SILENCED, silence, reason, of, itself));
        });
        if (beside.isFlapping()) {
            chain.add(new Explanation.Suppressor(
                    Beside.FLAPPING, null, "it rose too often in " + Bystanders.FLAPPING_DAYS + " days", of, itself));
        }
    }
}
