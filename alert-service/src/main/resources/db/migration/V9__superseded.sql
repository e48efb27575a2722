-- A state that could not be told in time and was told as it stood later: by which message.
ALTER TABLE outbox ADD COLUMN superseded_by text;
