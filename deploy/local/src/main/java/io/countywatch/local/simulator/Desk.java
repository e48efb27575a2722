package io.countywatch.local.simulator;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Hands what happens in the field to the device that records it, unless nobody reports there any more. */
final class Desk {

    /** Part of the working day, so that what builds on one another keeps its order within a day. */
    enum Hours {
        MORNING(8, 11),
        NOON(11, 13),
        AFTERNOON(13, 18);

        private final int from;
        private final int to;

        Hours(int from, int to) {
            this.from = from;
            this.to = to;
        }
    }

    private final Campaign campaign;
    private final Register register;
    private final Map<County, CountyField> fields = new HashMap<>();
    private long knownDay = Long.MIN_VALUE;
    private long knownStart;

    Desk(Campaign campaign, Register register, Collection<CountyField> fields) {
        this.campaign = campaign;
        this.register = register;
        fields.forEach(field -> this.fields.put(field.county, field));
    }

    /** Start of a day in the campaign's zone, epoch milliseconds. */
    long startOf(long day) {
        if (day != knownDay) {
            knownStart = LocalDate.ofEpochDay(day)
                    .atStartOfDay(campaign.zone())
                    .toInstant()
                    .toEpochMilli();
            knownDay = day;
        }
        return knownStart;
    }

    /** A moment of the day. */
    long moment(Random random, long day, Hours hours) {
        return startOf(day) + hours.from * 3_600_000L + random.below((hours.to - hours.from) * 3_600_000);
    }

    /** About a household, where it lives; {@code null} if nobody reports there. */
    FieldEvent household(int household, Payload payload, long day, Hours hours) {
        Place home = register.home(household);
        return report(household, home, payload, moment(field(home).random, day, hours), day);
    }

    /** About anything; {@code day}: of the entry, {@code time}: of the happening. */
    FieldEvent report(int subject, Place place, Payload payload, long time, long day) {
        CountyField field = field(place);
        if (field.silent(place.village(), day)) {
            return null;
        }
        return field.device(place.village()).capture(subject, place, time, payload);
    }

    CountyField field(Place place) {
        return fields.get(place.county());
    }
}
