# SPDX-License-Identifier: GPL-3.0-or-later
"""Group-bys and re-rating: the figures of bench_frame beside the same questions to the peers.

bench_frame makes its events up by row number; the peers get as many rows of the same shape: 2,000
tenants, 20 features, 12 models, 200,000 users, 120 days, one staging event in fifty. DuckDB finds
costs already computed; the frame costs events itself and keeps the result.
"""

import json

from measured import run
from peers import remove

EVENT_SQL = """create or replace table event as select
    'tenant-' || (10000 + least(hash(i, 10) % 2000, hash(i, 11) % 2000)) as tenant,
    'feature-' || (10000 + hash(i, 12) % 20) as feature,
    'model-' || (10000 + hash(i, 13) % 12) as model,
    case when hash(i, 9) % 50 = 0 then 'staging' else 'production' end as environment,
    case hash(i, 17) % 3 when 0 then 'Free' when 1 then 'Pro' else 'Enterprise' end as tier,
    'user-' || hash(i, 16) % 200000 as user_id,
    'req-' || (i - case when i % 10 = 9 then 1 else 0 end) as request,
    timestamp '2026-01-01' + to_microseconds((i * (10368000000000 // {rows}))::bigint) as moment,
    (200 + hash(i, 2) % 8000)::bigint as input,
    (hash(i, 7) % 1200)::bigint as output,
    ((200 + hash(i, 2) % 8000) * 1000000)::bigint as cost
    from range({rows}) as t(i)"""
PRICES_SQL = """create or replace table prices as
    select distinct model, 150000::bigint as input_rate, 600000::bigint as output_rate from event"""
SUMS = "count(*), sum(cost), sum(input), sum(output)"
SCOPE = "from event where environment = 'production'"
KEPT = """feature in ('feature-10000', 'feature-10001', 'feature-10002')
    and moment >= timestamp '2026-01-31' and moment < timestamp '2026-04-02'"""
KEYS = {
    "tenant": "tenant",
    "feature": "feature",
    "model": "model",
    "day": "date_trunc('day', moment)",
    "tenant,feature": "tenant, feature",
    "model,day": "model, date_trunc('day', moment)",
}
RERATE_SQL = """select tenant, count(*), sum(input * input_rate + output * output_rate), sum(input), sum(output)
    from event join prices using (model) where environment = 'production' group by all"""
RUNS = 5


def questions():
    """[(name that bench_frame prints, SQL, goal)]"""
    for name, keys in KEYS.items():
        yield f"group by {name}", f"select {keys}, {SUMS} {SCOPE} group by all", "8x"
        yield f"group by {name}, filtered", f"select {keys}, {SUMS} {SCOPE} and {KEPT} group by all", "8x"
    yield "tier,month", f"select tier, date_trunc('month', moment), {SUMS} {SCOPE} group by all", "8x"
    yield "hour", f"select date_trunc('hour', moment), {SUMS} {SCOPE} group by all", "8x"
    yield "tenant,day", f"select tenant, date_trunc('day', moment), {SUMS} {SCOPE} group by all", "8x"
    yield "requests by tenant", f"select tenant, count(distinct request) {SCOPE} group by all", ""
    yield "users by feature", f"select feature, count(distinct user_id) {SCOPE} group by all", ""
    yield "re-rate", RERATE_SQL, "150 ms at 10 M"


ROW_STORE_SQL = """create table event as select 'tenant-' || (10000 + abs(random()) % 2000) as tenant,
    case when value % 50 then 'production' else 'staging' end as environment, 'model-' || value % 12 as model,
    200 + abs(random()) % 8000 as input, abs(random()) % 1200 as output, abs(random()) % 8000000000 as cost
    from generate_series(1, {rows})"""


def frame_figures(program, rows):
    """{name: figure}, one JSON object a line; times are the best of some runs."""
    lines = run([program, "--events", rows]).output.splitlines()
    return {figure["name"]: figure for figure in map(json.loads, lines)}


def duckdb_figures(duckdb, database, rows):
    remove(database)
    setup = [("event", EVENT_SQL.format(rows=rows)), ("prices", PRICES_SQL), ("checkpoint", "checkpoint")]
    return duckdb.steps(database, *setup, *[(name, sql, RUNS) for name, sql, _ in questions()])


def row_store_ms(sqlite, database, rows):
    remove(database)
    sqlite.ask(database, ROW_STORE_SQL.format(rows=rows) + ";")
    return sqlite.best_ms(database, f"select tenant, {SUMS} {SCOPE} group by tenant", 1)


def add_group_bys(table, folder, frame_program, duckdb, sqlite, rows):
    theirs = duckdb_figures(duckdb, folder / "group-by.duckdb", rows)
    duckdb_peak = duckdb.peak_mib
    row_store = row_store_ms(sqlite, folder / "group-by.sqlite", rows)
    ours = frame_figures(frame_program, rows)
    peaks = (ours["peak memory"]["mib"], duckdb_peak)
    for name, _, goal in questions():
        mine = ours.pop(name, {})
        table.add(name, mine.get("ms"), theirs[name], row_store, mine.get("loop_ms"), goal, peaks)
        row_store = peaks = None  # once is enough
    for name, mine in ours.items():
        if "ms" in mine:
            table.add(name, mine["ms"], None, None, mine.get("loop_ms"))
