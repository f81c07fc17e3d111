#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time MarginScope and its peers on the same files and print one table of ratios (DESIGN.md section 5).

MarginScope's imports and opening are whole processes, start-up included; DuckDB's are only the statement.
Group-bys and re-rating are in-process on both sides: ours come from bench_frame.
"""

import argparse
import json
from pathlib import Path

from measured import best, run
from peers import DuckDb, SqliteShell, remove
from sample_files import SampleFiles

FLAT_SQL = """create table flat as select tenant_id as tenant, feature, model_or_deployment as model,
    environment, cast(timestamp_utc as timestamptz)::timestamp as moment, request_id,
    usage.input_tokens::bigint as input, usage.output_tokens::bigint as output,
    (2000000 * usage.input_tokens + 8000000 * usage.output_tokens)::bigint as cost from event"""
PRICES_SQL = """create table prices as select distinct model, 2500000 as input_rate,
    10000000 as output_rate from flat"""
SUMS = "count(*), sum(input), sum(output), sum(cost)"
# What a filter costs must show too: one by value, one by range.
FILTER = ("environment = 'production' and feature in ('ticket_reply', 'doc_search', 'draft_email') "
          "and moment >= '2026-04-01' and moment < '2026-06-01'")
GROUP_BYS = {  # as bench_frame names them
    "tenant": "tenant",
    "feature": "feature",
    "model": "model",
    "day": "date_trunc('day', moment)",
    "tenant,feature": "tenant, feature",
    "model,day": "model, date_trunc('day', moment)",
}
RERATE_SQL = """select tenant, count(*), sum(input * input_rate + output * output_rate)
    from flat join prices using (model) group by all"""
QUERY_RUNS = 5


class Table:
    HEAD = ("work", "MarginScope", "DuckDB", "sqlite3", "DuckDB/ours", "goal", "peak MiB ours/DuckDB")

    def __init__(self):
        self.rows = [self.HEAD]

    def add(self, work, ours, duckdb, sqlite=None, goal="", peaks=None, unit="ms"):
        def figure(value):
            return "-" if value is None else f"{value:,.1f} {unit}"
        ratio = f"{duckdb / ours:.1f}x" if ours and duckdb else "-"
        peak = f"{peaks[0]:.0f}/{peaks[1]:.0f}" if peaks else ""
        self.rows.append((work, figure(ours), figure(duckdb), figure(sqlite), ratio, goal, peak))

    def __str__(self):
        widths = [max(len(row[i]) for row in self.rows) for i in range(len(self.HEAD))]
        return "\n".join("  ".join(cell.ljust(width) if i == 0 else cell.rjust(width)
                                   for i, (cell, width) in enumerate(zip(row, widths)))
                         for row in self.rows)


class Bench:
    def __init__(self, arguments):
        self.program = arguments.build / "marginscope"
        self.frame_program = arguments.build / "bench_frame"
        self.imports = 1 if arguments.events > 500_000 else 2
        self.duckdb = DuckDb(arguments.work)
        self.sqlite = SqliteShell()
        self.files = SampleFiles(arguments.work, self.program, self.duckdb, arguments.events)
        self.folder = self.files.folder
        self.table = Table()

    def import_of(self, name, source, reader, goal, with_sqlite):
        workspace, database = self.folder / f"{name}.margin", self.folder / f"{name}.duckdb"
        rows = self.folder / f"{name}.sqlite"

        def ours():
            remove(workspace)
            return run([self.program, "import", workspace, source])

        def duckdb():
            remove(database)
            sql = f"create table event as select * from {reader}('{source}')"
            return self.duckdb.steps(database, ("import", sql))["import"]

        def sqlite():
            remove(rows)
            return self.sqlite.ask(rows, ".mode csv", f".import '{source}' event")

        mine = best(self.imports, ours)
        theirs = min(duckdb() for _ in range(self.imports))
        row_store = best(1, sqlite).milliseconds if with_sqlite else None
        self.table.add(f"import {name}", mine.milliseconds, theirs, row_store, goal,
                       (mine.peak_mib, self.duckdb.peak_mib))
        sizes = [path.stat().st_size / 2**20 if path.exists() else None
                 for path in (workspace, database, rows)]
        self.table.add(f"  file size {name}", *sizes, goal="1x", unit="MiB")

    def frame_figures(self):
        """{name: ms}: bench_frame prints one JSON object {"name", "ms"} a line."""
        figures = {}
        for line in run([self.frame_program, "--events", self.files.events]).output.splitlines():
            if line.startswith("{"):
                figure = json.loads(line)
                figures[figure["name"]] = figure["ms"]
        return figures

    def group_bys(self):
        database = self.folder / "JSON Lines.duckdb"
        asked = {}
        for name, by in GROUP_BYS.items():
            asked[f"group by {name}"] = f"select {by}, {SUMS} from flat group by all"
            asked[f"group by {name}, filtered"] = f"select {by}, {SUMS} from flat where {FILTER} group by all"
        theirs = self.duckdb.steps(
            database, ("drop", "drop table if exists flat"), ("flat", FLAT_SQL),
            ("drop prices", "drop table if exists prices"), ("prices", PRICES_SQL),
            *[(name, sql, QUERY_RUNS) for name, sql in asked.items()],
            ("re-rate", RERATE_SQL, QUERY_RUNS), ("checkpoint", "checkpoint"))
        rows = self.folder / "CSV.sqlite"
        by_rows = self.sqlite.best_ms(
            rows, 'select "tenantId", count(*), sum("inputTokens"), sum("outputTokens") from event group by 1', 1)
        mine = self.frame_figures()
        for name in asked:
            self.table.add(name, mine.get(name), theirs[name],
                           by_rows if name == "group by tenant" else None, goal="8x")
        self.table.add("re-rate, by tenant", mine.get("re-rate"), theirs["re-rate"], goal="150 ms at 10 M")

    def open(self):
        workspace = self.folder / "company.margin"
        remove(workspace)
        run([self.program, "import", workspace, self.files.company])
        ours = best(3, lambda: run([self.program, "margin", workspace, "--by", "tenant", "--json"]))
        steps = self.duckdb.steps(self.folder / "JSON Lines.duckdb",
                                  ("first table", f"select tenant, {SUMS} from flat group by all"))
        self.table.add("open to first table", ours.milliseconds, steps["open"] + steps["first table"],
                       goal="1.5 s at 10 M", peaks=(ours.peak_mib, self.duckdb.peak_mib))

    def run(self):
        print(f"{self.files.events:,} events, {self.files.json_lines.stat().st_size / 2**20:,.0f} MiB of JSON Lines, "
              f"{self.files.csv.stat().st_size / 2**20:,.0f} MiB of CSV", flush=True)
        self.import_of("JSON Lines", self.files.json_lines, "read_json_auto", "5x", with_sqlite=False)
        self.import_of("CSV", self.files.csv, "read_csv_auto", "3x", with_sqlite=True)
        self.group_bys()
        self.open()
        print(self.table)


def main():
    parser = argparse.ArgumentParser(prog="tests/bench/run.sh")
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--build", type=Path, required=True)
    Bench(parser.parse_args()).run()


if __name__ == "__main__":
    main()
