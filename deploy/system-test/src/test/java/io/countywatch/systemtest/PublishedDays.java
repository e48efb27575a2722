package io.countywatch.systemtest;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes what metrics-service would: days on which counties said something, or nothing. */
final class PublishedDays {

    private final String bootstrapServers;
    private long revision;

    PublishedDays(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The end of a day in these counties, of which some have said nothing for a month. */
    void publish(List<String> counties, Set<String> silent, LocalDate through) {
        revision++;
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (String county : counties) {
                LocalDate reported = silent.contains(county) ? through.minusDays(30) : through;
                producer.send(new ProducerRecord<>(
                        "county-metrics.v1",
                        county,
                        """
                        {"county":"%s","revision":%d,"snapshot":"t%s","asOf":"%sT16:00:02Z","effectiveThrough":"%s",
                         "positions":{},"measures":{},"windows":{},"lastReportAt":"%sT04:00:00Z",
                         "villages":{"reporting":10,"silent":0,"silentRemaining":{}},
                         "relapse":{"relapsed90d":0,"liftedBefore":100},"late":{"share7d":0}}
                        """
                                .formatted(county, revision, through, through, through, reported)));
            }
        }
    }
}
