package io.countywatch.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromExpressionTest {

    @Test
    void metrics_and_their_labels_are_found_and_nothing_else() {
        assertThat(
                        PromExpression.metrics(
                                """
                        sum by (code) (rate(a_total{job="x",outcome=~"b|c"}[10m])) / ignoring (code) group_left ()
                          sum(rate(a_total{type!="y"}[10m])) > 14.4 * 0.001 and max(d:e_f) - vector(1) or time() > 5e3
                        """))
                .isEqualTo(Map.of("a_total", Set.of("job", "outcome", "type"), "d:e_f", Set.of()));
        assertThat(PromExpression.metrics("histogram_quantile(0.99, sum by (le) (rate(x_bucket[5m])))"))
                .isEqualTo(Map.of("x_bucket", Set.of()));
        assertThat(PromExpression.metrics("a - ignoring (o) sum without (o) (b) != 0"))
                .containsOnlyKeys("a", "b");
    }
}
