-- Whether the day was not the latest any more when the tick used these figures.
ALTER TABLE county_figures ADD COLUMN restated boolean NOT NULL DEFAULT false;

-- Every tick's figures, so that ticks can be played again one by one; what is older is thinned out.
ALTER TABLE village_figures DROP CONSTRAINT village_figures_pkey;
ALTER TABLE village_figures ADD PRIMARY KEY (village, day, tick);

-- What late data made of a day before it became final. What was known then stays in assessment.
CREATE TABLE assessment_revision (
    unit         text   NOT NULL,
    plan         text   NOT NULL,
    day          date   NOT NULL,
    tick         bigint NOT NULL,
    status       text   NOT NULL,
    first_status text   NOT NULL,
    detail       jsonb  NOT NULL,
    PRIMARY KEY (unit, plan, day)
);

-- An alert remembers each of the days that may be evaluated again, not only the last one.
UPDATE alert SET before = jsonb_build_array(
    jsonb_build_object('day', day - 3, 'memory', before),
    jsonb_build_object('day', day - 2, 'memory', before),
    jsonb_build_object('day', day - 1, 'memory', before));
