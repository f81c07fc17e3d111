-- Schema version 6: which endpoints and use cases of the events are which feature, and whose.

-- The latest row of an endpoint counts, and speaks of all its events. A trailing * in `endpoint`
-- stands for all names that begin so; the longest such beginning counts, and a whole name before it.
CREATE TABLE endpoint_feature (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  endpoint TEXT NOT NULL,
  feature TEXT NOT NULL,
  owner_team TEXT NOT NULL
) STRICT;
