package io.countywatch.alert.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.countywatch.alert.campaign.CampaignReader;
import io.countywatch.alert.campaign.Units;
import io.countywatch.alert.schedule.Because;
import io.countywatch.alert.schedule.RollUp;
import io.countywatch.alert.schedule.Status;
import io.countywatch.local.infrastructure.Project;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Causes as people read them. */
class BecauseRecordTest {

    private final Units china = CampaignReader.read(Project.root().resolve("deploy/campaigns/china-2020"))
            .units();

    @Test
    void the_amounts_of_the_causes_add_up_to_the_gap_also_where_faster_work_made_up_for_others() {
        List<BecauseRecord> causes = BecauseRecord.of(new Because(191, 0, 0, -148, List.of()), "households", china);

        assertThat(causes)
                .extracting(BecauseRecord::text)
                .containsExactly(
                        "191 households short because the scope has grown", "148 households made up by faster work");
        assertThat(causes.stream().mapToLong(BecauseRecord::amount).sum()).isEqualTo(43);
    }

    @Test
    void a_unit_ahead_of_its_plan_is_short_of_nothing() {
        assertThat(BecauseRecord.of(new Because(10, 5, 0, -40, List.of()), "households", china))
                .isEmpty();
    }

    @Test
    void where_a_unit_is_ahead_as_a_whole_it_still_says_which_of_its_parts_are_short() {
        List<RollUp.Part> holders = List.of(new RollUp.Part("513429", Status.BEHIND, Status.BEHIND, 75, 43));

        List<BecauseRecord> causes = BecauseRecord.of(new Because(10, 0, 0, -40, holders), "households", china);

        assertThat(causes)
                .extracting(BecauseRecord::text)
                .containsExactly("on plan as a whole, but 80 % or more of what is short lies in Butuo");
    }
}
