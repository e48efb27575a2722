package io.countywatch.metrics.fold;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which of a subject's events count, for who asks about one of them. */
public final class Counted {

    private Counted() {}

    /** Those that no retraction takes back that itself counts. @param events all of the subject, in any order */
    public static Set<Event> of(Collection<Event> events) {
        List<Event> all = new ArrayList<>(events);
        return new HashSet<>(Retractions.effective(all));
    }
}
