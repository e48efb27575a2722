-- The few sampled events on their way from whoever applies them to the leader who publishes their county: kept for seconds,
-- by position, so that a trace goes on with the first snapshot that has the event in it. Readers have no part in it.
CREATE TABLE traced (
    src_partition int         NOT NULL,
    src_offset    bigint      NOT NULL,
    county        text        NOT NULL,
    traceparent   text        NOT NULL,
    at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (src_partition, src_offset)
);
ALTER TABLE traced ENABLE ROW LEVEL SECURITY;
ALTER TABLE traced FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON traced TO countywatch_writer USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON traced TO countywatch_writer;
