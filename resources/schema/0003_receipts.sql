-- Schema version 3: how a file was read, so that its rejected rows can be corrected and read again.

ALTER TABLE batch ADD COLUMN compression TEXT NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN encoding TEXT NOT NULL DEFAULT '';
-- What the token counts of the source include, in words.
ALTER TABLE batch ADD COLUMN convention TEXT NOT NULL DEFAULT '';
-- The mapping profile as it was, as its JSON document.
ALTER TABLE batch ADD COLUMN profile_text TEXT NOT NULL DEFAULT '';
-- The batch whose rejected rows these are, corrected.
ALTER TABLE batch ADD COLUMN corrects INTEGER REFERENCES batch (id);

-- A rejected row that a later batch holds corrected; open again while that one is undone.
CREATE TABLE corrected_reject (
  batch INTEGER NOT NULL REFERENCES batch (id),
  number INTEGER NOT NULL,
  by_batch INTEGER NOT NULL REFERENCES batch (id),
  PRIMARY KEY (batch, number, by_batch)
) STRICT, WITHOUT ROWID;
