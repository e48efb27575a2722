-- What the versions of the projection share: which of them is read and published, what was published last, and who leads.
-- So revisions and numbers of snapshots go on rising whichever version they come from.
DO $$ BEGIN PERFORM pg_advisory_xact_lock(hashtext('countywatch.publication')); END $$;

CREATE SCHEMA IF NOT EXISTS publication;

-- Versions that have ever run here. A consumer group of its own each: in one group they would share the partitions, and
-- each would have half of the events.
CREATE TABLE IF NOT EXISTS publication.version (
    schema         text        NOT NULL PRIMARY KEY,
    consumer_group text        NOT NULL UNIQUE,
    registered     timestamptz NOT NULL DEFAULT now()
);

-- The one that readers read and the publisher publishes.
CREATE TABLE IF NOT EXISTS publication.active (
    only_row boolean     NOT NULL PRIMARY KEY DEFAULT true CHECK (only_row),
    schema   text        NOT NULL REFERENCES publication.version (schema),
    since    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS publication.switched (
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    from_schema text        NOT NULL,
    to_schema   text        NOT NULL
);

-- Of a version that was filled beside another: how far that one was then. Below, an event must not be poison here that
-- was none there.
CREATE TABLE IF NOT EXISTS publication.horizon (
    schema      text   NOT NULL,
    live        text   NOT NULL,
    topic       text   NOT NULL,
    partition   int    NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (schema, topic, partition)
);

-- Where a rebuild met poison: offset * 1000 + partition. A sequence, since it outlives the transaction that fails.
CREATE SEQUENCE IF NOT EXISTS publication.poison MINVALUE 0 START 0;

-- Asked for by an operator, made by the process of the version beside, at equal positions.
CREATE TABLE IF NOT EXISTS publication.comparison (
    id     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    live   text        NOT NULL,
    beside text        NOT NULL,
    asked  timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended  timestamptz,
    equal  boolean,
    report jsonb
);

-- One leader publishes; its epoch is the fence.
CREATE TABLE IF NOT EXISTS publication.lease (LIKE lease INCLUDING ALL);

-- Last published revision of every county, and number of the last snapshot.
CREATE TABLE IF NOT EXISTS publication.published (LIKE published INCLUDING ALL);
INSERT INTO publication.published SELECT * FROM published ON CONFLICT DO NOTHING;
DROP TABLE published;
DROP TABLE lease;

-- Readers and publisher go over to another version, in one statement. For as long as it takes (less than a second, when
-- the new version keeps up) the old one stands still, so that no figure goes back: what was in one is in the other.
CREATE OR REPLACE FUNCTION publication.switch_to(target text, patience interval DEFAULT '10 s') RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    source   text;
    behind   bigint;
    deadline timestamptz := clock_timestamp() + patience;
    missing  text;
BEGIN
    SELECT schema INTO STRICT source FROM publication.active FOR UPDATE;
    IF source = target THEN
        RETURN source;
    END IF;
    IF NOT EXISTS (SELECT FROM publication.version WHERE schema = target) THEN
        RAISE EXCEPTION 'there is no projection version %', target USING ERRCODE = '42704';
    END IF;
    missing := format(
        'SELECT coalesce(sum(greatest(0, o.next_offset - coalesce(n.next_offset, 0))), 0)
         FROM %I.cursor o LEFT JOIN %I.cursor n USING (topic, partition) WHERE o.topic = ''household-events.v1''',
        source, target);
    EXECUTE missing INTO behind;
    IF behind > 100000 THEN
        RAISE EXCEPTION '% is % events behind %: it has to catch up first', target, behind, source
            USING ERRCODE = '55000';
    END IF;
    PERFORM set_config('lock_timeout', '5s', true);
    EXECUTE format('LOCK TABLE %I.cursor IN SHARE MODE', source);
    LOOP
        EXECUTE missing INTO behind;
        EXIT WHEN behind = 0;
        IF clock_timestamp() > deadline THEN
            RAISE EXCEPTION '% is still % events behind %: nothing was switched', target, behind, source
                USING ERRCODE = '55000';
        END IF;
        PERFORM pg_sleep(0.02);
    END LOOP;
    UPDATE publication.active SET schema = target, since = clock_timestamp();
    INSERT INTO publication.switched (from_schema, to_schema) VALUES (source, target);
    RETURN source;
END $$;

-- In a rebuild a poison event stops the run: what the live version could apply, the new one must. What the live version
-- has in quarantine for the same reason is known, and goes there again.
CREATE OR REPLACE FUNCTION publication.stop_at_poison() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    other text;
    known boolean;
BEGIN
    SELECT live INTO other FROM publication.horizon
    WHERE schema = TG_TABLE_SCHEMA AND topic = NEW.topic AND partition = NEW.src_partition AND next_offset > NEW.src_offset;
    IF NOT FOUND THEN
        RETURN NEW;
    END IF;
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM %I.quarantine
                        WHERE topic = $1 AND src_partition = $2 AND src_offset = $3 AND reason = $4)', other)
        INTO known USING NEW.topic, NEW.src_partition, NEW.src_offset, NEW.reason;
    IF known THEN
        RETURN NEW;
    END IF;
    PERFORM setval('publication.poison', NEW.src_offset * 1000 + NEW.src_partition);
    -- A state that counts as the database being unwell: the batch is repeated and nothing is skipped.
    RAISE EXCEPTION 'poison in a rebuild: partition=% offset=% reason=%', NEW.src_partition, NEW.src_offset, NEW.reason
        USING ERRCODE = 'POISN';
END $$;

CREATE TRIGGER quarantine_stop_at_poison BEFORE INSERT ON quarantine
    FOR EACH ROW EXECUTE FUNCTION publication.stop_at_poison();
