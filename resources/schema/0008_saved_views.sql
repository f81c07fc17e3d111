-- Schema version 8: what analysts keep of the pages that they set up. No figure depends on it.

-- `place` is a JSON document: the section, its options, the filter (models/session/place_text.h).
CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
  page TEXT NOT NULL,
  place TEXT NOT NULL,
  note TEXT NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT;

CREATE TABLE saved_report (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
  title TEXT NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT;

-- The views of a report in their order. A view stays as long as a report holds it.
CREATE TABLE saved_report_view (
  report INTEGER NOT NULL REFERENCES saved_report (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  view INTEGER NOT NULL REFERENCES saved_view (id),
  PRIMARY KEY (report, position)
) STRICT, WITHOUT ROWID;
