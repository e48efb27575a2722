package io.countywatch.local.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Invents the households of a county so that the people of every village add up at scale 1. A smaller scale keeps an
 * even share of the very same households.
 */
final class Census {

    /** Cumulative percent of households with 1, 2, … 9 persons; the mean is 3.87. */
    private static final int[] SIZES = {8, 24, 44, 66, 82, 92, 97, 99, 100};

    private static final double EDGE_SHARE = 0.03;

    private final Register register;
    private final Random random;
    private final double scale;

    Census(Register register, Random random, double scale) {
        this.register = register;
        this.random = random;
        this.scale = scale;
    }

    private record Household(Place home, int persons) {}

    Households take(List<Place> villages, Story story, Optional<Stories.Last> last) {
        List<Household> all = new ArrayList<>();
        for (Place place : villages) {
            for (int left = place.village().people(); left > 0; ) {
                int persons = Math.min(left, persons());
                all.add(new Household(place, persons));
                left -= persons;
            }
        }
        int[] chosen = last.map(those -> choose(all, those)).orElse(new int[0]);
        boolean[] always = new boolean[all.size()];
        Arrays.stream(chosen).forEach(index -> always[index] = true);
        int from = register.size();
        int[] numbers = new int[all.size()];
        double quota = 0.5;
        for (int i = 0; i < all.size(); i++) {
            quota += always[i] ? 0 : scale;
            boolean countyWouldBeEmpty = i == all.size() - 1 && register.size() == from;
            if (always[i] || quota >= 1 || countyWouldBeEmpty) {
                quota -= always[i] ? 0 : 1;
                numbers[i] = register.add(all.get(i).home(), all.get(i).persons());
            }
        }
        int edge = register.size();
        more(villages, (int) Math.ceil((edge - from) * EDGE_SHARE));
        int found = register.size();
        more(villages, story.kind() == Story.Kind.SCOPE_GROWTH ? (int) Math.ceil((edge - from) * story.share()) : 0);
        int[] order = Arrays.stream(chosen).map(index -> numbers[index]).toArray();
        return new Households(from, edge, found, register.size(), order);
    }

    private void more(List<Place> villages, int count) {
        for (int i = 0; i < count; i++) {
            register.add(villages.get(random.below(villages.size())), persons());
        }
    }

    private int persons() {
        int percent = random.below(100);
        int persons = 1;
        while (SIZES[persons - 1] <= percent) {
            persons++;
        }
        return persons;
    }

    /** Households all over the county; those left until the end come last and have exactly the people of the story. */
    private int[] choose(List<Household> all, Stories.Last last) {
        int count = Math.min(last.households(), all.size());
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = (int) ((long) i * all.size() / count);
        }
        random.shuffle(chosen);
        int border = count - Math.min(last.left(), count / 2);
        int people = 0;
        for (int i = border; i < count; i++) {
            people += all.get(chosen[i]).persons();
        }
        for (int tries = 0; tries < 100_000 && people != last.people(); tries++) {
            int in = random.below(border);
            int out = border + random.below(count - border);
            int swapped = people
                    + all.get(chosen[in]).persons()
                    - all.get(chosen[out]).persons();
            if (Math.abs(swapped - last.people()) < Math.abs(people - last.people())) {
                int other = chosen[in];
                chosen[in] = chosen[out];
                chosen[out] = other;
                people = swapped;
            }
        }
        return chosen;
    }
}
