package io.countywatch.local.simulator;

import io.countywatch.local.simulator.Payload.Fault;
import io.countywatch.local.simulator.Payload.Stage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** Writes structured CloudEvents by hand: a microsecond an event leaves the machine to the services. */
final class EventWriter {

    private static final long DAY = 86_400_000L;

    private final Subjects subjects;
    private final ZoneId zone;

    EventWriter(Subjects subjects, ZoneId zone) {
        this.subjects = subjects;
        this.zone = zone;
    }

    void batch(List<FieldEvent> events, JsonBuffer out) {
        out.put('[');
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                out.put(',');
            }
            event(events.get(i), out);
        }
        out.put(']');
    }

    void event(FieldEvent event, JsonBuffer out) {
        Payload payload = event.payload();
        Fault fault = payload instanceof Payload.Broken broken ? broken.fault() : null;
        out.ascii("{\"specversion\":\"1.0\",\"id\":\"");
        id(event.id(), out);
        out.ascii("\",\"source\":\"").ascii(event.id().device().source());
        out.ascii("\",\"type\":\"countywatch.").ascii(type(payload)).ascii("\",\"subject\":\"");
        subjects.write(event.subject(), out);
        out.ascii("\",\"time\":\"");
        if (fault == Fault.BROKEN_DATE) {
            out.ascii("2020-02-30T25:61:00+08:00");
        } else {
            time(event.time(), out);
        }
        out.ascii("\",\"countycode\":\"");
        out.ascii(
                fault == Fault.UNKNOWN_COUNTY
                        ? "999999"
                        : event.place().county().code());
        if (event.id().sequence() >= 0) {
            out.ascii("\",\"sequence\":\"").number(event.id().sequence());
        }
        out.ascii("\",\"datacontenttype\":\"application/json\",\"data\":{");
        data(event, out);
        out.ascii("}}");
    }

    private static String type(Payload payload) {
        if (payload instanceof Payload.RelocationChanged) {
            return "household.relocation-changed.v1";
        } else if (payload instanceof Payload.TrainingChanged) {
            return "household.training-changed.v1";
        } else if (payload instanceof Payload.ProgrammeProgressed) {
            return "programme.progressed.v1";
        } else if (payload instanceof Payload.InspectionSampled) {
            return "inspection.sampled.v1";
        } else if (payload instanceof Payload.UnitReported) {
            return "unit.reported.v1";
        } else if (payload instanceof Payload.Retracted) {
            return "event.retracted.v1";
        }
        return "household.status-changed.v1";
    }

    private void data(FieldEvent event, JsonBuffer out) {
        Payload payload = event.payload();
        if (payload instanceof Payload.StatusChanged status) {
            status(status, event.place(), out);
        } else if (payload instanceof Payload.RelocationChanged relocation) {
            relocation(relocation, out);
        } else if (payload instanceof Payload.TrainingChanged training) {
            training(training, out);
        } else if (payload instanceof Payload.ProgrammeProgressed item) {
            out.ascii("\"measure\":\"").ascii(item.measure()).ascii("\",\"item\":\"");
            subjects.write(event.subject(), out);
            out.ascii("\",\"stage\":\"").ascii(item.stage().name()).put('"');
            if (item.weight() != 1) {
                out.ascii(",\"weight\":").number(item.weight());
            }
        } else if (payload instanceof Payload.InspectionSampled sample) {
            out.ascii("\"gate\":\"").ascii(sample.gate().name());
            out.ascii("\",\"sampled\":").number(sample.sampled());
            out.ascii(",\"found\":").number(sample.found());
        } else if (payload instanceof Payload.UnitReported) {
            out.ascii("\"village\":\"").ascii(event.place().village().code()).put('"');
        } else if (payload instanceof Payload.Retracted retracted) {
            out.ascii("\"source\":\"").ascii(retracted.target().device().source());
            out.ascii("\",\"id\":\"");
            id(retracted.target(), out);
            out.ascii("\",\"reason\":\"entered by mistake\"");
        } else if (payload instanceof Payload.Broken broken) {
            out.ascii(broken.fault() == Fault.UNKNOWN_STATUS ? "\"status\":\"RICH\"" : "\"status\":\"POOR\"");
            out.ascii(",\"persons\":3");
        }
    }

    private static void status(Payload.StatusChanged status, Place place, JsonBuffer out) {
        out.ascii("\"status\":\"").ascii(status.status().name());
        out.ascii("\",\"persons\":").number(status.persons());
        if (place.village() != null) {
            out.ascii(",\"village\":\"").ascii(place.village().code()).put('"');
        }
        if (status.cause() != null) {
            out.ascii(",\"causes\":[\"").ascii(status.cause().name()).ascii("\"]");
        }
        if (status.verified()) {
            out.ascii(",\"verified\":true");
        }
    }

    private static void relocation(Payload.RelocationChanged relocation, JsonBuffer out) {
        out.ascii("\"kind\":\"").ascii(relocation.kind().name());
        out.ascii("\",\"stage\":\"").ascii(relocation.stage().name()).put('"');
        if (relocation.persons() > 0) {
            out.ascii(",\"persons\":").number(relocation.persons());
        }
        if (relocation.to() != null) {
            out.ascii(",\"toCounty\":\"").ascii(relocation.to().county().code());
            out.ascii("\",\"toVillage\":\"").ascii(relocation.to().village().code());
            out.ascii("\",\"site\":\"site ")
                    .ascii(relocation.to().village().code())
                    .put('"');
        }
    }

    private static void training(Payload.TrainingChanged training, JsonBuffer out) {
        out.ascii("\"enrollment\":\"2020-").number(training.enrollment());
        out.ascii("\",\"stage\":\"").ascii(training.stage().name()).put('"');
        if (training.stage() == Stage.ENROLLED) {
            out.ascii(",\"course\":\"course ")
                    .number(training.enrollment() % 12)
                    .put('"');
        }
        if (training.placement() != null) {
            out.ascii(",\"placement\":\"").ascii(training.placement().name()).put('"');
        }
    }

    private static void id(EventId id, JsonBuffer out) {
        out.hex(id.high() >>> 32, 8).put('-').hex(id.high() >>> 16, 4).put('-').hex(id.high(), 4);
        out.put('-').hex(id.low() >>> 48, 4).put('-').hex(id.low(), 12);
    }

    private void time(long millis, JsonBuffer out) {
        int offset = zone.getRules().getOffset(Instant.ofEpochMilli(millis)).getTotalSeconds();
        long local = millis + offset * 1000L;
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(local, DAY));
        int ofDay = (int) Math.floorMod(local, DAY);
        out.digits(date.getYear(), 4).put('-').digits(date.getMonthValue(), 2).put('-');
        out.digits(date.getDayOfMonth(), 2)
                .put('T')
                .digits(ofDay / 3_600_000, 2)
                .put(':');
        out.digits(ofDay / 60_000 % 60, 2).put(':').digits(ofDay / 1000 % 60, 2).put('.');
        out.digits(ofDay % 1000, 3);
        int minutes = Math.abs(offset) / 60;
        out.put(offset < 0 ? '-' : '+').digits(minutes / 60, 2).put(':').digits(minutes % 60, 2);
    }
}
