package io.countywatch.alert.lifecycle;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The life cycle written a second time, from the words of the design and without its code: it keeps the verdicts of
 * all days and replays them from the first one for every answer.
 */
final class ReferenceMachine {

    private record Day(LocalDate date, String verdict) {}

    private final List<Day> days = new ArrayList<>();

    String state = "INACTIVE";
    String severity;
    int episode;
    private int raises;
    private int clears;
    private int lower;
    private LocalDate ended;
    private String endedAs;

    /**
     * Verdict: "warning", "silent-warning" (of a unit that is silent in part), "critical", "now" (critical at once),
     * "clear", "between" or "none".
     */
    void take(LocalDate date, String verdict) {
        days.removeIf(day -> day.date.equals(date));
        days.add(new Day(date, verdict));
        days.sort(Comparator.comparing(Day::date));
        replay();
    }

    private void replay() {
        state = "INACTIVE";
        severity = null;
        episode = 0;
        raises = 0;
        clears = 0;
        lower = 0;
        ended = null;
        endedAs = null;
        days.forEach(this::play);
    }

    private void play(Day day) {
        boolean active = state.equals("FIRING") || state.equals("RECOVERING");
        switch (day.verdict) {
            case "warning", "silent-warning", "critical", "now" -> {
                String raised =
                        switch (day.verdict) {
                            case "now" -> "critical";
                            case "silent-warning" -> "warning";
                            default -> day.verdict;
                        };
                if (active) {
                    stayFiring(raised, day.verdict.equals("silent-warning"));
                } else {
                    raise(day, raised);
                }
            }
            case "clear" -> {
                raises = 0;
                if (active) {
                    clears++;
                    state = clears == 3 ? "RESOLVED" : "RECOVERING";
                    if (clears == 3) {
                        ended = day.date;
                        endedAs = "RESOLVED";
                    }
                } else if (state.equals("PENDING")) {
                    state = endedAs == null ? "INACTIVE" : endedAs;
                }
            }
            case "between" -> {
                if (!active) {
                    raises = 0;
                }
            }
            default -> {}
        }
    }

    private void stayFiring(String raised, boolean silent) {
        state = "FIRING";
        clears = 0;
        if (raised.equals("critical") || raised.equals(severity)) {
            severity = raised;
            lower = 0;
        } else if (!silent && ++lower == 3) {
            severity = raised;
            lower = 0;
        }
    }

    private void raise(Day day, String raised) {
        if (raises == 0 && ended != null && ChronoUnit.DAYS.between(ended, day.date) > 14) {
            ended = null;
            endedAs = null;
        }
        severity = raised;
        raises++;
        if (raises < 2 && !day.verdict.equals("now")) {
            state = "PENDING";
            return;
        }
        state = "FIRING";
        episode += ended == null ? 1 : 0;
        ended = null;
        endedAs = null;
        raises = 0;
        clears = 0;
        lower = 0;
    }
}
