package io.countywatch.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class KafkaAccessTest {

    private static final List<String> USERS =
            List.of("intake-service", "metrics-service", "alert-service", "operations");

    @Test
    void topics_are_those_of_the_contract() {
        assertThat(KafkaAccess.topicFaults(Manifests.rendered("prod"), 3)).isEmpty();
        assertThat(KafkaAccess.topicFaults(Manifests.rendered("dev"), 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/spec, partitions, 12", "/spec, replicas, 1", "/spec/config, cleanup.policy, compact"})
    void a_topic_that_differs_is_found(String pointer, String field, String value) {
        Manifests changed = Manifests.rendered("prod")
                .with("KafkaTopic", "household-events.v1", topic -> ((ObjectNode) topic.at(pointer)).put(field, value));

        assertThat(KafkaAccess.topicFaults(changed, 3)).hasSize(1);
    }

    @Test
    void a_topic_that_is_missing_is_found() {
        assertThat(KafkaAccess.topicFaults(Manifests.rendered("prod").without("KafkaTopic", "county-alerts.v1"), 3))
                .containsExactly("county-alerts.v1 has no KafkaTopic");
    }

    @ParameterizedTest
    @FieldSource("USERS")
    void a_user_may_do_what_it_needs_and_nothing_else(String user) {
        JsonNode resource = Manifests.rendered("prod").one("KafkaUser", user);

        assertThat(KafkaAccess.rights(resource)).isEqualTo(KafkaAccess.neededBy(user));
        assertThat(resource.at("/spec/authentication/type").asText()).isEqualTo("tls");
    }

    @Test
    void a_right_too_many_or_too_few_is_found() {
        JsonNode more = Manifests.rendered("prod")
                .with("KafkaUser", "operations", user -> user.withArray("/spec/authorization/acls/0/operations")
                        .add("Write"))
                .one("KafkaUser", "operations");
        JsonNode fewer = Manifests.rendered("prod")
                .with("KafkaUser", "metrics-service", user -> user.withArray("/spec/authorization/acls")
                        .remove(2))
                .one("KafkaUser", "metrics-service");

        assertThat(KafkaAccess.rights(more)).isNotEqualTo(KafkaAccess.neededBy("operations"));
        assertThat(KafkaAccess.rights(fewer)).isNotEqualTo(KafkaAccess.neededBy("metrics-service"));
    }

    @Test
    void whoever_scales_by_lag_reads_nothing() {
        assertThat(KafkaAccess.rights(Manifests.rendered("prod").one("KafkaUser", "kafka-lag")))
                .containsExactly("Describe group metrics-service", "Describe topic household-events.v1");
    }

    @Test
    void nobody_else_has_any_right() {
        Set<String> known = new TreeSet<>(USERS);
        known.add("kafka-lag");

        assertThat(Manifests.rendered("prod").of("KafkaUser").map(Manifests::name))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @ParameterizedTest
    @FieldSource("io.countywatch.kubernetes.KafkaAccess#SERVICES")
    void every_topic_of_a_channel_is_one_that_the_service_has_a_right_to(String service) {
        Set<String> rights = KafkaAccess.rights(Manifests.rendered("prod").one("KafkaUser", service));

        assertThat(KafkaAccess.channelTopics(service)).isNotEmpty().allSatisfy(topic -> assertThat(rights)
                .contains("Describe topic " + topic));
    }
}
