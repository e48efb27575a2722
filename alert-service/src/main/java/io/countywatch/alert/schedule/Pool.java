package io.countywatch.alert.schedule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How paces change among the counties of a campaign: ways that are weighed by how well each would have foretold the
 * windows of all of them. Fifty counties tell a steady pace from a drifting one, and chance from change, where the twelve
 * windows of one cannot, and ten hardly. Closed form, no random numbers; constants chosen on training seeds.
 *
 * @param shortfalls factors on the planned work of the windows, newest first, 1 but where all fell short alike
 * @param ways with weights that add up to 1
 */
record Pool(List<Double> shortfalls, List<Way> ways) {

    /**
     * A way in which paces may change.
     *
     * @param drift standard deviation of the pace's relative change from one week to the next
     * @param rush by how much the pace grows towards the due date
     * @param dispersion φ if it is so
     * @param weight how much it is believed, 0 to 1
     */
    record Way(double drift, EndRush rush, double dispersion, double weight) {}

    private static final double[] DRIFTS = {0, 0.045, 0.075, 0.1, 0.15, 0.2};
    private static final double[] RUSHES = {0, 0.4, 0.8};
    /** Believed before any window is seen. */
    private static final double STEADY = 0.5;

    private static final double NO_RUSH = 0.52;
    private static final double PRIOR_WINDOWS = 8;
    private static final double PRIOR_DISPERSION = 1.2;
    /** Estimates scatter about 1: cut off at it they would be above it on average. */
    private static final double LEAST_DISPERSION = 0.85;

    /** Counties are alike, not the same: no more of them count than these. */
    private static final double MOST_COUNTIES = 50;

    private static final double NEGLIGIBLE = 1e-3;

    Pool {
        shortfalls = List.copyOf(shortfalls);
        ways = List.copyOf(ways);
    }

    private record Member(Evidence evidence, Ahead ahead) {}

    /** What counties say together; of those that are silent or finished, nothing. */
    static Pool of(LocalDate day, Collection<Peers.County> counties) {
        List<Member> members = new ArrayList<>();
        for (Peers.County county : counties) {
            Observation seen = county.seen();
            if (seen.scope() >= Forecast.SMALLEST_SCOPE
                    && seen.remaining() > 0
                    && !seen.silence().silent()) {
                int at = county.plan().actualTime(day);
                Ahead ahead = new Ahead(county.plan(), at, seen.scope(), seen.done());
                Evidence.of(ahead, seen.windows()).ifPresent(evidence -> members.add(new Member(evidence, ahead)));
            }
        }
        return of(members);
    }

    /** What one says alone. */
    static Pool alone(Evidence evidence, Ahead ahead) {
        return of(List.of(new Member(evidence, ahead)));
    }

    private static Pool of(List<Member> members) {
        List<Evidence> evidence = members.stream().map(Member::evidence).toList();
        double[] shortfalls = Shortfalls.of(evidence);
        double counts = Math.min(1, MOST_COUNTIES / Math.max(1, members.size()));
        List<Way> ways = new ArrayList<>();
        for (double drift : DRIFTS) {
            double dispersion = dispersion(evidence, shortfalls, drift);
            for (double growth : RUSHES) {
                EndRush rush = new EndRush(growth);
                double logarithm = Math.log(prior(drift, STEADY, DRIFTS) * prior(growth, NO_RUSH, RUSHES));
                for (Member member : members) {
                    logarithm += counts
                            * follow(drift, rush, dispersion, shortfalls, member.evidence(), member.ahead())
                                    .logLikelihood();
                }
                ways.add(new Way(drift, rush, dispersion, logarithm));
            }
        }
        return new Pool(boxed(shortfalls), normalised(ways));
    }

    /** The probability of one of several values, the first of which is 0 and has a probability of its own. */
    private static double prior(double value, double ofZero, double[] values) {
        return value == 0 ? ofZero : (1 - ofZero) / (values.length - 1);
    }

    /** Follows one county's pace through its windows, if paces change in a way. */
    Pace pace(Way way, Evidence evidence, Ahead ahead) {
        double[] factors = shortfalls.stream().mapToDouble(Double::doubleValue).toArray();
        return follow(way.drift(), way.rush(), way.dispersion(), factors, evidence, ahead)
                .pace();
    }

    private static Filter follow(
            double drift, EndRush rush, double dispersion, double[] shortfalls, Evidence evidence, Ahead ahead) {
        double[] planned = rush.windows(evidence, ahead);
        Filter filter = new Filter(drift, Pace.prior(dispersion));
        for (int age = evidence.windows() - 1; age >= 0; age--) {
            double factor = age < shortfalls.length ? shortfalls[age] : 1;
            filter.see(evidence.actual()[age], planned[age] * factor);
        }
        return filter;
    }

    /** φ from one window to the next, less what the drift explains; drawn towards 1.2 as if by eight windows more. */
    private static double dispersion(List<Evidence> counties, double[] shortfalls, double drift) {
        double sum = PRIOR_WINDOWS * PRIOR_DISPERSION;
        double steps = PRIOR_WINDOWS;
        for (Evidence county : counties) {
            double pace = county.pastRatio();
            for (int age = 0; age + 1 < county.windows(); age++) {
                double newer = county.planned()[age] * shortfalls[age];
                double older = county.planned()[age + 1] * shortfalls[age + 1];
                if (newer > 0 && older > 0) {
                    double step = (county.actual()[age] / newer - county.actual()[age + 1] / older) / pace;
                    sum += (step * step - drift * drift) * pace / (1 / newer + 1 / older);
                    steps++;
                }
            }
        }
        return Math.max(LEAST_DISPERSION, sum / steps);
    }

    /** From logarithms to weights that add up to 1, without those that hardly count. */
    private static List<Way> normalised(List<Way> ways) {
        double best = ways.stream().mapToDouble(Way::weight).max().orElseThrow();
        double all = ways.stream()
                .mapToDouble(way -> Math.exp(way.weight() - best))
                .filter(weight -> weight >= NEGLIGIBLE)
                .sum();
        return ways.stream()
                .filter(way -> Math.exp(way.weight() - best) >= NEGLIGIBLE)
                .map(way -> new Way(way.drift(), way.rush(), way.dispersion(), Math.exp(way.weight() - best) / all))
                .toList();
    }

    private static List<Double> boxed(double[] values) {
        return java.util.Arrays.stream(values).boxed().toList();
    }
}
