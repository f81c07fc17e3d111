-- Schema version 2: invoices, usage totals, revenue as billing systems export it, what receipts prove.
-- Amounts that may exceed 64 bits of pico-units are exact decimal texts.

ALTER TABLE batch ADD COLUMN format TEXT NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN evidence TEXT NOT NULL DEFAULT '';
-- What a row needs in front of it to be read alone: the header line of delimited text.
ALTER TABLE batch ADD COLUMN head TEXT NOT NULL DEFAULT '';

-- Control totals: the sum of a measure over the rows read, without the rejected ones. `unit` is a
-- currency, or tokens.
CREATE TABLE batch_total (
  batch INTEGER NOT NULL REFERENCES batch (id),
  measure TEXT NOT NULL,
  unit TEXT NOT NULL,
  in_file TEXT NOT NULL,
  PRIMARY KEY (batch, measure, unit)
) STRICT, WITHOUT ROWID;

-- A row of `kind` (its table) that does not count while by_batch is active: it states it anew.
CREATE TABLE replaced_fact (
  kind TEXT NOT NULL,
  row INTEGER NOT NULL,
  by_batch INTEGER NOT NULL REFERENCES batch (id),
  PRIMARY KEY (kind, row, by_batch)
) STRICT, WITHOUT ROWID;

CREATE TABLE tenant_alias (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  alias TEXT NOT NULL,
  tenant TEXT NOT NULL
) STRICT;

CREATE TABLE charge (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  identity TEXT NOT NULL,
  period_start INTEGER,
  period_end INTEGER,
  provider TEXT NOT NULL,
  account TEXT NOT NULL,
  invoice_id TEXT NOT NULL,
  billing_month TEXT NOT NULL,
  charge_category TEXT NOT NULL,
  charge_class TEXT NOT NULL,
  charge_frequency TEXT NOT NULL,
  credit_type TEXT NOT NULL,
  service TEXT NOT NULL,
  model TEXT NOT NULL,
  sku_meter TEXT NOT NULL,
  token_class TEXT NOT NULL,
  service_tier TEXT NOT NULL,
  quantity TEXT,
  unit TEXT NOT NULL,
  quantity_tokens TEXT,
  amount TEXT NOT NULL,
  effective_amount TEXT,
  list_amount TEXT,
  currency TEXT NOT NULL,
  commitment_id TEXT NOT NULL,
  commitment_status TEXT NOT NULL,
  description TEXT NOT NULL,
  tags TEXT NOT NULL,
  flags TEXT NOT NULL
) STRICT;

CREATE TABLE usage_bucket (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  identity TEXT NOT NULL,
  period_start INTEGER NOT NULL,
  period_end INTEGER NOT NULL,
  provider TEXT NOT NULL,
  upstream_provider TEXT NOT NULL,
  model TEXT NOT NULL,
  account TEXT NOT NULL,
  user TEXT NOT NULL,
  service_tier TEXT NOT NULL,
  request_count INTEGER,
  input_uncached_tokens INTEGER,
  cache_read_tokens INTEGER,
  cache_write_5m_tokens INTEGER,
  cache_write_1h_tokens INTEGER,
  output_tokens INTEGER,
  reasoning_tokens INTEGER,
  reported_cost TEXT,
  currency TEXT NOT NULL,
  tags TEXT NOT NULL,
  flags TEXT NOT NULL
) STRICT;

-- Revenue: the whole amount as text, periods that may be missing, what the row's amount is per.
ALTER TABLE revenue RENAME TO revenue_1;
CREATE TABLE revenue (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  identity TEXT NOT NULL,
  tenant TEXT NOT NULL,
  tier TEXT NOT NULL,
  feature TEXT NOT NULL,
  period_start TEXT,
  period_end TEXT,
  amount TEXT NOT NULL,
  currency TEXT NOT NULL,
  kind TEXT NOT NULL,
  basis TEXT NOT NULL,
  status TEXT NOT NULL,
  invoice_id TEXT NOT NULL,
  description TEXT NOT NULL,
  amount_usd TEXT,
  customers INTEGER,
  cost_amount TEXT,
  margin_amount TEXT,
  tags TEXT NOT NULL,
  flags TEXT NOT NULL
) STRICT;
INSERT INTO revenue (batch, line, identity, tenant, tier, feature, period_start, period_end, amount, currency, kind,
                     basis, status, invoice_id, description, tags, flags)
  SELECT batch, line, '', tenant, tier, feature, period_start, period_end, money(amount_picos), currency, kind,
         'period', '', '', '', '', '' FROM revenue_1 ORDER BY rowid;
DROP TABLE revenue_1;

ALTER TABLE budget RENAME TO budget_1;
CREATE TABLE budget (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  scope_dim TEXT NOT NULL,
  scope_value TEXT NOT NULL,
  period TEXT NOT NULL,
  amount TEXT NOT NULL,
  currency TEXT NOT NULL,
  warn_pct TEXT,
  alert_pct TEXT
) STRICT;
INSERT INTO budget (batch, line, scope_dim, scope_value, period, amount, currency, warn_pct, alert_pct)
  SELECT batch, line, scope_dim, scope_value, period, money(amount_picos), currency, warn_pct, alert_pct
  FROM budget_1 ORDER BY rowid;
DROP TABLE budget_1;

ALTER TABLE active_users RENAME TO active_users_1;
CREATE TABLE active_users (
  id INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batch (id),
  line INTEGER NOT NULL,
  identity TEXT NOT NULL,
  period_start TEXT NOT NULL,
  period_end TEXT NOT NULL,
  feature TEXT NOT NULL,
  tenant TEXT NOT NULL,
  tier TEXT NOT NULL,
  active_users INTEGER,
  retained_users INTEGER,
  engagement TEXT,
  flags TEXT NOT NULL
) STRICT;
INSERT INTO active_users (batch, line, identity, period_start, period_end, feature, tenant, tier, active_users,
                          retained_users, engagement, flags)
  SELECT batch, line, '', period_start, period_end, feature, tenant, tier, active_users, retained_users, engagement, ''
  FROM active_users_1 ORDER BY rowid;
DROP TABLE active_users_1;
