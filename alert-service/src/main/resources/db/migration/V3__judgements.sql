-- What each rule saw and said on each day: from here comes every explanation, also of alerts that never fired.
CREATE TABLE judgement (
    alert   text   NOT NULL,
    day     date   NOT NULL,
    tick    bigint NOT NULL,
    verdict jsonb  NOT NULL,
    facts   jsonb  NOT NULL,
    remark  text,
    plan    text,
    PRIMARY KEY (alert, day)
);

-- The rules by the hash that ticks name, with everything filled in that a campaign's file left out.
CREATE TABLE rule_set (
    hash  text PRIMARY KEY,
    rules jsonb NOT NULL
);
