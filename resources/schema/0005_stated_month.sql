-- Schema version 5: the month that was stated for a file which does not tell its own ("2026-07").

ALTER TABLE batch ADD COLUMN month TEXT NOT NULL DEFAULT '';
