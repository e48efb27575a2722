-- What people do with alerts. Rows are ended, never deleted: who silenced what, and why, can be asked later.
CREATE TABLE acknowledgement (
    id            uuid PRIMARY KEY,
    alert         text        NOT NULL REFERENCES alert (id),
    by            text        NOT NULL,
    reason        text        NOT NULL,
    severity      text        NOT NULL,
    created_at    timestamptz NOT NULL,
    until_at      timestamptz NOT NULL,
    ended_at      timestamptz,
    ended_because text
);
CREATE UNIQUE INDEX acknowledgement_live ON acknowledgement (alert) WHERE ended_at IS NULL;

CREATE TABLE silence (
    id         uuid PRIMARY KEY,
    owner      text        NOT NULL,
    reason     text        NOT NULL,
    county     text,
    province   text,
    rule       text,
    severity   text,
    created_at timestamptz NOT NULL,
    start_at   timestamptz NOT NULL,
    end_at     timestamptz NOT NULL,
    ended_at   timestamptz,
    ended_by   text
);
CREATE INDEX silence_live ON silence (end_at) WHERE ended_at IS NULL;

-- What stands beside an alert's state: suppression, acknowledgement, escalation.
ALTER TABLE alert ADD COLUMN beside jsonb NOT NULL DEFAULT '{}';

-- An inhibited alert is told after its source.
ALTER TABLE outbox ADD COLUMN waits_for text;

CREATE INDEX transition_by_day ON transition (day) WHERE kind IN ('raised', 'fell-back');
