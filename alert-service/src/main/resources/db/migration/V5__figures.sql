-- What days were evaluated with. A tick adds the counties whose figures differ from those that are kept of the day;
-- so the log of ticks can be played again, and rules can be tried on what was known then and on what is known now.
CREATE TABLE county_figures (
    county   text   NOT NULL,
    day      date   NOT NULL,
    tick     bigint NOT NULL,
    revision bigint NOT NULL,
    figures  jsonb  NOT NULL,
    PRIMARY KEY (county, day, tick)
);
CREATE INDEX county_figures_by_day ON county_figures (day, county, tick);

-- A village's figures hold from the day on with which they were first used until the next row.
CREATE TABLE village_figures (
    village  text   NOT NULL,
    day      date   NOT NULL,
    tick     bigint NOT NULL,
    revision bigint NOT NULL,
    figures  jsonb  NOT NULL,
    PRIMARY KEY (village, day)
);
CREATE INDEX village_figures_by_day ON village_figures (day);
