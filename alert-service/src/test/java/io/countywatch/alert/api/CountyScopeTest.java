package io.countywatch.alert.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.campaign.Level;
import io.countywatch.alert.campaign.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountyScopeTest {

    private static final Unit NATION = new Unit("CN", Level.NATION, "", "China", "中国", 0);
    private static final Unit SICHUAN = new Unit("51", Level.PROVINCE, "CN", "Sichuan", "四川省", 0);
    private static final Unit LIANGSHAN = new Unit("5134", Level.PREFECTURE, "51", "Liangshan", "凉山", 0);
    private static final Unit BUTUO = new Unit("513429", Level.COUNTY, "5134", "Butuo", "布拖县", 0);
    private static final Unit VILLAGE = new Unit("513429-007", Level.VILLAGE, "513429", "Seven", "七", 0);

    @Test
    void a_missing_claim_means_no_county() {
        assertThat(CountyScope.ofClaim(null).covers(BUTUO)).isFalse();
        assertThat(CountyScope.ofClaim("*").covers(BUTUO)).isFalse();
        assertThat(CountyScope.ofClaim(List.of("%", "", "51", "*9")).patterns()).isEmpty();
    }

    @Test
    void a_wider_unit_needs_a_prefix_that_covers_all_of_it() {
        assertThat(visible("513429")).containsExactly(false, false, false, true, true);
        assertThat(visible("5134*")).containsExactly(false, false, true, true, true);
        assertThat(visible("51*")).containsExactly(false, true, true, true, true);
        assertThat(visible("*")).containsExactly(true, true, true, true, true);
        assertThat(visible("52*")).containsExactly(false, false, false, false, false);
    }

    private static List<Boolean> visible(String pattern) {
        CountyScope scope = new CountyScope(List.of(pattern));
        return List.of(
                scope.covers(NATION),
                scope.covers(SICHUAN),
                scope.covers(LIANGSHAN),
                scope.covers(BUTUO),
                scope.covers(VILLAGE));
    }
}
