-- Schema version 1. Never edit a released file: add the next number instead.
-- Money is in pico-units (1e-12), instants in UTC microseconds, moments as ISO 8601 text: a date is a
-- day of the reporting zone, a time with zone an instant.

CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One imported file. Undone batches stay, with is_active = 0.
CREATE TABLE batch (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  path TEXT NOT NULL,
  source TEXT NOT NULL,
  profile TEXT NOT NULL,
  book TEXT NOT NULL,
  rows INTEGER NOT NULL DEFAULT 0,
  accepted INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  replaced INTEGER NOT NULL DEFAULT 0,
  is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  imported_at INTEGER NOT NULL,
  source_hash TEXT NOT NULL DEFAULT '',
  bytes INTEGER NOT NULL DEFAULT 0,
  first_time INTEGER,
  last_time INTEGER,
  CHECK (rows = accepted + duplicates + rejected + skipped)
) STRICT;

CREATE TABLE batch_note (
  batch INTEGER NOT NULL REFERENCES batch (id),
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (batch, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE reject (
  batch INTEGER NOT NULL REFERENCES batch (id),
  number INTEGER NOT NULL,
  line INTEGER NOT NULL,
  field TEXT NOT NULL,
  reason TEXT NOT NULL,
  raw TEXT NOT NULL,
  PRIMARY KEY (batch, number)
) STRICT, WITHOUT ROWID;

-- Up to 65,536 events of one batch, in file order.
CREATE TABLE segment (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch (id),
  rows INTEGER NOT NULL CHECK (rows BETWEEN 1 AND 65536),
  first_time INTEGER,
  last_time INTEGER
) STRICT;

-- One column of one segment: id = segment * 128 + column. The checksum is XXH3-64 seeded with id.
CREATE TABLE column_body (
  id INTEGER PRIMARY KEY,
  checksum INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;

-- Rows of a segment that do not count while by_batch is active: it has a later version of them.
CREATE TABLE replaced (
  segment INTEGER NOT NULL REFERENCES segment (id),
  by_batch INTEGER NOT NULL REFERENCES batch (id),
  checksum INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (segment, by_batch)
) STRICT, WITHOUT ROWID;

-- Texts of the dictionary-coded columns. Code 0 is the empty text and has no row.
CREATE TABLE dictionary (
  field INTEGER NOT NULL,
  code INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (field, code)
) STRICT, WITHOUT ROWID;

-- Texts of 65,536 ids: id = list * 65536 + page; key k of a list is text k % 65536 of page k / 65536.
CREATE TABLE id_page (
  id INTEGER PRIMARY KEY,
  texts INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;

CREATE TABLE price_rule (
  batch INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  account TEXT NOT NULL,
  service_tier TEXT NOT NULL,
  context_over INTEGER NOT NULL,
  bucket TEXT NOT NULL,
  per INTEGER NOT NULL CHECK (per > 0),
  amount_picos INTEGER NOT NULL,
  currency TEXT NOT NULL,
  valid_from TEXT,
  valid_to TEXT,
  source TEXT NOT NULL
) STRICT;

CREATE TABLE model_alias (
  batch INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  provider TEXT NOT NULL,
  alias TEXT NOT NULL,
  model TEXT NOT NULL
) STRICT;

CREATE TABLE tenant (
  batch INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  tenant TEXT NOT NULL,
  name TEXT NOT NULL,
  segment TEXT NOT NULL,
  tier TEXT NOT NULL,
  since TEXT,
  until TEXT,
  seats INTEGER
) STRICT;

CREATE TABLE plan (
  batch INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  tier TEXT NOT NULL,
  revenue_per_tenant_month_picos INTEGER NOT NULL,
  currency TEXT NOT NULL,
  valid_from TEXT,
  valid_to TEXT,
  included_requests INTEGER,
  included_tokens INTEGER,
  overage_price_picos INTEGER,
  overage_per INTEGER
) STRICT;

CREATE TABLE revenue (
  batch INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  tenant TEXT NOT NULL,
  tier TEXT NOT NULL,
  feature TEXT NOT NULL,
  period_start TEXT NOT NULL,
  period_end TEXT NOT NULL,
  amount_picos INTEGER NOT NULL,
  currency TEXT NOT NULL,
  kind TEXT NOT NULL
) STRICT;

CREATE TABLE outcome (
  batch INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  unit_type TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  tenant TEXT NOT NULL,
  outcome TEXT NOT NULL,
  outcome_at TEXT,
  reopened_at TEXT,
  value_picos INTEGER,
  currency TEXT NOT NULL
) STRICT;

CREATE TABLE active_users (
  batch INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  period_start TEXT NOT NULL,
  period_end TEXT NOT NULL,
  feature TEXT NOT NULL,
  tenant TEXT NOT NULL,
  tier TEXT NOT NULL,
  active_users INTEGER NOT NULL,
  retained_users INTEGER,
  engagement TEXT
) STRICT;

CREATE TABLE gpu_hour (
  batch INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  hour_start TEXT NOT NULL,
  pool TEXT NOT NULL,
  node TEXT NOT NULL,
  hourly_rate_picos INTEGER NOT NULL,
  currency TEXT NOT NULL,
  gpus TEXT,
  utilisation TEXT,
  feature TEXT NOT NULL
) STRICT;

CREATE TABLE fx (
  batch INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  date TEXT NOT NULL,
  currency TEXT NOT NULL,
  rate TEXT NOT NULL
) STRICT;

CREATE TABLE budget (
  batch INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  scope_dim TEXT NOT NULL,
  scope_value TEXT NOT NULL,
  period TEXT NOT NULL,
  amount_picos INTEGER NOT NULL,
  currency TEXT NOT NULL,
  warn_pct TEXT,
  alert_pct TEXT
) STRICT;
