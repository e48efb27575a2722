-- What names a tick of a day is found by the day; not by the tick, which every evaluation of the day rewrites.
CREATE INDEX fact_by_day ON fact (day);
CREATE INDEX assessment_revision_by_day ON assessment_revision (day);

-- From when on a day was the latest one.
CREATE INDEX tick_evaluated ON tick (day, decided_at) WHERE assessments > 0;

-- What was told of an alert, also long ago.
CREATE INDEX outbox_by_alert ON outbox (alert, id);
