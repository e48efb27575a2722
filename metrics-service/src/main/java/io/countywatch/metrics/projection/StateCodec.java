package io.countywatch.metrics.projection;

import io.countywatch.metrics.fold.Enrolments;
import io.countywatch.metrics.fold.Fact.Placement;
import io.countywatch.metrics.fold.Fact.ProgrammeStage;
import io.countywatch.metrics.fold.Fact.RelocationStage;
import io.countywatch.metrics.fold.Fact.Status;
import io.countywatch.metrics.fold.Fact.TrainingStage;
import io.countywatch.metrics.fold.SubjectState;
import io.countywatch.metrics.fold.SubjectState.Item;
import io.countywatch.metrics.fold.SubjectState.Relocation;
import io.countywatch.metrics.fold.SubjectState.Residence;
import io.countywatch.metrics.fold.SubjectState.Sample;
import io.countywatch.metrics.fold.SubjectState.Standing;
import io.countywatch.metrics.fold.SubjectState.Training;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Folded state packed into some 80 bytes, a third of what it is as JSON and columns: it is read and written for every
 * event. Constants by their names, maps in the order of their keys, so that equal states are equal bytes. What it says
 * to people, the events say. A change of the form is a new version of the projection: the first byte tells.
 */
final class StateCodec {

    private static final int FORM = 1;

    /** Added to it: then follows what is known of being lifted again. Only where there is something, so that all else stays. */
    private static final int WITH_RETURNS = 1;

    /** Added to it: samples are told by county. Else all are of the county where the subject is, as those of most are. */
    private static final int WITH_COUNTIES = 2;

    private static final int TYPICAL_BYTES = 128;

    /** Of one text: its length takes two bytes. */
    private static final int MOST_BYTES = 65_535;

    private StateCodec() {}

    static byte[] write(FoldedSubject subject) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
        try {
            write(subject, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalStateException if another version wrote it, or not all of it is there */
    static FoldedSubject read(byte[] bytes) {
        try {
            return read(new StateReader(bytes));
        } catch (BufferUnderflowException e) {
            throw new IllegalStateException("a stored state ends too early", e);
        }
    }

    private static void write(FoldedSubject subject, DataOutputStream out) throws IOException {
        SubjectState state = subject.state();
        Standing standing = state.standing();
        boolean returns = standing != null
                && (standing.fellOn() != null || !standing.returns().isEmpty());
        boolean counties = sampledElsewhere(state);
        out.writeByte(FORM + (returns ? WITH_RETURNS : 0) + (counties ? WITH_COUNTIES : 0));
        out.writeLong(SqlArrays.micros(subject.lastTime()));
        out.writeLong(subject.lastSequence());
        out.writeLong(SqlArrays.micros(subject.lastRecorded()));
        out.writeBoolean(subject.retractions());
        optional(out, state.residence(), StateCodec::residence);
        optional(out, standing, StateCodec::standing);
        optional(out, state.resettlement(), StateCodec::relocation);
        optional(out, state.renovation(), StateCodec::relocation);
        map(out, state.enrolments().asMap(), StateCodec::training);
        optional(out, state.item(), StateCodec::item);
        if (counties) {
            map(out, state.samples(), StateCodec::samples);
        } else {
            samples(out, state.samples().values().stream().findFirst().orElse(Map.of()));
        }
        if (returns) {
            optional(out, standing.fellOn(), (to, day) -> to.writeLong(day.toEpochDay()));
            residences(out, standing.returns());
        }
    }

    private static FoldedSubject read(StateReader in) {
        int more = in.readByte() - FORM;
        if (more < 0 || more > WITH_RETURNS + WITH_COUNTIES) {
            throw new IllegalStateException("a stored state has a form that this version does not know");
        }
        var lastTime = SqlArrays.instant(in.readLong());
        long lastSequence = in.readLong();
        var lastRecorded = SqlArrays.instant(in.readLong());
        boolean retractions = in.readBoolean();
        Residence residence = optional(in, StateCodec::residence);
        SubjectState state = new SubjectState(
                residence,
                optional(in, StateCodec::standing),
                optional(in, StateCodec::relocation),
                optional(in, StateCodec::relocation),
                Enrolments.of(map(in, StateCodec::training)),
                optional(in, StateCodec::item),
                (more & WITH_COUNTIES) != 0 ? map(in, StateCodec::samples) : samplesThere(residence, samples(in)));
        if ((more & WITH_RETURNS) != 0) {
            Standing known = state.standing();
            state = state.standing(new Standing(
                    known.status(),
                    known.persons(),
                    known.relapses(),
                    optional(in, day -> LocalDate.ofEpochDay(day.readLong())),
                    residences(in)));
        }
        return new FoldedSubject(state, lastTime, lastSequence, lastRecorded, retractions);
    }

    private static boolean sampledElsewhere(SubjectState state) {
        return !state.samples().isEmpty()
                && !state.samples().keySet().equals(Set.of(state.residence().county()));
    }

    /** As they were counted before they were told by county, so that what was entered of them still cancels out. */
    private static Map<String, Map<String, Sample>> samplesThere(Residence residence, Map<String, Sample> samples) {
        return samples.isEmpty() ? Map.of() : Map.of(residence.county(), samples);
    }

    private static void residence(DataOutputStream out, Residence residence) throws IOException {
        text(out, residence.county());
        optional(out, residence.village(), StateCodec::text);
    }

    private static Residence residence(StateReader in) {
        return new Residence(in.readText(), optional(in, StateReader::readText));
    }

    private static void standing(DataOutputStream out, Standing standing) throws IOException {
        constant(out, standing.status());
        out.writeInt(standing.persons());
        residences(out, standing.relapses());
    }

    private static Standing standing(StateReader in) {
        return new Standing(constant(in, Status.class), in.readInt(), residences(in));
    }

    private static void residences(DataOutputStream out, List<Residence> places) throws IOException {
        out.writeInt(places.size());
        for (Residence place : places) {
            residence(out, place);
        }
    }

    private static List<Residence> residences(StateReader in) {
        int size = in.readInt();
        List<Residence> places = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            places.add(residence(in));
        }
        return places;
    }

    private static void relocation(DataOutputStream out, Relocation relocation) throws IOException {
        constant(out, relocation.stage());
        out.writeInt(relocation.persons());
    }

    private static Relocation relocation(StateReader in) {
        return new Relocation(constant(in, RelocationStage.class), in.readInt());
    }

    private static void training(DataOutputStream out, Training training) throws IOException {
        constant(out, training.stage());
        optional(out, training.placement(), StateCodec::constant);
    }

    private static Training training(StateReader in) {
        return new Training(
                constant(in, TrainingStage.class), optional(in, placement -> constant(placement, Placement.class)));
    }

    private static void item(DataOutputStream out, Item item) throws IOException {
        text(out, item.county());
        text(out, item.measure());
        constant(out, item.stage());
        out.writeInt(item.weight());
    }

    private static Item item(StateReader in) {
        return new Item(in.readText(), in.readText(), constant(in, ProgrammeStage.class), in.readInt());
    }

    private static void samples(DataOutputStream out, Map<String, Sample> samples) throws IOException {
        map(out, samples, StateCodec::sample);
    }

    private static Map<String, Sample> samples(StateReader in) {
        return map(in, StateCodec::sample);
    }

    private static void sample(DataOutputStream out, Sample sample) throws IOException {
        out.writeInt(sample.events());
        out.writeLong(sample.sampled());
        out.writeLong(sample.found());
    }

    private static Sample sample(StateReader in) {
        return new Sample(in.readInt(), in.readLong(), in.readLong());
    }

    /** As {@link DataOutputStream#writeUTF}; what is plain ASCII, which codes and names of constants are, in one piece. */
    private static void text(DataOutputStream out, String text) throws IOException {
        if (isPlain(text)) {
            out.writeShort(text.length());
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        } else {
            out.writeUTF(text);
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || c > 0x7f) {
                return false;
            }
        }
        return text.length() <= MOST_BYTES;
    }

    private static void constant(DataOutputStream out, Enum<?> constant) throws IOException {
        text(out, constant.name());
    }

    private static <E extends Enum<E>> E constant(StateReader in, Class<E> type) {
        return Enum.valueOf(type, in.readText());
    }

    private static <T> void optional(DataOutputStream out, T value, Writer<T> writer) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            writer.write(out, value);
        }
    }

    private static <T> T optional(StateReader in, Reader<T> reader) {
        return in.readBoolean() ? reader.read(in) : null;
    }

    private static <T> void map(DataOutputStream out, Map<String, T> values, Writer<T> writer) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<String, T> value : values.size() < 2 ? values.entrySet() : new TreeMap<>(values).entrySet()) {
            text(out, value.getKey());
            writer.write(out, value.getValue());
        }
    }

    private static <T> Map<String, T> map(StateReader in, Reader<T> reader) {
        int size = in.readInt();
        if (size == 0) {
            return Map.of();
        }
        Map<String, T> values = new HashMap<>();
        for (int i = 0; i < size; i++) {
            values.put(in.readText(), reader.read(in));
        }
        return Map.copyOf(values);
    }

    private interface Writer<T> {
        void write(DataOutputStream out, T value) throws IOException;
    }

    private interface Reader<T> {
        T read(StateReader in);
    }
}
