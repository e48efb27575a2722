package io.countywatch.local.simulator;

import io.countywatch.local.simulator.Desk.Hours;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole simulated field, day after day. One thread, seeded: the same campaign, scale and seed give the same parcels,
 * whatever becomes of them on the wire.
 */
final class Field {

    private final Campaign campaign;
    private final Register register = new Register();
    private final List<CountyField> fields = new ArrayList<>();
    private final List<Works> works = new ArrayList<>();
    private final List<Programmes> programmes = new ArrayList<>();
    private final List<DailyLife> lives = new ArrayList<>();
    private final List<Slips> slips = new ArrayList<>();
    private final Subjects subjects;
    private final Desk desk;
    private final Dispatch dispatch;
    private LocalDate next;

    Field(Campaign campaign, double scale, long seed) {
        this.campaign = campaign;
        this.next = campaign.registrationDay();
        Stories stories = Stories.of(campaign);
        for (County county : campaign.counties()) {
            if (!county.villages().isEmpty()) {
                fields.add(new CountyField(county, stories, register, scale, seed));
            }
        }
        subjects = new Subjects(register.size(), seed);
        desk = new Desk(campaign, register, fields);
        dispatch = new Dispatch(desk, register.size());
        for (CountyField field : fields) {
            Works work = new Works(campaign, stories, register, desk, field);
            work.plan();
            works.add(work);
            Programmes programme = new Programmes(campaign, desk, field, subjects, scale);
            programme.plan(stories);
            programmes.add(programme);
            lives.add(new DailyLife(register, desk, field, fields, campaign));
            slips.add(new Slips(register, desk, field, scale));
        }
    }

    Subjects subjects() {
        return subjects;
    }

    Register register() {
        return register;
    }

    /** The day that {@link #play()} plays. */
    LocalDate nextDay() {
        return next;
    }

    /** What the devices send on the next day; the first one is the day before the start, with the register. */
    List<Parcel> play() {
        long day = next.toEpochDay();
        boolean first = next.equals(campaign.registrationDay());
        for (int i = 0; i < fields.size(); i++) {
            if (first) {
                lives.get(i).register(day);
            } else {
                lives.get(i).live(day);
                slips.get(i).happen(day);
                reports(fields.get(i), day);
            }
            works.get(i).advance(day);
            programmes.get(i).advance(day);
        }
        List<Parcel> parcels = new ArrayList<>();
        fields.forEach(field -> dispatch.send(field, next, first, parcels));
        next = next.plusDays(1);
        return parcels;
    }

    /** Every village says once a week that it is there. */
    private void reports(CountyField field, long day) {
        for (int i = 0; i < field.villages.size(); i++) {
            if ((i + day) % 7 == 0) {
                Place place = field.villages.get(i);
                int subject = subjects.named(place.village().code());
                long time = desk.moment(field.random, day, Hours.AFTERNOON);
                desk.report(subject, place, new Payload.UnitReported(), time, day);
            }
        }
    }
}
