-- Schema version 4: how identity fields of a batch are stored. The key of the tokens is never here.

-- "hash user; keep account"; empty: e-mail addresses became tokens, everything else is as it was.
ALTER TABLE batch ADD COLUMN privacy TEXT NOT NULL DEFAULT '';
-- What tells the key of the tokens from others; empty: the batch has no token of its own.
ALTER TABLE batch ADD COLUMN privacy_key TEXT NOT NULL DEFAULT '';
