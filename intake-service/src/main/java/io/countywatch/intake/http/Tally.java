package io.countywatch.intake.http;

import io.countywatch.intake.append.Outcome;
import java.util.List;

/** How many items went which way: received = accepted + duplicate + rejected + retry. */
record Tally(int received, int accepted, int duplicate, int rejected, int retry) {

    Tally {
        if (received != accepted + duplicate + rejected + retry) {
            throw new IllegalArgumentException("items are missing from the tally");
        }
    }

    static Tally of(List<Outcome> outcomes) {
        int accepted = 0;
        int duplicate = 0;
        int rejected = 0;
        int retry = 0;
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Accepted) {
                accepted++;
            } else if (outcome instanceof Outcome.Duplicate) {
                duplicate++;
            } else if (outcome instanceof Outcome.Rejected) {
                rejected++;
            } else {
                retry++;
            }
        }
        return new Tally(outcomes.size(), accepted, duplicate, rejected, retry);
    }

    int stored() {
        return accepted + duplicate;
    }
}
