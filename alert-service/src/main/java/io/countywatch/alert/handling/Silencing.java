package io.countywatch.alert.handling;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A silence: what it matches is shown as silenced from its start to its end. Null matchers match everything. */
@Entity
@Table(name = "silence")
public class Silencing extends PanacheEntityBase {

    @Id
    public UUID id;

    public String owner;
    public String reason;
    public String county;
    public String province;
    public String rule;
    public String severity;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "start_at")
    public Instant startsAt;

    @Column(name = "end_at")
    public Instant endsAt;

    @Column(name = "ended_at")
    public Instant endedAt;

    @Column(name = "ended_by")
    public String endedBy;
}
