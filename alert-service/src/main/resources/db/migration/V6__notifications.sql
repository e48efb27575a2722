-- What each receiver was told about each group of alerts, and when to look at it again: log and outbox in one row, so
-- that one message a group is under way and what is sent is the present state, however long the receiver was away.
-- Rows are never deleted: their sequence is part of the ids of messages, which must not come again.
CREATE TABLE notification_group (
    receiver      text        NOT NULL,
    group_key     text        NOT NULL,
    route         text        NOT NULL,
    labels        jsonb       NOT NULL,
    told          jsonb       NOT NULL DEFAULT '[]',
    sequence      bigint      NOT NULL DEFAULT 0,
    tried         text,
    told_at       timestamptz,
    news_at       timestamptz,
    due_at        timestamptz,
    not_before    timestamptz,
    attempts      int         NOT NULL DEFAULT 0,
    claimed_by    text,
    claimed_until timestamptz,
    PRIMARY KEY (receiver, group_key)
);
CREATE INDEX notification_group_due ON notification_group (due_at) WHERE due_at IS NOT NULL;

-- Up to which row of the outbox alerts were compared with what receivers were told.
CREATE TABLE notification_look (
    name      text PRIMARY KEY,
    seen      bigint      NOT NULL,
    looked_at timestamptz NOT NULL
);
INSERT INTO notification_look (name, seen, looked_at) VALUES ('receivers', -1, '-infinity');

-- The messages themselves, by receiver: what was told when, and how often it was tried.
CREATE TABLE notification (
    id              text        NOT NULL,
    receiver        text        NOT NULL,
    group_key       text        NOT NULL,
    sequence        bigint      NOT NULL,
    alerts          text[]      NOT NULL,
    firing          boolean     NOT NULL,
    first_tried_at  timestamptz NOT NULL,
    acknowledged_at timestamptz,
    attempts        int         NOT NULL,
    outcome         text,
    PRIMARY KEY (receiver, id)
);
CREATE INDEX notification_by_alert ON notification USING gin (alerts);
CREATE INDEX notification_by_time ON notification (first_tried_at);
