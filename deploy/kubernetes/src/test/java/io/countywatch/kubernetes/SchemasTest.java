package io.countywatch.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class SchemasTest {

    private static final List<String> OVERLAYS = Manifests.OVERLAYS;

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void what_has_no_model_fits_its_schema(String overlay) {
        assertThat(Manifests.rendered(overlay).all().stream().flatMap(manifest -> Schemas.faults(manifest).stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Cluster, metrics-db, /spec/postgresql, synchronus",
        "Cluster, alerts-db, /spec/bootstrap/initdb, postInitAppSQL",
        "ScheduledBackup, metrics-db, /spec, plugin",
        "ObjectStore, metrics-db-backup, /spec/configuration, s3",
        "ScaledObject, metrics-service, /spec, minReplicas",
        "ScaledObject, metrics-service, /spec/triggers/0/metadata, group",
        "TriggerAuthentication, kafka-lag, /spec, secretRef",
    })
    void an_unknown_field_is_found(String kind, String name, String pointer, String field) {
        JsonNode changed = Manifests.rendered("prod")
                .with(kind, name, manifest -> ((ObjectNode) manifest.at(pointer)).put(field, "x"))
                .one(kind, name);

        assertThat(Schemas.faults(changed)).hasSize(1);
    }

    @Test
    void a_restore_reads_the_backup_that_the_running_database_writes_and_writes_nothing() {
        Manifests restore = Manifests.read(Manifests.folder().resolve("restore/metrics-db.yaml"));
        JsonNode copy = restore.one("Cluster", "metrics-db-copy");
        JsonNode running = Manifests.rendered("prod").one("Cluster", "metrics-db");
        JsonNode from = copy.at("/spec/externalClusters/0");

        assertThat(restore.all().stream().flatMap(manifest -> Schemas.faults(manifest).stream()))
                .isEmpty();
        assertThat(copy.at("/spec/bootstrap/recovery/source")).isEqualTo(from.path("name"));
        assertThat(from.at("/plugin/parameters/serverName")).isEqualTo(running.at("/metadata/name"));
        assertThat(from.at("/plugin/name")).isEqualTo(running.at("/spec/plugins/0/name"));
        assertThat(restore.one("ObjectStore", "metrics-db-backup").at("/spec/configuration"))
                .isEqualTo(Manifests.rendered("prod")
                        .one("ObjectStore", "metrics-db-backup")
                        .at("/spec/configuration"));
        assertThat(copy.at("/spec/imageName")).isEqualTo(running.at("/spec/imageName"));
        assertThat(copy.at("/spec/plugins").isMissingNode()).isTrue();
    }
}
