-- What late data made of a village's figures of a day before it became final. Of that day alone, while a row of
-- village_figures holds until the village's next one; what was known then stays there.
CREATE TABLE village_restated (
    village  text   NOT NULL,
    day      date   NOT NULL,
    tick     bigint NOT NULL,
    revision bigint NOT NULL,
    figures  jsonb  NOT NULL,
    PRIMARY KEY (village, day, tick)
);
CREATE INDEX village_restated_by_day ON village_restated (day);
