package io.countywatch.bench.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Renders requests of valid events, all different, by writing digits into a prepared text: the generator must cost so
 * little that the service is what is measured. Not thread-safe.
 */
final class EventForm {

    private static final char DIGIT = '#';
    private static final int DIGITS = 9;
    private static final String COUNTER = "#".repeat(DIGITS);

    /** Four of the seven types, in the shares that a campaign's year roughly has. */
    private static final List<String> KINDS =
            List.of(status("POOR", 4), status("LIFTED", 3), relocation(), status("AT_RISK", 5), training(), unit());

    private final byte[] body;
    private final int[] places;
    private final int events;

    /**
     * @param run makes identities of different runs differ
     * @param events in one request; 1 gives a single structured event, not an array of one
     */
    EventForm(String run, int events, String county) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < events; i++) {
            text.append(i == 0 ? "" : ",").append(KINDS.get(i % KINDS.size()));
        }
        String whole = (events == 1 ? text.toString() : "[" + text + "]")
                .replace("RUN", run)
                .replace("COUNTY", county);
        this.events = events;
        this.body = whole.getBytes(StandardCharsets.UTF_8);
        this.places = new int[whole.split(COUNTER, -1).length - 1];
        int at = -1;
        for (int i = 0; i < places.length; i++) {
            at = whole.indexOf(COUNTER, at + 1);
            places[i] = at;
        }
    }

    /** The body with the numbers {@code first}, {@code first + 1}, … in its events; valid until the next call. */
    byte[] render(long first) {
        int each = places.length / events;
        for (int i = 0; i < places.length; i++) {
            write(places[i], first + i / each);
        }
        return body;
    }

    int events() {
        return events;
    }

    private void write(int at, long number) {
        long rest = number;
        for (int i = at + DIGITS - 1; i >= at; i--) {
            body[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static String status(String status, int persons) {
        return event(
                "household.status-changed.v1",
                """
                {"status":"%s","persons":%d,"village":"COUNTY-007","causes":["ILLNESS","LABOUR"],"verified":true}"""
                        .formatted(status, persons));
    }

    private static String relocation() {
        return event(
                "household.relocation-changed.v1",
                """
                {"kind":"RESETTLEMENT","stage":"STARTED","persons":4,"toVillage":"COUNTY-011","site":"site 3"}""");
    }

    private static String training() {
        return event(
                "household.training-changed.v1",
                """
                {"enrollment":"e-#########","stage":"PLACED","course":"masonry","placement":"EMPLOYMENT"}""");
    }

    private static String unit() {
        return event("unit.reported.v1", "{\"village\":\"COUNTY-007\"}");
    }

    /** The same number of counters in each kind, so that each event gets its own number in all of its places. */
    private static String event(String type, String data) {
        String inData = data.indexOf(DIGIT) < 0 ? data.replaceFirst("}$", ",\"form\":\"f-" + COUNTER + "\"}") : data;
        return """
        {"specversion":"1.0","id":"RUN-7000-8000-%1$s","source":"/devices/COUNTY-phone-4",\
        "type":"countywatch.%2$s","subject":"hh-COUNTY-%1$s","time":"2020-05-27T16:20:00.125+08:00",\
        "countycode":"COUNTY","sequence":"%1$s","app":"4.2","data":%3$s}"""
                .formatted(COUNTER, type, inData);
    }
}
