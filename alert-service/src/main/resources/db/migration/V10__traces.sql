-- The trace (W3C traceparent) of the sampled event whose evaluation decided a row; of nearly all rows there is none.
ALTER TABLE outbox ADD COLUMN traceparent text;
CREATE INDEX outbox_traced ON outbox (alert, id) WHERE traceparent IS NOT NULL;
