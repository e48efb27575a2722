-- The second wall behind the checks of the service: a reader's transaction sees the rows of its counties and no others,
-- whatever was asked. Forced, so that it holds for owners too; the roles own nothing. Who logs in is a member of both:
-- writes as countywatch_writer, and reads for a caller as countywatch_reader (Reading sets the role and the counties).
DO $$
DECLARE
    name     text;
    relation record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('countywatch.roles'));
    FOREACH name IN ARRAY ARRAY['countywatch_reader', 'countywatch_writer'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', name);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL; -- another database of the same server has just made it
            END;
        END IF;
        EXECUTE format('GRANT %I TO %I', name, current_user);
        EXECUTE format('GRANT USAGE ON SCHEMA %I, publication, rejections TO %I', current_schema(), name);
    END LOOP;
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I, publication, rejections
                    TO countywatch_writer', current_schema());
    EXECUTE format('GRANT SELECT, UPDATE, USAGE ON ALL SEQUENCES IN SCHEMA %I, publication, rejections
                    TO countywatch_writer', current_schema());

    -- Readers see tables as a whole, never a partition by itself: the rules are those of the whole. Views read as their
    -- caller.
    FOR relation IN
        SELECT c.oid::regclass AS id, c.relkind AS kind
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname IN (current_schema(), 'publication', 'rejections') AND c.relkind IN ('r', 'p', 'v')
          AND NOT c.relispartition AND c.relname NOT IN ('household_state', 'flyway_schema_history')
    LOOP
        EXECUTE format('GRANT SELECT ON %s TO countywatch_reader', relation.id);
        IF relation.kind = 'v' THEN
            EXECUTE format('ALTER VIEW %s SET (security_invoker = true)', relation.id);
        END IF;
    END LOOP;

    -- Every table that says of which county its rows are. A row without a county is for who sees all. The counties are
    -- patterns of LIKE; without the setting there is none.
    FOR relation IN
        SELECT c.oid::regclass AS id
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE n.nspname IN (current_schema(), 'publication', 'rejections') AND c.relkind IN ('r', 'p')
          AND NOT c.relispartition AND a.attname = 'county' AND NOT c.relrowsecurity
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', relation.id);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', relation.id);
        EXECUTE format('CREATE POLICY writer ON %s TO countywatch_writer USING (true) WITH CHECK (true)', relation.id);
        EXECUTE format(
            $policy$CREATE POLICY reader ON %s FOR SELECT TO countywatch_reader USING (coalesce(county, '') LIKE ANY (
                (SELECT string_to_array(current_setting('countywatch.counties', true), ','))::text[]))$policy$,
            relation.id);
    END LOOP;
END $$;
