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

-- Audit, dedup authority and source of re-folds; append-only. The key begins with the subject, so that one index serves
-- both the dedup check and the re-fold of a subject.
CREATE TABLE household_event (
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
    PRIMARY KEY (subject, source, id)
) PARTITION BY HASH (subject);

-- Folded state of a subject. last_* is the newest stamp applied: what is newer in both orders is folded on without
-- reading the subject's events. No index but the key, and room in the page, so that updates stay HOT.
CREATE TABLE household_state (
    subject       text        NOT NULL PRIMARY KEY,
    state         text        NOT NULL,
    last_time     timestamptz NOT NULL,
    last_sequence bigint      NOT NULL,
    last_recorded timestamptz NOT NULL,
    retractions   boolean     NOT NULL
) PARTITION BY HASH (subject);

DO $$
BEGIN
    FOR i IN 0..7 LOOP
        EXECUTE format('CREATE TABLE household_event_%s PARTITION OF household_event FOR VALUES WITH (MODULUS 8, REMAINDER %s)', i, i);
        EXECUTE format('CREATE TABLE household_state_%s PARTITION OF household_state FOR VALUES WITH (MODULUS 8, REMAINDER %s) WITH (fillfactor = 70)', i, i);
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

-- Signed changes with both clocks; insert-only. `tx` tells a reader which rows its last snapshot had not seen.
CREATE TABLE ledger (
    county    text        NOT NULL,
    village   text,
    measure   text        NOT NULL,
    stage     text        NOT NULL,
    effective date        NOT NULL,
    recorded  timestamptz NOT NULL,
    subjects  bigint      NOT NULL,
    persons   bigint      NOT NULL,
    tx        xid8        NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX ledger_tx ON ledger (tx);

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
