-- One projection version lives in one schema (design/3): a new version fills its own beside the live one.

-- Position and fence of every Kafka partition: offsets live here, in the same transaction as the figures.
CREATE TABLE cursor (
    topic         text   NOT NULL,
    partition     int    NOT NULL,
    owner         text   NOT NULL,
    owner_epoch   bigint NOT NULL,
    next_offset   bigint NOT NULL,
    -- latest receipt instant among the applied events: the partition's part of the data's own clock
    last_recorded timestamptz,
    PRIMARY KEY (topic, partition)
) WITH (fillfactor = 50);

-- Audit, dedup authority and source of re-folds; append-only. The key is two hashes, of the subject and of (subject,
-- source, id): a quarter of the index that the texts would need, and it serves both the dedup check and the re-fold of a
-- subject. Events whose hashes meet are told apart by their texts (see EventStore).
CREATE TABLE household_event (
    subject_key   bigint      NOT NULL,
    event_key     bigint      NOT NULL,
    subject       text        NOT NULL,
    source        text        NOT NULL,
    id            text        NOT NULL,
    type          text        NOT NULL,
    county        text        NOT NULL,
    time          timestamptz NOT NULL,
    sequence      bigint      NOT NULL,
    recorded      timestamptz NOT NULL,
    data          text        NOT NULL,
    payload_hash  bigint      NOT NULL,
    src_partition int         NOT NULL,
    src_offset    bigint      NOT NULL,
    PRIMARY KEY (subject_key, event_key)
) PARTITION BY HASH (subject_key);

-- Folded state of a subject under 128 bits of the SHA-256 of its id (subject_key as above, and the next 64), with the
-- newest stamp applied: what is newer in both orders is folded on without reading the subject's events. One packed column
-- (StateCodec): it is read and written for every event, and people read the events. No index but the key, and room in
-- the page, so that updates stay HOT.
CREATE TABLE household_state (
    subject_key     bigint NOT NULL,
    subject_key_low bigint NOT NULL,
    state           bytea  NOT NULL,
    PRIMARY KEY (subject_key, subject_key_low)
) PARTITION BY HASH (subject_key);

DO $$
BEGIN
    FOR i IN 0..7 LOOP
        EXECUTE format('CREATE TABLE household_event_%s PARTITION OF household_event FOR VALUES WITH (MODULUS 8, REMAINDER %s)', i, i);
        EXECUTE format('CREATE TABLE household_state_%s PARTITION OF household_state FOR VALUES WITH (MODULUS 8, REMAINDER %s) WITH (fillfactor = 50)', i, i);
    END LOOP;
END $$;

-- One writer a row: the owner of src_partition. No hot rows, no deadlocks; reads sum over partitions.
CREATE TABLE county_counter (
    county        text   NOT NULL,
    measure       text   NOT NULL,
    stage         text   NOT NULL,
    src_partition int    NOT NULL,
    subjects      bigint NOT NULL,
    persons       bigint NOT NULL,
    PRIMARY KEY (county, measure, stage, src_partition)
) WITH (fillfactor = 50);

-- Signed changes with both clocks; insert-only. Of one transaction, all changes of a county are one row of parallel
-- arrays: an entry costs some 32 bytes and no index entry of its own, where a row each costs five times that. Readers
-- use the views below. `tx` tells a reader which rows its last snapshot had not seen.
CREATE TABLE ledger_segment (
    county        text     NOT NULL,
    village       int[]    NOT NULL,
    series        int[]    NOT NULL,
    effective     int[]    NOT NULL, -- days since 1970-01-01
    recorded      bigint[] NOT NULL, -- microseconds since 1970-01-01T00:00:00Z
    subjects      int[]    NOT NULL,
    persons       bigint[] NOT NULL,
    last_recorded bigint   NOT NULL, -- the latest of them
    rolled        boolean  NOT NULL DEFAULT false,
    tx            xid8     NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX ledger_segment_tx ON ledger_segment (tx);
CREATE INDEX ledger_segment_county ON ledger_segment (county, rolled);

-- The roll-up of the segments that are rolled, without villages: what a figure as of another day is summed from.
CREATE TABLE ledger_day (
    county    text        NOT NULL,
    series    int         NOT NULL,
    effective date        NOT NULL,
    recorded  timestamptz NOT NULL, -- the county's last receipt of a day
    subjects  bigint      NOT NULL,
    persons   bigint      NOT NULL
);
CREATE INDEX ledger_day_county ON ledger_day (county);

-- Names in the ledger, each written once. Village 0 stands for an unknown village and has no row.
CREATE TABLE ledger_village (
    id   int  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE
);
CREATE TABLE ledger_series (
    id      int  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    measure text NOT NULL,
    stage   text NOT NULL,
    UNIQUE (measure, stage)
);

CREATE VIEW ledger AS
SELECT s.county, v.name AS village, k.measure, k.stage, date '1970-01-01' + e.effective AS effective,
       'epoch'::timestamptz + e.recorded * interval '1 microsecond' AS recorded,
       e.subjects::bigint AS subjects, e.persons, s.tx
FROM ledger_segment s
CROSS JOIN LATERAL unnest(s.village, s.series, s.effective, s.recorded, s.subjects, s.persons)
     AS e(village, series, effective, recorded, subjects, persons)
JOIN ledger_series k ON k.id = e.series
LEFT JOIN ledger_village v ON v.id = e.village;

-- The same without villages, and the quicker way to everything that is asked of counties.
CREATE VIEW county_ledger AS
SELECT d.county, k.measure, k.stage, d.effective, d.recorded, d.subjects, d.persons
FROM ledger_day d JOIN ledger_series k ON k.id = d.series
UNION ALL
SELECT s.county, k.measure, k.stage, date '1970-01-01' + e.effective,
       'epoch'::timestamptz + e.recorded * interval '1 microsecond', e.subjects::bigint, e.persons
FROM ledger_segment s
CROSS JOIN LATERAL unnest(s.series, s.effective, s.recorded, s.subjects, s.persons)
     AS e(series, effective, recorded, subjects, persons)
JOIN ledger_series k ON k.id = e.series
WHERE NOT s.rolled;

-- What could not be applied, and never will be as it is.
CREATE TABLE quarantine (
    topic         text        NOT NULL,
    src_partition int         NOT NULL,
    src_offset    bigint      NOT NULL,
    subject       text,
    source        text,
    id            text,
    type          text,
    reason        text        NOT NULL,
    detail        text        NOT NULL,
    payload       bytea,
    first_seen    timestamptz NOT NULL DEFAULT now(),
    published     boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (topic, src_partition, src_offset)
);
CREATE INDEX quarantine_unpublished ON quarantine (first_seen) WHERE NOT published;

-- One leader publishes; its epoch is the fence.
CREATE TABLE lease (
    name     text        NOT NULL PRIMARY KEY,
    owner    text        NOT NULL,
    epoch    bigint      NOT NULL,
    until    timestamptz NOT NULL
);

-- Last published revision of every county, and number of the last snapshot.
CREATE TABLE published (
    county   text   NOT NULL PRIMARY KEY,
    revision bigint NOT NULL,
    snapshot bigint NOT NULL,
    as_of    timestamptz NOT NULL,
    effective_through date NOT NULL
) WITH (fillfactor = 50);
