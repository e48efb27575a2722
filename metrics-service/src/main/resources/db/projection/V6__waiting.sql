-- When an event of a subject is stuck, its later ones wait behind it until somebody repairs it (decision 14); other
-- subjects go on. What is kept of both is the record as it was, so that it can be read again.
ALTER TABLE quarantine ADD COLUMN county text;     -- null where the record names no county of the campaign
ALTER TABLE quarantine ADD COLUMN attributes bytea; -- JSON of the record's attributes
ALTER TABLE quarantine ADD COLUMN stuck boolean NOT NULL DEFAULT false;
ALTER TABLE quarantine ADD COLUMN handled timestamptz; -- the decision that came last, by its time
ALTER TABLE quarantine ADD COLUMN outcome text;
CREATE INDEX quarantine_stuck ON quarantine (subject, src_partition, src_offset) WHERE stuck;

-- How many subjects of the partition are stuck: told by the statement that moves the cursor, so that a batch pays
-- nothing while there is none.
ALTER TABLE cursor ADD COLUMN stuck int NOT NULL DEFAULT 0;

CREATE TABLE waiting (
    topic         text        NOT NULL,
    src_partition int         NOT NULL,
    src_offset    bigint      NOT NULL,
    subject       text        NOT NULL,
    source        text        NOT NULL,
    id            text        NOT NULL,
    type          text        NOT NULL,
    county        text        NOT NULL,
    attributes    bytea       NOT NULL,
    payload       bytea       NOT NULL,
    payload_hash  bigint      NOT NULL,
    since         timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (topic, src_partition, src_offset)
);
CREATE INDEX waiting_subject ON waiting (subject, src_partition, src_offset);

-- What people decide about a stuck event. Of all versions: each carries it out in its own tables.
DO $$ BEGIN PERFORM pg_advisory_xact_lock(hashtext('countywatch.publication')); END $$;
CREATE TABLE IF NOT EXISTS publication.repair (
    topic         text        NOT NULL,
    src_partition int         NOT NULL,
    src_offset    bigint      NOT NULL,
    action        text        NOT NULL CHECK (action IN ('retry', 'discard')),
    reason        text        NOT NULL,
    caller        text        NOT NULL,
    at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (topic, src_partition, src_offset)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON waiting, publication.repair TO countywatch_writer;
GRANT SELECT ON waiting, publication.repair TO countywatch_reader;

-- The second wall, as in V4. A row without a county is for who sees all.
DO $$
DECLARE
    relation text;
BEGIN
    FOREACH relation IN ARRAY ARRAY['quarantine', 'waiting'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', relation);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', relation);
        EXECUTE format('CREATE POLICY writer ON %I TO countywatch_writer USING (true) WITH CHECK (true)', relation);
        EXECUTE format(
            $policy$CREATE POLICY reader ON %I FOR SELECT TO countywatch_reader USING (coalesce(county, '') LIKE ANY (
                (SELECT string_to_array(current_setting('countywatch.counties', true), ','))::text[]))$policy$,
            relation);
    END LOOP;
END $$;
