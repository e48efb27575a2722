package io.countywatch.local.simulator;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Plays the field apps against a running system and keeps the books. One thread calls it; every method that sends ends
 * early with {@link InterruptedException} when that thread is interrupted.
 */
public final class Simulator implements AutoCloseable {

    private final SimulatorConfig config;
    private final Campaign campaign;
    private final Field field;
    private final Books books;
    private final Tally tally = new Tally();
    private final Delivery delivery;
    private final MetricsReader metrics;
    private final ProgressListener listener;
    private final ExecutorService connections;
    private volatile long expected;

    /** Reads the campaign folder and invents the population; sends nothing yet. */
    public Simulator(SimulatorConfig config, TokenSource tokens, ProgressListener listener) {
        this.config = config;
        this.campaign = CampaignReader.read(config.campaign());
        this.field = new Field(campaign, config.scale(), config.seed());
        this.books = new Books(campaign.zone());
        this.listener = listener;
        this.connections = Executors.newFixedThreadPool(config.connections(), work -> {
            Thread thread = new Thread(work, "field-app");
            thread.setDaemon(true);
            return thread;
        });
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        EventWriter writer = new EventWriter(field.subjects(), campaign.zone());
        Waiting waiting = duration -> Thread.sleep(duration.toMillis());
        this.delivery = new Delivery(new Courier(http, config.intake(), tokens, writer), waiting);
        this.metrics = new MetricsReader(http, config.metrics(), tokens);
    }

    /**
     * How many events {@link #load()} and the days until {@link SimulatorConfig#until()} will send: plays them without
     * sending, which takes seconds at scale 1. From then on progress tells the share that is done.
     */
    public long expectEvents() {
        Field rehearsal = new Field(campaign, config.scale(), config.seed());
        long events = 0;
        while (!rehearsal.nextDay().isAfter(config.until())) {
            for (Parcel parcel : rehearsal.play()) {
                events += parcel.events().size();
            }
        }
        expected = events;
        return events;
    }

    /** First day of the campaign; {@link #load()} plays the day before it. */
    public LocalDate firstDay() {
        return campaign.start();
    }

    /** Last day of the campaign. */
    public LocalDate lastDay() {
        return campaign.end();
    }

    /** The day that is played next; the day before the start if nothing is loaded yet. */
    public LocalDate nextDay() {
        return field.nextDay();
    }

    /** Registers the population. Returns when everything is acknowledged. */
    public void load() throws InterruptedException {
        playDay(campaign.registrationDay());
    }

    /** Sends what the field sends on {@code day}, which must be {@link #nextDay()}; returns when all is acknowledged. */
    public void playDay(LocalDate day) throws InterruptedException {
        if (!day.equals(field.nextDay())) {
            throw new IllegalArgumentException("days come one after the other: " + field.nextDay() + ", not " + day);
        }
        List<Future<?>> requests = new ArrayList<>();
        for (Parcel parcel : field.play()) {
            requests.add(connections.submit(() -> {
                deliver(parcel);
                return null;
            }));
        }
        try {
            for (Future<?> request : requests) {
                request.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot send the events of " + day, e.getCause());
        } finally {
            requests.forEach(request -> request.cancel(true));
        }
    }

    /** Loads if that has not been done, then plays day after day to {@code until}. */
    public void play(LocalDate until, Pace pace) throws InterruptedException {
        while (!nextDay().isAfter(until)) {
            pace.beforeDay(nextDay());
            playDay(nextDay());
        }
    }

    private void deliver(Parcel parcel) throws InterruptedException {
        Delivered delivered = delivery.deliver(parcel);
        books.enter(delivered.accepted, parcel.sentAt());
        books.enter(delivered.duplicate, parcel.sentAt());
        tally.add(parcel, delivered);
        listener.progressed(tally.progress(parcel.day(), expected));
    }

    /** What the figures must be, by all that is acknowledged. */
    public Books books() {
        return books;
    }

    /** Reads the figures of metrics-service and compares them with the books. */
    public Comparison compare() throws IOException, InterruptedException {
        return Comparison.of(books.figures(), metrics.read());
    }

    /** What was sent so far. */
    public Statistics statistics() {
        return tally.sums();
    }

    /** Where it stands, as told to the listener last. */
    public Progress progress() {
        return tally.progress(field.nextDay().minusDays(1), expected);
    }

    /** Drops the connections; what is under way is not waited for. */
    @Override
    public void close() {
        connections.shutdownNow();
    }
}
