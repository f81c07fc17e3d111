-- Schema version 7: what was decided about findings, and who answers for it.

-- The latest row of a finding counts.
CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  finding TEXT NOT NULL,
  status TEXT NOT NULL,
  owner TEXT NOT NULL,
  lever TEXT NOT NULL,
  confirmed_type TEXT NOT NULL,
  driver TEXT NOT NULL,
  containment TEXT NOT NULL,
  guardrail TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;
