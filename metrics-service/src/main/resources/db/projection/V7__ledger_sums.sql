-- Sums of the ledger by time of recording, in slots that nest (RecordedGrid): ten seconds, five minutes, an hour, a day, a
-- month. A row counts for whoever asks as known at an instant from `until`, the end of its slot, to `covered`, the end of
-- the larger slot whose sum has it, too. So exactly one row has each entry, whatever the instant, but for the entries of
-- the slot in which the instant lies: those are read in the ledger (KnownEntries). County '' is all counties together.
CREATE TABLE ledger_sum (
    county    text COLLATE "C" NOT NULL,
    level     smallint NOT NULL,
    until     bigint   NOT NULL, -- microseconds since 1970-01-01T00:00:00Z, as `covered`
    covered   bigint   NOT NULL DEFAULT 9223372036854775807,
    series    int[]    NOT NULL, -- parallel arrays, as in ledger_segment
    effective int[]    NOT NULL,
    subjects  bigint[] NOT NULL,
    persons   bigint[] NOT NULL
) WITH (toast_tuple_target = 8160); -- read as they lie, not packed and unpacked
CREATE INDEX ledger_sum_known ON ledger_sum (county, covered, until);
CREATE INDEX ledger_sum_top ON ledger_sum (level, county, until) WHERE covered = 9223372036854775807;

-- What the sums come to, whenever it was recorded: most that is asked is as known now, and so is two rows of each county
-- instead of some fifty. What has come of late is small, is written with the sums, and goes into the other row when it is
-- worth it (Totals).
CREATE TABLE ledger_total (
    county    text COLLATE "C" NOT NULL,
    recent    boolean  NOT NULL,
    series    int[]    NOT NULL,
    effective int[]    NOT NULL,
    subjects  bigint[] NOT NULL,
    persons   bigint[] NOT NULL,
    PRIMARY KEY (county, recent)
) WITH (toast_tuple_target = 8160);
ALTER TABLE ledger_total ALTER COLUMN series SET STORAGE EXTERNAL, ALTER COLUMN effective SET STORAGE EXTERNAL,
    ALTER COLUMN subjects SET STORAGE EXTERNAL, ALTER COLUMN persons SET STORAGE EXTERNAL;

-- Which server this is. Transaction ids mean nothing on another: in a dump that was restored elsewhere the sums do not count.
CREATE FUNCTION ledger_server() RETURNS bigint LANGUAGE sql STABLE AS
    'SELECT system_identifier FROM pg_catalog.pg_control_system()';

-- The sums have every entry of the transactions that these snapshots see, and no other. One row, written with the sums.
CREATE TABLE ledger_summed (
    only_row      boolean     NOT NULL PRIMARY KEY DEFAULT true CHECK (only_row),
    server        bigint      NOT NULL,
    nation_seen   pg_snapshot NOT NULL, -- the sums of all counties together
    county_seen   pg_snapshot NOT NULL, -- those of each county
    detailed_from bigint      NOT NULL  -- what was recorded earlier is summed by day and month only
) WITH (fillfactor = 50);

-- By whom a segment is looked for: a county's newest, and those recorded about an instant. Old segments say nothing of their
-- first receipt.
ALTER TABLE ledger_segment ADD COLUMN first_recorded bigint NOT NULL DEFAULT -9223372036854775808;
DROP INDEX ledger_segment_county;
-- `tx` as a number: behind row-level security a reader's index look-up needs operators that leak nothing, which those of
-- transaction ids are not taken for. Not before `tx`: rows of before are said to be of this transaction.
DO $$ BEGIN
    EXECUTE format('ALTER TABLE ledger_segment ADD COLUMN tx_id bigint NOT NULL DEFAULT %s', pg_current_xact_id()::text);
END $$;
ALTER TABLE ledger_segment ALTER COLUMN tx_id SET DEFAULT pg_current_xact_id()::text::bigint;
CREATE INDEX ledger_segment_county_tx ON ledger_segment (county, tx_id);
CREATE INDEX ledger_segment_recorded ON ledger_segment (county, last_recorded, first_recorded);
CREATE INDEX ledger_segment_unrolled ON ledger_segment (county, last_recorded) WHERE NOT rolled;

-- What was rolled up by day stands in the sums now.
DROP VIEW county_ledger;
DROP TABLE ledger_day;

-- The ledger without villages, to the day of recording: `recorded` is the end of a slot within it.
CREATE VIEW county_ledger AS
SELECT s.county, k.measure, k.stage, date '1970-01-01' + e.effective AS effective,
       'epoch'::timestamptz + (s.until - 1) * interval '1 microsecond' AS recorded, e.subjects, e.persons
FROM ledger_sum s
CROSS JOIN LATERAL unnest(s.series, s.effective, s.subjects, s.persons) AS e(series, effective, subjects, persons)
JOIN ledger_series k ON k.id = e.series
WHERE s.county <> '' AND (s.level = 3 OR s.level < 3 AND s.covered = 9223372036854775807)
  AND EXISTS (SELECT FROM ledger_summed WHERE server = ledger_server())
UNION ALL
SELECT s.county, k.measure, k.stage, date '1970-01-01' + e.effective,
       'epoch'::timestamptz + e.recorded * interval '1 microsecond', e.subjects::bigint, e.persons
FROM ledger_segment s
CROSS JOIN LATERAL unnest(s.series, s.effective, s.recorded, s.subjects, s.persons)
     AS e(series, effective, recorded, subjects, persons)
JOIN ledger_series k ON k.id = e.series
WHERE s.tx >= coalesce((SELECT pg_snapshot_xmin(county_seen) FROM ledger_summed WHERE server = ledger_server()), '0')
  AND NOT coalesce(pg_visible_in_snapshot(s.tx,
                       (SELECT county_seen FROM ledger_summed WHERE server = ledger_server())), false);
ALTER VIEW county_ledger SET (security_invoker = true);

GRANT SELECT, INSERT, UPDATE, DELETE ON ledger_sum, ledger_total, ledger_summed, county_ledger TO countywatch_writer;
GRANT SELECT ON ledger_sum, ledger_total, ledger_summed, county_ledger TO countywatch_reader;

-- The second wall, as in V4: the sums of all counties are for who sees all.
DO $$
DECLARE
    relation text;
BEGIN
    FOREACH relation IN ARRAY ARRAY['ledger_sum', 'ledger_total'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', relation);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', relation);
        EXECUTE format('CREATE POLICY writer ON %I TO countywatch_writer USING (true) WITH CHECK (true)', relation);
        EXECUTE format(
            $policy$CREATE POLICY reader ON %I FOR SELECT TO countywatch_reader USING (county LIKE ANY (
                (SELECT string_to_array(current_setting('countywatch.counties', true), ','))::text[]))$policy$,
            relation);
    END LOOP;
END $$;
