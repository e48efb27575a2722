-- One evaluator at a time. The epoch rises with every change of hands; every tick checks it in its own transaction.
CREATE TABLE lease (
    name       text PRIMARY KEY,
    owner      text        NOT NULL,
    epoch      bigint      NOT NULL,
    expires_at timestamptz NOT NULL
);
INSERT INTO lease (name, owner, epoch, expires_at) VALUES ('evaluator', 'nobody', 0, '-infinity');

-- What was evaluated, with what: the log from which the transitions can be replayed.
CREATE TABLE tick (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    day         date        NOT NULL,
    epoch       bigint      NOT NULL,
    decided_at  timestamptz NOT NULL,
    snapshot    text,
    rule_set    text        NOT NULL,
    revisions   jsonb       NOT NULL,
    assessments int         NOT NULL,
    transitions int         NOT NULL
);
CREATE INDEX tick_by_day ON tick (day, id);

-- What a unit's scope was when its plan was first seen: growth since then is a cause of its own.
CREATE TABLE baseline (
    unit  text   NOT NULL,
    plan  text   NOT NULL,
    day   date   NOT NULL,
    scope bigint NOT NULL,
    PRIMARY KEY (unit, plan)
);

-- One row a unit, plan and campaign day; a re-evaluation of the day replaces it.
CREATE TABLE assessment (
    unit         text   NOT NULL,
    plan         text   NOT NULL,
    day          date   NOT NULL,
    level        text   NOT NULL,
    measure      text   NOT NULL,
    status       text   NOT NULL,
    first_status text   NOT NULL,
    tick         bigint NOT NULL,
    detail       jsonb  NOT NULL,
    PRIMARY KEY (unit, plan, day)
);
CREATE INDEX assessment_by_day ON assessment (day, level, unit);

CREATE TABLE alert (
    id         text PRIMARY KEY,
    rule       text        NOT NULL,
    unit       text        NOT NULL,
    measure    text        NOT NULL,
    province   text,
    state      text        NOT NULL,
    severity   text,
    day        date        NOT NULL,
    sequence   bigint      NOT NULL,
    revision   bigint      NOT NULL,
    memory     jsonb       NOT NULL,
    before     jsonb       NOT NULL,
    view       jsonb       NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX alert_by_state ON alert (state, id);
CREATE INDEX alert_by_unit ON alert (unit, id);

CREATE TABLE transition (
    alert    text        NOT NULL,
    sequence bigint      NOT NULL,
    episode  int         NOT NULL,
    day      date        NOT NULL,
    kind     text        NOT NULL,
    state    text        NOT NULL,
    tick     bigint      NOT NULL,
    told     jsonb       NOT NULL,
    PRIMARY KEY (alert, sequence)
);

-- What is to be told. Written in the tick's transaction, marked done only after Kafka's acknowledgement.
CREATE TABLE outbox (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sink          text        NOT NULL,
    alert         text        NOT NULL,
    notification  text        NOT NULL,
    payload       text        NOT NULL,
    created_at    timestamptz NOT NULL,
    claimed_by    text,
    claimed_until timestamptz,
    attempts      int         NOT NULL DEFAULT 0,
    done_at       timestamptz,
    UNIQUE (sink, notification)
);
CREATE INDEX outbox_open ON outbox (sink, alert, id) WHERE done_at IS NULL;
CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL;
