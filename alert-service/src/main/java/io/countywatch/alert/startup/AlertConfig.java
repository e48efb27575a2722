package io.countywatch.alert.startup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Settings of the service, prefix {@code countywatch}. */
@ConfigMapping(prefix = "countywatch")
public interface AlertConfig {

    Campaign campaign();

    Evaluation evaluation();

    Delivery delivery();

    Backtest backtest();

    /** Where the campaign's day comes from. */
    @WithDefault("wall")
    ClockKind clock();

    /** Whether this is the local stack, the only place where time may be replayed. */
    @WithDefault("false")
    boolean local();

    /** The campaign clock. */
    enum ClockKind {
        /** The system clock. */
        WALL,
        /** The data's own: {@code effectiveThrough}. */
        REPLAY
    }

    /** The campaign's data. */
    interface Campaign {

        /** Folder with {@code campaign.yaml}, {@code units.csv} and, optionally, {@code rules.yaml}. */
        Path dir();
    }

    /** The evaluator. */
    interface Evaluation {

        /** How often to look for new snapshots. */
        @WithDefault("200ms")
        Duration poll();

        /** The clock that runs without any snapshot. */
        @WithDefault("60s")
        Duration every();

        /** How long to gather further snapshots of an evaluated day before it is evaluated again. */
        @WithDefault("2s")
        Duration revisionDelay();

        /** How long a lease lives without being renewed: what a failover takes at most. */
        @WithDefault("15s")
        Duration lease();

        /** For how long (campaign days) every tick can be played again; of older days the last figures are kept. */
        @WithDefault("7d")
        Duration keepTicks();

        /**
         * How long after midnight figures of the day before are not stale yet, and how old the newest may grow: longer than
         * metrics-service waits before it publishes unchanged figures again (10 minutes).
         */
        @WithDefault("30m")
        Duration staleAfter();
    }

    /** Rules tried on past days. */
    interface Backtest {

        /** Most days of counties that one backtest may read: days times counties, with all of their provinces. */
        @WithDefault("100000")
        int mostCountyDays();
    }

    /** The outbox. */
    interface Delivery {

        @WithDefault("200ms")
        Duration poll();

        /** Most rows that are in flight at once. */
        @WithDefault("500")
        int batch();

        /** How long a claim holds; more than twice what Kafka's producer may take with a message (checked at start). */
        @WithDefault("2m")
        Duration claim();

        /** How long to wait after the first failure; twice as long after each further one. */
        @WithDefault("5s")
        Duration retry();

        /** How long to wait after many failures. */
        @WithDefault("1m")
        Duration longestRetry();

        /** How long rows are kept after delivery. */
        @WithDefault("7d")
        Duration keep();
    }
}
