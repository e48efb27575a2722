package io.countywatch.alert.console;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countywatch.alert.api.Freshness;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NewsTest {

    private static final Freshness YESTERDAY = evaluated(27);
    private static final Freshness TODAY = evaluated(28);

    private final AtomicReference<Freshness> now = new AtomicReference<>(YESTERDAY);
    private final AtomicInteger looks = new AtomicInteger();
    private final News news = new News(this::look, Duration.ofMillis(5));
    private final List<Cancellable> followers = new ArrayList<>();

    @AfterEach
    void everybodyLeaves() {
        followers.forEach(Cancellable::cancel);
    }

    @Test
    void who_comes_is_told_how_it_stands_and_later_what_changes_once() {
        List<Freshness> told = follow();
        await().atMost(10, SECONDS).until(() -> told.equals(List.of(YESTERDAY)));

        now.set(TODAY);

        await().atMost(10, SECONDS).until(() -> told.contains(TODAY));
        looksGoOn();
        assertThat(told).containsExactly(YESTERDAY, TODAY);
    }

    @Test
    void who_was_away_over_an_evaluation_is_told_of_it_although_somebody_else_already_was() {
        List<Freshness> stays = follow();
        List<Freshness> goes = follow();
        await().atMost(10, SECONDS).until(() -> goes.contains(YESTERDAY) && stays.contains(YESTERDAY));
        followers.get(1).cancel();
        now.set(TODAY);
        await().atMost(10, SECONDS).until(() -> stays.contains(TODAY));

        List<Freshness> returns = follow();

        await().atMost(10, SECONDS).until(() -> returns.equals(List.of(TODAY)));
        looksGoOn();
        assertThat(goes).containsExactly(YESTERDAY);
        assertThat(stays).containsExactly(YESTERDAY, TODAY);
        assertThat(returns).containsExactly(TODAY);
    }

    @Test
    void a_look_that_fails_is_no_news_and_the_connection_still_says_that_it_stands() {
        now.set(null);
        List<Optional<Freshness>> all = new CopyOnWriteArrayList<>();
        followers.add(news.follow().subscribe().with(all::add));
        await().atMost(10, SECONDS).until(() -> all.size() > 2);
        assertThat(all).containsOnly(Optional.empty());

        now.set(TODAY);

        await().atMost(10, SECONDS).until(() -> all.contains(Optional.of(TODAY)));
    }

    /** What is told, without the signs that the connection stands. */
    private List<Freshness> follow() {
        List<Freshness> told = new CopyOnWriteArrayList<>();
        followers.add(news.follow().subscribe().with(item -> item.ifPresent(told::add)));
        return told;
    }

    private void looksGoOn() {
        int before = looks.get();
        await().atMost(10, SECONDS).until(() -> looks.get() > before + 5);
    }

    private Freshness look() {
        looks.incrementAndGet();
        if (now.get() == null) {
            throw new IllegalStateException("away");
        }
        return now.get();
    }

    private static Freshness evaluated(int day) {
        return new Freshness(LocalDate.of(2020, 5, day), Instant.parse("2020-06-01T00:00:00Z"));
    }
}
