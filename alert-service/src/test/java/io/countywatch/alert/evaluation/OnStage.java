package io.countywatch.alert.evaluation;

import io.countywatch.alert.TestServers;
import io.countywatch.alert.campaign.Campaign;
import io.countywatch.local.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;

/** Tests between real servers whose campaign days go on from test to test, in their order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class OnStage {

    /** Of the class that is run. */
    static Stage stage;

    private static Class<?> playing;

    @TestServers.Running
    Infrastructure infrastructure;

    @Inject
    Campaign campaign;

    @Inject
    Database database;

    /** The day before the first that is played. */
    LocalDate dayBefore() {
        return LocalDate.of(2020, 5, 25);
    }

    /** What is played before the first test. */
    void begin() {}

    @BeforeEach
    void setTheStage() {
        if (playing != getClass()) {
            playing = getClass();
            stage = new Stage(campaign, database, infrastructure.bootstrapServers(), dayBefore());
            begin();
        }
    }
}
