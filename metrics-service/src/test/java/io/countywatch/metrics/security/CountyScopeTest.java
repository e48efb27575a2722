package io.countywatch.metrics.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountyScopeTest {

    @Test
    void a_missing_claim_means_no_county() {
        assertThat(CountyScope.of(null).covers("513429")).isFalse();
        assertThat(CountyScope.of(null).isEverything()).isFalse();
        assertThat(CountyScope.of(List.of()).covers("513429")).isFalse();
    }

    @Test
    void a_code_covers_its_county_and_nothing_wider() {
        CountyScope scope = CountyScope.of(List.of("513429"));

        assertThat(scope.covers("513429")).isTrue();
        assertThat(scope.covers("513428")).isFalse();
        assertThat(scope.coversAllOf("5134")).isFalse();
        assertThat(scope.coversAllOf("513429")).isFalse();
    }

    @Test
    void a_prefix_covers_what_begins_with_it() {
        CountyScope scope = CountyScope.of(List.of("5134*"));

        assertThat(scope.covers("513429")).isTrue();
        assertThat(scope.coversAllOf("5134")).isTrue();
        assertThat(scope.coversAllOf("51")).isFalse();
        assertThat(scope.covers("513301")).isFalse();
        assertThat(scope.isEverything()).isFalse();
    }

    @Test
    void a_star_covers_everything() {
        CountyScope scope = CountyScope.of(List.of("*"));

        assertThat(scope.isEverything()).isTrue();
        assertThat(scope.covers("513429")).isTrue();
        assertThat(scope.coversAllOf("51")).isTrue();
    }

    @Test
    void a_pattern_of_another_form_means_nothing() {
        CountyScope scope = CountyScope.of(List.of("51", "", "%", "*9", "51.*", "513429-001", ".*"));

        assertThat(scope.covers("513429")).isFalse();
        assertThat(scope.coversAllOf("51")).isFalse();
    }

    @Test
    void the_same_can_be_asked_of_a_column() {
        assertThat(CountyScope.of(List.of("513429", "52*", "%", "_____*")).likePatterns())
                .containsExactly("513429", "52%");
        assertThat(CountyScope.of(null).likePatterns()).isEmpty();
    }
}
