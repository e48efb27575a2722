package io.countywatch.local.simulator;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One county of the simulated field: its places, households, devices and story. */
final class CountyField {

    private static final int DEVICES = 3;

    final County county;
    final Place everywhere;
    final List<Place> villages;
    final Story story;
    final Random random;
    final Households households;
    private final Device[] devices = new Device[DEVICES];
    private final Device supervisor;
    private final Set<Village> silent = new HashSet<>();
    private final long punctualFrom;
    private final long punctualTo;

    CountyField(County county, Stories stories, Register register, double scale, long seed) {
        this.county = county;
        this.everywhere = new Place(county, null);
        this.villages = county.villages().stream()
                .map(village -> new Place(county, village))
                .toList();
        this.story = stories.story(county);
        this.random = Random.of(seed, county.code());
        this.households = new Census(register, Random.of(seed, county.code() + " census"), scale)
                .take(villages, story, stories.last(county));
        for (int i = 0; i < DEVICES; i++) {
            // One app in three does not number its events; one phone in ten is minutes off.
            long skew = random.chance(0.1) ? random.between(-240_000, 240_000) : 0;
            devices[i] = device(Integer.toString(i + 1), seed, i != 1, skew);
        }
        supervisor = device("supervisor", seed, true, 0);
        if (story.kind() == Story.Kind.SILENT_VILLAGES) {
            villages.stream()
                    .filter(place -> random.chance(story.share()))
                    .forEach(place -> silent.add(place.village()));
        }
        // The dated truth of design/6 must be known on its day: nobody is offline around it.
        long finish = stories.resettlementFinish()
                .map(java.time.LocalDate::toEpochDay)
                .orElse(Long.MIN_VALUE + 100);
        punctualFrom = finish - 12;
        punctualTo = finish + 14;
    }

    private Device device(String name, long seed, boolean counts, long skew) {
        String source = "/devices/" + county.code() + "-" + name;
        return new Device(source, county, Random.of(seed, source), counts, skew);
    }

    /** The phone that looks after a village, or after the county for {@code null}. */
    Device device(Village village) {
        return village == null
                ? devices[0]
                : devices[Math.floorMod(village.code().hashCode(), DEVICES)];
    }

    Device supervisor() {
        return supervisor;
    }

    List<Device> devices() {
        return List.of(devices[0], devices[1], devices[2], supervisor);
    }

    boolean silent(Village village, long day) {
        return day >= story.from().toEpochDay()
                && (story.kind() == Story.Kind.SILENT_COUNTY
                        || story.kind() == Story.Kind.SILENT_VILLAGES && silent.contains(village));
    }

    /** How many days the device is offline after this one; mostly 0. */
    int offlineDays(long day) {
        if (day >= punctualFrom && day <= punctualTo) {
            return 0;
        }
        if (story.kind() == Story.Kind.BURSTY) {
            return random.between(12, 20);
        }
        return random.chance(0.006) ? random.between(2, 7) : 0;
    }
}
