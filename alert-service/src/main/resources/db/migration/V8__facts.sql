-- What rules look at, once for all rules that look at the same. What a rule said follows from it and from its text, which
-- is kept under the hash that the tick names.
CREATE TABLE fact (
    unit    text   NOT NULL,
    measure text   NOT NULL,
    about   text   NOT NULL,
    day     date   NOT NULL,
    tick    bigint NOT NULL,
    facts   jsonb  NOT NULL,
    remark  text,
    plan    text,
    PRIMARY KEY (unit, measure, about, day)
);
INSERT INTO fact (unit, measure, about, day, tick, facts, remark, plan)
SELECT DISTINCT ON (unit, measure, about, day) unit, measure, about, day, tick, facts, remark, plan
  FROM (SELECT split_part(alert, ':', 2) AS unit, split_part(alert, ':', 3) AS measure,
               CASE WHEN plan IS NOT NULL THEN 'SCHEDULE'
                    WHEN facts ->> 'fallingBack' IS NOT NULL THEN 'FALLING_BACK'
                    WHEN remark LIKE 'the figures are%' THEN 'PIPELINE'
                    ELSE 'SILENCE' END AS about,
               day, tick, facts, remark, plan
          FROM judgement) AS judged
 ORDER BY unit, measure, about, day, tick DESC;
DROP TABLE judgement;
