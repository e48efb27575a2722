package io.countywatch.alert.handling;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Somebody has taken an alert on. Of each alert at most one row has no end. */
@Entity
@Table(name = "acknowledgement")
public class Acknowledgement extends PanacheEntityBase {

    @Id
    public UUID id;

    public String alert;
    public String by;
    public String reason;
    public String severity;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "until_at")
    public Instant until;

    @Column(name = "ended_at")
    public Instant endedAt;

    @Column(name = "ended_because")
    public String endedBecause;
}
