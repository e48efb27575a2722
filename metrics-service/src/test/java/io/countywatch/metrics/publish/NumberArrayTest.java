package io.countywatch.metrics.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Against bytes that PostgreSQL 16 gave for {@code array_send}. */
class NumberArrayTest {

    @Test
    void integers_stand_where_the_server_writes_them() {
        var array = array("0000000100000000000000170000000300000001" + "0000000400000007" + "00000004ffffffff"
                + "000000047fffffff");

        assertThat(array.size()).isEqualTo(3);
        assertThat(array.intAt(0)).isEqualTo(7);
        assertThat(array.intAt(1)).isEqualTo(-1);
        assertThat(array.intAt(2)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void so_do_long_ones() {
        var array = array(
                "0000000100000000000000140000000200000001" + "000000080000000000000009" + "00000008fffffffffffffffe");

        assertThat(array.size()).isEqualTo(2);
        assertThat(array.longAt(0)).isEqualTo(9);
        assertThat(array.longAt(1)).isEqualTo(-2);
    }

    @Test
    void an_empty_one_has_no_dimension() {
        assertThat(array("000000000000000000000017").size()).isZero();
    }

    private static NumberArray array(String hex) {
        return new NumberArray(HexFormat.of().parseHex(hex));
    }
}
