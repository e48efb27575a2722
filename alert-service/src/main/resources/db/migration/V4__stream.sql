-- A position in the log of transitions. Ticks are serialised by the lease's row lock, so positions appear in order.
ALTER TABLE transition ADD COLUMN position bigint GENERATED ALWAYS AS IDENTITY;
CREATE UNIQUE INDEX transition_by_position ON transition (position);
