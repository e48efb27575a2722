-- Rejects of intake, and what came of sending them again. They belong to no projection version: a rebuild neither fills
-- nor loses them. So they have a schema of their own, and every version's migration finds it there or makes it.
DO $$ BEGIN PERFORM pg_advisory_xact_lock(hashtext('countywatch.rejections')); END $$;

CREATE SCHEMA IF NOT EXISTS rejections;

CREATE TABLE IF NOT EXISTS rejections.rejection (
    id          text COLLATE "C" NOT NULL PRIMARY KEY,
    code        text             NOT NULL,
    errors      text             NOT NULL,
    source      text,
    event_id    text,
    type        text,
    subject     text,
    county      text COLLATE "C",
    device      text,
    caller      text,
    request     text             NOT NULL,
    received_at timestamptz      NOT NULL,
    -- the item as it was sent; null for personal data
    original    bytea,
    truncated   boolean          NOT NULL
);
CREATE INDEX IF NOT EXISTS rejection_newest ON rejections.rejection (received_at DESC, id DESC);

CREATE TABLE IF NOT EXISTS rejections.replay (
    id            bigint           GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    rejection     text COLLATE "C" NOT NULL REFERENCES rejections.rejection (id) ON DELETE CASCADE,
    at            timestamptz      NOT NULL,
    caller        text             NOT NULL,
    outcome       text             NOT NULL,
    status        int,
    receipt       text,
    code          text,
    new_rejection text
);
CREATE INDEX IF NOT EXISTS replay_rejection ON rejections.replay (rejection, id);
