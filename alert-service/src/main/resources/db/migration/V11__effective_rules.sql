-- All that a rule set decides by, in the very bytes whose hash ticks name; null for sets that were kept before.
ALTER TABLE rule_set ADD COLUMN effective text;
